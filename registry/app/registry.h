// registry/app/registry.h: the whole registry, wired.
//
// Role     Opens trust, keys, database and banks, starts the intake's worker and the server; stops
//          them in the other order. Knows every part; no part knows it.
// Threads  start() and stop() from main.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <memory>

#include "registry/api/config.h"

namespace probant::registry {

class Registry {
public:
    /// Throws CannotStart.
    explicit Registry(const RegistryConfig& config);
    Registry(const Registry&) = delete;
    Registry& operator=(const Registry&) = delete;
    Registry(Registry&&) = delete;
    Registry& operator=(Registry&&) = delete;
    ~Registry();

    void start();
    void stop();

private:
    class Inside;
    std::unique_ptr<Inside> inside_;
};

}  // namespace probant::registry
