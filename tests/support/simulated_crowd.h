// tests/support/simulated_crowd.h: the people of a room and what they ask, honest or not.
//
// Role        Makes the next order from the state last published and from chance: candidates who
//             come in, answer, report, call, hand in; invigilators who confirm, pause, give, end,
//             decide; and the same asked by the wrong person, of the wrong question, too early, in
//             the wrong form.
// Invariants  The same seed and the same published states give the same orders.
// Threads     A value with one owner.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "engine/journal/recorded_session.h"
#include "tests/support/closed_session.h"
#include "tests/support/dice.h"

namespace probant::support {

/// What the shell adds to a session of this id and this roster.
using Opener = std::function<Opening(engine::SessionId, const std::vector<engine::Enrolment>&)>;

class Crowd {
public:
    Crowd(const engine::Content& content, std::uint64_t seed, std::size_t candidates);

    /// The orders that create and open the session; without `opener`, signed by nobody.
    [[nodiscard]] std::vector<engine::Order> opening(const Opener& opener);

    /// What someone asks next, seeing `room`.
    [[nodiscard]] engine::Order next(const engine::Room& room);

    /// What the invigilator must do before closing: decides the report that keeps someone waiting.
    [[nodiscard]] std::vector<engine::Order> decisions(const engine::Room& room);

    /// Closes with a reason for everyone, asked or not.
    [[nodiscard]] engine::Order closing();

    /// The same order with other contents under the same id.
    [[nodiscard]] engine::Order tampered(engine::Order order);

private:
    using Making = engine::Command (Crowd::*)(const engine::Room& room);

    struct Habit {
        std::uint32_t weight;
        Making make;
    };

    [[nodiscard]] static const std::vector<Habit>& habits();

    [[nodiscard]] engine::Order order(const engine::Command& command);
    [[nodiscard]] engine::CandidateId someone();
    [[nodiscard]] engine::CandidateId someone_whose_turn_it_is(const engine::Room& room);
    [[nodiscard]] engine::AlertNumber some_alert(const engine::Room& room);
    [[nodiscard]] engine::ShownResponse some_response(const engine::Sitting& sitting,
                                                      engine::DrawNumber draw);
    [[nodiscard]] engine::DrawNumber some_draw(const engine::Sitting& sitting);

    engine::Command go_on(const engine::Room& room);
    [[nodiscard]] engine::Command confirm(engine::CandidateId id) const;
    engine::Command admit(const engine::Room& room);
    engine::Command answer_anything(const engine::Room& room);
    engine::Command report(const engine::Room& room);
    engine::Command find_fault(const engine::Room& room);
    engine::Command report_by(engine::CandidateId id, const engine::Room& room);
    engine::Command call(const engine::Room& room);
    engine::Command hand_in(const engine::Room& room);
    engine::Command decide(const engine::Room& room);
    engine::Command pause_one(const engine::Room& room);
    engine::Command resume_one(const engine::Room& room);
    engine::Command pause_all(const engine::Room& room);
    engine::Command resume_all(const engine::Room& room);
    engine::Command give_time(const engine::Room& room);
    engine::Command end_one(const engine::Room& room);
    engine::Command tend_alert(const engine::Room& room);
    engine::Command move_elsewhere(const engine::Room& room);
    engine::Command undo(const engine::Room& room);
    engine::Command keep_time(const engine::Room& room);
    engine::Command nonsense(const engine::Room& room);
    engine::Command close(const engine::Room& room);

    const engine::Content& content_;
    Dice dice_;
    std::vector<engine::Enrolment> roster_{};
};

}  // namespace probant::support
