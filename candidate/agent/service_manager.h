// candidate/agent/service_manager.h: what systemd is told, without a library of its own.
//
// Role     READY=1, STOPPING=1, WATCHDOG=1 and a line of status to the socket of $NOTIFY_SOCKET;
//          where there is none, nothing.
// Threads  One thread at a time.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/time/instant.h"

namespace probant::candidate {

class ServiceManager {
public:
    /// Reads the environment: before any thread is made.
    ServiceManager();
    ServiceManager(const ServiceManager&) = delete;
    ServiceManager& operator=(const ServiceManager&) = delete;
    ServiceManager(ServiceManager&&) = delete;
    ServiceManager& operator=(ServiceManager&&) = delete;
    ~ServiceManager();

    /// "READY=1". That nobody listens is no fault.
    void tell(std::string_view state) const;

    /// How often a sign of life is wanted; nothing where none is.
    [[nodiscard]] std::optional<engine::Duration> watchdog() const { return watchdog_; }

private:
    std::string path_{};
    int socket_{-1};
    std::optional<engine::Duration> watchdog_{};
};

}  // namespace probant::candidate
