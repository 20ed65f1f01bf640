// tests/support/real_centre.h: probant-center itself, started, killed and started again by a test.
//
// Role        Makes its ground (keys, trust, TLS, accounts), starts the program, waits until it
//             says that it is ready, kills it.
// Invariants  Everything lies in one temporary folder; every port is free when it is chosen.
// Threads     One at a time.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "center/rehearse/plan.h"
#include "tests/support/child.h"
#include "tests/support/loop_room.h"

namespace probant::support {

struct CentreWishes {
    std::size_t stations = 40;
    std::vector<std::string> environment{};  ///< of the program: LD_PRELOAD and the like
    std::filesystem::path data{};            ///< where its data is; empty: in its own folder
};

class RealCentre {
public:
    /// Makes the ground; does not start. Throws std::runtime_error.
    explicit RealCentre(CentreWishes wishes);

    /// Starts it and waits until it is ready; how long that took. Throws when it does not start.
    std::chrono::milliseconds start();

    /// SIGKILL.
    void kill();

    /// SIGTERM; its exit status.
    int stop();

    /// As the system numbers it; -1 when it does not run.
    [[nodiscard]] pid_t id() const { return program_ ? program_->id() : -1; }

    [[nodiscard]] const std::filesystem::path& folder() const { return folder_.path(); }

    [[nodiscard]] std::filesystem::path sessions() const;

    /// The way to it over TLS, or over plain HTTP on loopback.
    [[nodiscard]] server::Peer peer(bool secure) const;

    /// With its accounts and their passwords.
    [[nodiscard]] center::rehearse::Plan plan(bool secure) const;

private:
    [[nodiscard]] bool is_ready() const;

    CentreWishes wishes_;
    TemporaryFolder folder_;
    std::uint16_t secure_port_;
    std::uint16_t plain_port_;
    std::unique_ptr<Child> program_;
};

}  // namespace probant::support
