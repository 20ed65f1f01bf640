// candidate/agent/agent.h: a station that is on: its link, its camera, its kiosk, until it is told
// to stop.
//
// Role        Wires the threads to one another: the centre's order goes from the link to the
//             camera, what was seen goes back, the kiosk and the machine are told in heartbeats.
// Invariants  One owner for each thing: the link's thread the client, the camera's thread the
//             camera, the kiosk's thread its child, the main thread the rest. A thread that stands
//             still keeps the service manager from being told that we live: it starts us again.
// Threads     Made, run and destroyed by the main thread.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <vector>

#include "candidate/agent/eyes.h"
#include "candidate/agent/kiosk_browser.h"
#include "candidate/agent/service_manager.h"
#include "candidate/camera/camera_address.h"
#include "candidate/link/link.h"
#include "candidate/link/station_identity.h"
#include "server/program/service.h"

namespace probant::candidate {

/// Longer than a request, or than the wait for a device that gives nothing.
constexpr engine::Duration kStandsStill{30'000};

/// Signs of the machine's integrity, asked before each heartbeat on the link's thread.
using IntegrityObserver = std::function<std::vector<engine::IntegritySign>(const IntegrityMoment&)>;

struct AgentParts {
    StationIdentity identity;
    server::Peer centre{};  ///< without the certificate, which is the identity's
    CameraAddress camera{};
    std::filesystem::path models{};
    std::filesystem::path state{};
    std::optional<KioskCommand> kiosk{};
    IntegrityObserver integrity{};  ///< none: nothing but our own signs
};

class Agent {
public:
    explicit Agent(AgentParts parts);
    Agent(const Agent&) = delete;
    Agent& operator=(const Agent&) = delete;
    Agent(Agent&&) = delete;
    Agent& operator=(Agent&&) = delete;
    ~Agent();

    /// Until SIGINT or SIGTERM, which must be blocked.
    void run();

private:
    void start();
    void stop();
    [[nodiscard]] std::vector<engine::IntegritySign> signs(const IntegrityMoment& moment) const;
    [[nodiscard]] KioskFacts kiosk_facts() const;
    [[nodiscard]] bool all_live(engine::Instant now);
    void tell_manager(engine::Instant now);

    /// A count that must go on.
    struct Pulse {
        std::uint64_t count{};
        engine::Instant seen{};

        [[nodiscard]] bool beats(std::uint64_t now_at, engine::Instant now);
    };

    AgentParts parts_;
    ServiceManager manager_{};
    std::int64_t cut_short_ms_{};
    Link link_;
    Eyes eyes_;
    std::optional<KioskBrowser> kiosk_{};
    Pulse link_pulse_{};
    Pulse eyes_pulse_{};
    std::optional<bool> told_away_{};
};

}  // namespace probant::candidate
