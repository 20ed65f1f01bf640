// registry/api/upload_budget.h: how many bytes of packets may be on their way at once.
//
// Role        An upload is held in memory while it comes, and anyone may begin one: what is
// announced
//             is counted before a byte of it is read, and given back when the request is over.
// Threads     Any.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <memory>
#include <mutex>

namespace probant::registry {

class UploadBudget {
public:
    explicit UploadBudget(std::size_t bytes_max) : bytes_max_(bytes_max) {}

    /// Null when too much is on its way already; counted for as long as a copy of it lives.
    [[nodiscard]] std::shared_ptr<UploadBudget> take(std::size_t bytes) {
        {
            const std::scoped_lock lock(mutex_);
            if (bytes > bytes_max_ - taken_) return nullptr;
            taken_ += bytes;
        }
        return {this, [bytes](UploadBudget* budget) { budget->give_back(bytes); }};
    }

private:
    void give_back(std::size_t bytes) {
        const std::scoped_lock lock(mutex_);
        taken_ -= bytes;
    }

    std::size_t bytes_max_;
    std::mutex mutex_{};  // guards taken_
    std::size_t taken_{0};
};

}  // namespace probant::registry
