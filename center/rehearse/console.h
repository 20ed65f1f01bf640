// center/rehearse/console.h: the simulated invigilator.
//
// Role        Signs in, opens the session, confirms and authorises, decides reports, answers calls
//             for help, pauses one and resumes them, gives time to one; closes with a reason for
//             each unfinished sitting; seals. One act at a time, as a person does.
// Invariants  Acts on what its WebSocket shows. An unknown act is sent again under the same id.
// Threads     That of the Loop.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <deque>
#include <map>
#include <set>
#include <string>

#include "center/rehearse/caller.h"
#include "center/rehearse/live_line.h"
#include "center/rehearse/stage.h"

namespace probant::center::rehearse {

/// What this invigilator does besides the ordinary.
struct Duties {
    std::uint32_t pauses_seat{};    ///< 0: nobody
    std::uint32_t gives_time_to{};  ///< 0: nobody
    std::int64_t once_held{3};      ///< answers that they must hold by then
};

class Console {
public:
    Console(Stage& stage, Duties duties);

    Task<void> sign_in(std::string session_code);
    Task<void> open_session();

    /// Until every station has ended, or the time of the rehearsal is over.
    Task<void> supervise();

    Task<void> close_session();

    /// Compares what the room holds with what it acknowledged.
    Task<void> count_held();

    Task<void> seal();

    /// The session's phase, as the room says it.
    [[nodiscard]] std::string phase() const;

    /// Stops listening.
    void leave();

private:
    Task<void> watch();
    Task<void> listen();
    Task<bool> act(json::Object act);
    Task<void> attend(std::string candidate);
    Task<void> attend_alerts();
    Task<void> decide_report(std::string candidate);
    Task<void> pause_and_resume(std::string candidate);
    Task<void> do_duties(std::string candidate);
    Task<void> authorise_waiting();
    Task<json::Value> look();
    Task<Said> insist(Ask ask);

    void take(const json::Value& frame);
    void measure(const json::Value& tile);
    [[nodiscard]] json::Array unfinished() const;
    [[nodiscard]] bool is_time_over() const;
    [[nodiscard]] json::Value tile_of(const std::string& candidate) const;

    Stage& stage_;
    Duties duties_;
    Caller caller_;
    LiveLine live_;
    std::map<std::string, json::Value> tiles_;  // by candidate
    json::Value session_{};
    json::Array alerts_{};
    std::deque<std::string> to_attend_;
    std::deque<std::string> to_authorise_;
    std::set<std::string> confirmed_;
    std::set<std::string> authorised_;
    std::set<std::int64_t> answered_alerts_;
    std::uint64_t decided_{};
    bool has_paused_{};
    bool has_given_time_{};
    bool has_left_{};
};

}  // namespace probant::center::rehearse
