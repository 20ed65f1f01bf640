// SPDX-License-Identifier: EUPL-1.2
#include "server/http/throttle.h"

#include <algorithm>

#include "crypto/base/ensure.h"

namespace probant::server {

Throttle::Throttle(std::size_t allowed, std::int64_t window_ms, std::size_t keys)
    : allowed_(allowed), window_ms_(window_ms), keys_(keys) {
    ENSURE(allowed > 0 && window_ms > 0 && keys > 0);
}

bool Throttle::take(const std::string& key, std::int64_t now_ms) {
    const std::lock_guard lock(mutex_);
    if (const auto found = taken_.find(key);
        found != taken_.end() && wait_of(found->second, now_ms) > 0)
        return false;
    latest(key).times.push_back(now_ms);
    return true;
}

void Throttle::give_back(const std::string& key, std::int64_t taken_ms) {
    const std::lock_guard lock(mutex_);
    const auto found = taken_.find(key);
    if (found == taken_.end()) return;
    auto& times = found->second.times;
    const auto one = std::ranges::find(times, taken_ms);
    if (one != times.end()) times.erase(one);
    if (!times.empty()) return;
    order_.erase(found->second.place);
    taken_.erase(found);
}

std::int64_t Throttle::wait_ms(const std::string& key, std::int64_t now_ms) {
    const std::lock_guard lock(mutex_);
    const auto found = taken_.find(key);
    return found == taken_.end() ? 0 : wait_of(found->second, now_ms);
}

void Throttle::forget_outside(Taken& taken, std::int64_t now_ms) const {
    std::erase_if(taken.times,
                  [&](std::int64_t at) { return at > now_ms || at <= now_ms - window_ms_; });
}

std::int64_t Throttle::wait_of(Taken& taken, std::int64_t now_ms) const {
    forget_outside(taken, now_ms);
    if (taken.times.size() < allowed_) return 0;
    // The oldest of the last `allowed_` must leave the window.
    return taken.times[taken.times.size() - allowed_] + window_ms_ - now_ms;
}

Throttle::Taken& Throttle::latest(const std::string& key) {
    if (const auto found = taken_.find(key); found != taken_.end()) {
        order_.splice(order_.end(), order_, found->second.place);
        return found->second;
    }
    if (taken_.size() >= keys_) {
        taken_.erase(order_.front());
        order_.pop_front();
    }
    const auto place = order_.insert(order_.end(), key);
    return taken_.emplace(key, Taken{.place = place}).first->second;
}

}  // namespace probant::server
