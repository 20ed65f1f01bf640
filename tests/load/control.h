// tests/load/control.h: a server of comparison, started beside the real one.
//
// Role        Starts beast_control or thread_control with the centre's own certificate and waits
//             until it says on which port it listens.
// Invariants  It dies with the object. A control that was not built is told before it is started.
// Threads     One at a time.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "server/http/client.h"
#include "tests/support/child.h"
#include "tests/support/loop_room.h"

namespace probant::load {

enum class ControlKind : std::uint8_t {
    Beast,   ///< asynchronous, Boost.Beast
    Thread,  ///< a thread for each connection, POCO's own WebSocket
};

/// Beast's is built only where libboost-dev is installed.
[[nodiscard]] bool is_built(ControlKind kind);

class Control {
public:
    /// `tls` holds ca.pem, server.pem and server.key; `environment` is added to ours. Throws
    /// std::runtime_error.
    Control(ControlKind kind,
            const std::filesystem::path& tls,
            const std::vector<std::string>& environment = {});

    [[nodiscard]] const server::Peer& peer() const { return peer_; }

    [[nodiscard]] pid_t id() const { return program_->id(); }

private:
    support::TemporaryFolder folder_;
    std::unique_ptr<support::Child> program_;
    server::Peer peer_;
};

}  // namespace probant::load
