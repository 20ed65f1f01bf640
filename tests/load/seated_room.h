// tests/load/seated_room.h: a session of a real centre in which everybody has signed in.
//
// Role        A manager makes the session, an invigilator opens it, each candidate signs in, and
//             starts when the bench wants so. All over TLS, as pages do; nothing is made up.
// Invariants  What the centre refuses is a std::runtime_error that names the refusal.
// Threads     That of the Loop.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "center/rehearse/plan.h"
#include "tests/load/crowd.h"
#include "tests/load/person.h"

namespace probant::load {

using center::rehearse::Plan;

struct Seat {
    std::unique_ptr<Person> person{};  ///< signed in
    std::string code{};
    std::string candidate{};  ///< id
    json::Value question{};   ///< as its page shows it; null when there is none
};

class SeatedRoom {
public:
    SeatedRoom(Dialler& way, const Plan& plan);

    /// Makes the session for `plan.stations` and signs everybody in; no candidate keeps a line.
    Task<void> sign_everybody_in();

    /// Confirms, authorises and starts everybody: each has a question then.
    Task<void> start_everybody();

    /// Closes the lines of manager and invigilator; their sign-ins last.
    void hang_up();

    [[nodiscard]] std::vector<Seat>& seats() { return seats_; }

    [[nodiscard]] const std::string& session() const { return session_; }  ///< id

    /// The cookie of one more sign-in: a centre lets three connections hang on each.
    Task<std::string> sign_a_console_in();

    /// As the console shows it to whoever enrols a machine.
    Task<std::string> ask_a_station_code();

private:
    Task<void> make_session();
    Task<void> sign_in(Person* invigilator);  ///< outlives the task
    Task<void> open_session();
    Task<void> sign_in(std::size_t place);
    Task<void> authorise(std::size_t place);
    Task<void> start(std::size_t place);
    Task<void> act(json::Object act);

    Dialler& way_;
    const Plan& plan_;
    Person manager_;
    Person invigilator_;
    Crowd crowd_;
    std::string session_{};
    std::string session_code_{};
    std::vector<Seat> seats_{};
};

}  // namespace probant::load
