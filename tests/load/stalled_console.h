// tests/load/stalled_console.h: a console that signs on to the live news and never reads them.
//
// Role        A laptop whose lid was closed: its small receive buffer fills, the centre's writes
//             to it wait. After it has been dropped another one comes, so that there is always one.
// Invariants  Touches nothing of the bench's own loop: what it does on its own thread delays no
//             measured console but through the centre.
// Threads     One of its own, which the destructor joins.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <thread>

#include "server/http/client.h"

namespace probant::load {

class StalledConsole {
public:
    StalledConsole(server::Peer peer, std::string cookie);
    StalledConsole(const StalledConsole&) = delete;
    StalledConsole& operator=(const StalledConsole&) = delete;
    StalledConsole(StalledConsole&&) = delete;
    StalledConsole& operator=(StalledConsole&&) = delete;
    ~StalledConsole();

    /// How many have come.
    [[nodiscard]] std::uint64_t opened() const { return opened_; }

    /// How many of them the centre had given up when they read at last: proof that they stalled.
    [[nodiscard]] std::uint64_t dropped() const { return dropped_; }

private:
    void run();
    void stall_once();

    server::Peer peer_;
    std::string cookie_;
    std::atomic<bool> over_{false};
    std::atomic<std::uint64_t> opened_{0};
    std::atomic<std::uint64_t> dropped_{0};
    std::thread thread_;
};

}  // namespace probant::load
