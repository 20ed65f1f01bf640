// SPDX-License-Identifier: EUPL-1.2
#include "center/auth/tries.h"

#include <algorithm>

namespace probant::center {

std::int64_t Tries::wait_ms(const std::string& key,
                            std::size_t allowed,
                            std::int64_t now_ms) const {
    const std::lock_guard lock(mutex_);
    const auto found = tries_.find(key);
    if (found == tries_.end()) return 0;
    const auto& times = found->second;
    const auto begin = now_ms - kTriesWindowMs;
    const auto recent = static_cast<std::size_t>(
        std::ranges::count_if(times, [&](std::int64_t at) { return at > begin; }));
    if (recent < allowed) return 0;
    // The oldest of the last `allowed` tries must leave the window.
    return times[times.size() - allowed] - begin;
}

void Tries::failed(const std::string& key, std::int64_t now_ms) {
    const std::lock_guard lock(mutex_);
    if (tries_.size() >= kTriedMax && !tries_.contains(key)) forget_old(now_ms);
    auto& times = tries_[key];
    times.push_back(now_ms);
    if (times.size() > kTriesPerTarget) times.pop_front();
}

void Tries::forget_old(std::int64_t now_ms) {
    std::erase_if(tries_, [&](const auto& one) {
        return one.second.empty() || one.second.back() <= now_ms - kTriesWindowMs;
    });
    if (tries_.size() >= kTriedMax) tries_.erase(tries_.begin());
}

}  // namespace probant::center
