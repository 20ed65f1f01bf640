// server/observe/health.h: is this server alive, is it ready, and if not why.
//
// Role        Each part of a server says in one word how it is; /health/live and /health/ready
//             answer from that.
// Invariants  A part that never spoke is not ready. Reasons are words of the source: nothing from
//             outside can be shown to whoever asks.
// Threads     Any; a mutex guards the table.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

#include "crypto/canonical_json.h"
#include "server/observe/log.h"

namespace probant::server {

class Health {
public:
    enum class State : std::uint8_t {
        Starting,  ///< alive, not ready
        Ok,        ///< alive and ready
        Warning,   ///< alive and ready, and somebody should look: "the registry refuses a packet"
        Degraded,  ///< alive, not ready: "read-only"
        Dead,      ///< restart me
    };

    /// Names the parts that must be Ok before the server is ready.
    void expect(Word part);
    void set(Word part, State state, Word reason);

    void ok(Word part) { set(part, State::Ok, "ok"); }

    [[nodiscard]] bool is_live() const;
    [[nodiscard]] bool is_ready() const;

    /// {"ready": false, "checks": [{"name": "journal", "ok": false, "detail": "degraded: full"}]}
    [[nodiscard]] json::Value report() const;

private:
    struct Part {
        State state = State::Starting;
        std::string_view reason = "starting";
    };

    mutable std::mutex mutex_;  // guards parts_
    std::map<std::string_view, Part> parts_;
};

[[nodiscard]] std::string_view text_of(Health::State state);

}  // namespace probant::server
