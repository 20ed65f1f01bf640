// server/http/throttle.h: how often one may, and how long until one may again.
//
// Role        Counts takings by key (an address, an address and an account) within a sliding
//             window. Who counts a try before verifying it gives it back when it was right.
// Invariants  Bounded: at most `keys` are remembered, the one that was counted longest ago is
//             forgotten first. A refused taking is not counted: whoever insists waits no longer.
//             A clock that went back forgets rather than locks.
// Threads     Any; a mutex guards the table.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <list>
#include <mutex>
#include <string>
#include <unordered_map>

namespace probant::server {

/// A few hundred bytes each: more addresses than a country's exam day has, and no memory to speak
/// of.
constexpr std::size_t kThrottleKeysMax = 8192;

class Throttle {
public:
    /// `allowed` takings of one key in any `window_ms`. ENSUREs at least one of each.
    Throttle(std::size_t allowed, std::int64_t window_ms, std::size_t keys = kThrottleKeysMax);

    /// Counts one; false, and nothing counted, when it is one too many.
    bool take(const std::string& key, std::int64_t now_ms);

    /// As if the taking of that instant had not been.
    void give_back(const std::string& key, std::int64_t taken_ms);

    /// 0 when one more would be allowed now, else the milliseconds until it is.
    [[nodiscard]] std::int64_t wait_ms(const std::string& key, std::int64_t now_ms);

private:
    struct Taken {
        std::deque<std::int64_t> times{};
        std::list<std::string>::iterator place{};
    };

    void forget_outside(Taken& taken, std::int64_t now_ms) const;
    std::int64_t wait_of(Taken& taken, std::int64_t now_ms) const;
    Taken& latest(const std::string& key);

    std::size_t allowed_;
    std::int64_t window_ms_;
    std::size_t keys_;
    std::mutex mutex_{};              // guards order_ and taken_
    std::list<std::string> order_{};  ///< the key counted longest ago first
    std::unordered_map<std::string, Taken> taken_{};
};

}  // namespace probant::server
