// tests/support/simulated_cameras.h: the cameras of a simulated room: what they ask, and an account
// of what was made of it.
//
// Role        CameraHabits makes the orders of stations and of people who answer them, fit and
//             unfit. CameraAccount reads the durable events and cries out at a broken promise: no
//             alert of a rule that fell silent, of a rule that spares this person, or twice; a rule
//             falls silent by its own count alone; a picture is dropped only with its "nothing";
//             minutes only go on.
// Threads     Values with one owner.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "engine/journal/recorded_session.h"
#include "tests/support/dice.h"

namespace probant::support {

class CameraHabits {
public:
    explicit CameraHabits(Dice& dice) : dice_(dice) {}

    [[nodiscard]] engine::Command next(const engine::Room& room, engine::CandidateId candidate);

private:
    [[nodiscard]] engine::ProctoringAlert some_alert();
    [[nodiscard]] engine::Command raise(engine::CandidateId candidate);
    [[nodiscard]] engine::Command follow(const engine::Room& room);
    [[nodiscard]] engine::Command keep(const engine::Room& room, engine::CandidateId candidate);
    [[nodiscard]] engine::Command answer(const engine::Room& room);

    Dice& dice_;
};

class CameraAccount {
public:
    explicit CameraAccount(const engine::Content& content) : content_(content) {}

    void saw(const engine::Entry& entry);

private:
    struct Counted {
        std::uint32_t alerts{};
        std::uint32_t nothing{};
        bool muted{};
    };

    struct Alert {
        engine::CandidateId candidate{};
        engine::ProctoringRule rule{};
        bool has_still{};
        std::optional<engine::AlertAnswer> answer{};
        bool counts{};  ///< raised since the rule last spoke again
    };

    struct Fold;

    const engine::Content& content_;
    bool watched_{};
    std::map<engine::CandidateId, engine::Enrolment> people_{};
    std::set<engine::CandidateId> started_{};
    std::map<engine::AlertNumber, engine::CandidateId> opened_{};
    std::map<engine::AlertNumber, Alert> alerts_{};
    std::map<engine::ProctoringRule, Counted> rules_{};
    std::map<engine::CandidateId, std::pair<std::uint32_t, std::uint32_t>> minutes_{};
    std::set<std::tuple<engine::CandidateId, std::uint32_t, std::uint32_t>> known_{};
};

}  // namespace probant::support
