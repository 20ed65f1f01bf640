// SPDX-License-Identifier: EUPL-1.2
#include "registry/api/services.h"

#include <chrono>

namespace probant::registry {

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

std::int64_t wall_ms() {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

}  // namespace probant::registry
