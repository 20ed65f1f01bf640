// center/live/live.h: who is told what, as it happens.
//
// Role        Stations and consoles hang on the hub. After each durable batch the consoles of the
//             session get the tiles that changed, the stations concerned a nudge to fetch their
//             state; when recording stops or goes on, the consoles of the session get the whole
//             room and all its stations the nudge; once a second, the links that came or went.
// Invariants  The room loop only leaves a note here; writing JSON and sending happen elsewhere. A
//             sign-in has three connections at most, the oldest leaves for the fourth; stations
//             leave some of the hub's places to consoles. A sign-in that ends is told so.
// Threads     published() from the room loop; attach_* from HTTP threads; its own thread writes.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "center/api/wire.h"
#include "center/app/room_loop.h"
#include "center/auth/sign_ins.h"
#include "center/live/links.h"
#include "center/storage/notebook.h"
#include "server/live/hub.h"

namespace probant::center {

struct LiveParts {
    const RoomLoop* rooms{};
    const SignIns* sign_ins{};
    Links* links{};
    const Notebook* notebook{};
    CentreStore* centre{};
    const Clock* clock{};
    std::size_t stations{};
};

class Live {
public:
    explicit Live(const LiveParts& parts);
    Live(const Live&) = delete;
    Live& operator=(const Live&) = delete;
    Live(Live&&) = delete;
    Live& operator=(Live&&) = delete;
    ~Live();

    void start();
    void stop();

    void published(const Published& news);

    /// Something outside the journal changed what consoles show: a packet was sealed or accepted.
    void refresh(engine::SessionId session);

    void attach_station(server::UpgradedSocket socket, const Caller& caller);
    void attach_console(server::UpgradedSocket socket, const Caller& caller);

    [[nodiscard]] server::HubCounts counts() const { return hub_.counts(); }

private:
    struct Peer {
        engine::Role role{};
        engine::SessionId session{};
        Uuid who{};
        crypto::Digest token{};
    };

    void run();
    void tell(const Published& news);
    void tell_everybody(const SessionView& session);
    void tell_links();
    void send_tiles(const SessionView& session, const std::vector<engine::CandidateId>& changed);
    [[nodiscard]] std::string room_text(const SessionView& session) const;
    void dismiss(std::string_view code, const std::function<bool(const Peer&)>& whom);
    void say_bye(server::ConnectionId connection, std::string_view code);
    [[nodiscard]] std::vector<server::ConnectionId> too_many_of(const crypto::Digest& token) const;
    [[nodiscard]] bool stations_are_too_many() const;
    [[nodiscard]] WireMoment now() const;
    [[nodiscard]] server::HubHandlers handlers();
    void opened(server::ConnectionId connection, const server::Subscriber& subscriber);
    void said(server::ConnectionId connection, std::string_view text);
    void closed(server::ConnectionId connection);
    [[nodiscard]] std::optional<Peer> peer_of(server::ConnectionId connection) const;

    LiveParts parts_;
    server::Hub hub_;

    mutable std::mutex peers_mutex_;  // guards peers_
    std::map<server::ConnectionId, Peer> peers_;

    std::mutex mutex_;  // guards news_, refreshed_ and stopping_
    std::condition_variable wake_;
    std::deque<Published> news_;
    std::deque<engine::SessionId> refreshed_;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace probant::center
