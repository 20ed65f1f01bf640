// SPDX-License-Identifier: EUPL-1.2
#include "engine/cli/thread_crew.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <thread>
#include <vector>

namespace probant::engine::cli {
namespace {

void share_out(std::size_t threads, std::size_t parts, const calibration::Part& work) {
    std::atomic<std::size_t> next{0};
    std::vector<std::exception_ptr> failures(threads);
    const auto take_parts = [&](std::size_t thread) {
        try {
            for (std::size_t part = next++; part < parts; part = next++)
                work(part);
        } catch (...) {
            failures[thread] = std::current_exception();
        }
    };
    {
        std::vector<std::jthread> others;
        for (std::size_t thread = 1; thread < threads; ++thread)
            others.emplace_back(take_parts, thread);
        take_parts(0);
    }
    for (const auto& failure : failures)
        if (failure) std::rethrow_exception(failure);
}

}  // namespace

calibration::Crew thread_crew(std::size_t threads) {
    if (threads <= 1) return calibration::alone;
    return [threads](std::size_t parts, const calibration::Part& work) {
        share_out(std::min(threads, std::max<std::size_t>(parts, 1)), parts, work);
    };
}

}  // namespace probant::engine::cli
