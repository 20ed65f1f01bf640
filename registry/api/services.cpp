// SPDX-License-Identifier: EUPL-1.2
#include "registry/api/services.h"

#include <chrono>

namespace probant::registry {
namespace {

/// Beyond this the oldest addresses are forgotten: a flood of addresses must not fill the memory.
constexpr std::size_t kAddressesMax = 8192;

}  // namespace

StorePool::Borrowed::~Borrowed() {
    const std::scoped_lock lock(pool_.mutex_);
    pool_.free_.push_back(std::move(store_));
}

StorePool::Borrowed StorePool::borrow() {
    {
        const std::scoped_lock lock(mutex_);
        if (!free_.empty()) {
            auto store = std::move(free_.back());
            free_.pop_back();
            return {*this, std::move(store)};
        }
    }
    return {*this, std::make_unique<Store>(folder_)};
}

bool Throttle::take(const std::string& address, std::int64_t now_ms) {
    const std::scoped_lock lock(mutex_);
    if (taken_.size() >= kAddressesMax && !taken_.contains(address)) taken_.erase(taken_.begin());
    auto& times = taken_[address];
    while (!times.empty() && times.front() <= now_ms - window_ms_)
        times.pop_front();
    if (times.size() >= allowed_) return false;
    times.push_back(now_ms);
    return true;
}

std::int64_t wall_ms() {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

}  // namespace probant::registry
