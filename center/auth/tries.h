// center/auth/tries.h: how often one may be wrong.
//
// Role        Counts failed tries by address and by what was aimed at, each on its own: guessing is
//             slow, and one person's mistakes never lock anyone else out. A success costs nothing.
// Invariants  Bounded: at most kTriedMax keys are remembered; the oldest are forgotten first.
// Threads     Any; a mutex guards the table.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <string>

namespace probant::center {

constexpr std::size_t kTriesPerAddress = 5;  // a minute: nobody mistypes more often
constexpr std::size_t kTriesPerTarget = 20;  // a minute: many stations may try one account
constexpr std::int64_t kTriesWindowMs = 60'000;
constexpr std::size_t kTriedMax = 8192;

class Tries {
public:
    /// 0 when one more try is allowed, else the milliseconds to wait.
    [[nodiscard]] std::int64_t wait_ms(const std::string& key,
                                       std::size_t allowed,
                                       std::int64_t now_ms) const;

    void failed(const std::string& key, std::int64_t now_ms);

private:
    void forget_old(std::int64_t now_ms);

    mutable std::mutex mutex_;  // guards tries_
    std::map<std::string, std::deque<std::int64_t>> tries_;
};

}  // namespace probant::center
