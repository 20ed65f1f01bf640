// center/rehearse/station.h: one simulated candidate at one station.
//
// Role        Signs in with a code, keeps a WebSocket with heartbeats, starts when authorised,
//             answers at a human pace, sends again under the same id what it does not know the fate
//             of, reports a question, calls for help, hands in, and fetches its receipt at the end.
// Invariants  Knows only what a page is sent. An answer counts as acknowledged when a 200 came.
// Threads     That of the Loop.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>

#include "center/rehearse/caller.h"
#include "center/rehearse/live_line.h"
#include "center/rehearse/stage.h"

namespace probant::center::rehearse {

/// Who sits there, and what happens to them.
struct Persona {
    std::uint32_t seat{};
    std::string code{};
    double ability{};
    std::optional<std::int64_t> reports_at{};      ///< the draw that seems faulty
    std::optional<std::int64_t> helps_at{};        ///< answers held when they call for help
    std::optional<std::int64_t> gives_up_at{};     ///< answers held when they stop
    std::optional<std::int64_t> breaks_down_at{};  ///< answers held when their computer dies
};

class Station {
public:
    Station(Stage& stage, Persona persona);

    /// The whole sitting.
    Task<void> sit();

    /// For a reconnect storm: the WebSocket is gone.
    void cut_live();

private:
    struct Pending {
        std::int64_t draw{};
        std::string id{};
        std::string response{};
        Time clicked{};
    };

    Task<void> arrive();
    Task<void> stay_live();
    void look_again();
    Task<void> listen();
    Task<void> wait_until_ready();
    Task<void> start();
    Task<void> take_turn();
    Task<bool> digress();
    Task<void> answer();
    Task<void> report(std::int64_t draw);
    Task<void> fetch_receipt();
    Task<void> command(std::string target, std::string what);
    Task<void> refresh();
    Task<Said> insist(Ask ask);

    void take(const json::Value& state);
    void take_refusal(const Said& said, const std::string& what);
    void note_acknowledged(const json::Value& state);
    [[nodiscard]] bool is_over() const;
    [[nodiscard]] std::chrono::milliseconds think_time();

    Stage& stage_;
    Persona persona_;
    Dice dice_;
    Ticket ticket_;  // before the lines that it is given to
    Caller caller_;
    LiveLine live_;
    Bell news_;
    std::int64_t version_ = -1;       // of the state that the page shows
    std::int64_t news_version_ = -1;  // of the last "changed"
    std::string phase_{};
    std::int64_t held_{};
    std::int64_t acknowledged_{};
    json::Value question_{};
    Time think_until_{};
    std::int64_t thought_about_{};
    std::optional<Pending> pending_{};
    std::optional<Time> cut_at_{};
    bool has_helped_{};
    bool has_reported_{};
    bool has_started_{};
    bool has_left_{};
};

}  // namespace probant::center::rehearse
