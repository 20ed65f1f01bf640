// SPDX-License-Identifier: EUPL-1.2
#include "tests/load/crowd.h"

#include <chrono>
#include <utility>

namespace probant::load {
namespace {

/// Nobody rings when a task is only slow: the one who waits looks again this often.
constexpr std::chrono::seconds kLookEvery{1};

}  // namespace

Task<void> Crowd::take_places() {
    while (next_ < places_ && !failure_) {
        const auto place = next_++;
        try {
            co_await work_(place);
        } catch (...) {
            // Kept for the one who waits: what a spawned task throws is seen by nobody in time.
            failure_ = std::current_exception();
        }
    }
    ++ended_;
    ended_one_.ring();
}

Task<void> Crowd::each(std::size_t places, std::size_t at_once, PlaceWork work) {
    work_ = std::move(work);
    places_ = places;
    next_ = ended_ = 0;
    for (std::size_t one = 0; one < at_once; ++one)
        loop_.spawn(take_places());
    while (ended_ < at_once) {
        const auto until = Loop::now() + kLookEvery;
        static_cast<void>(co_await ended_one_.wait_until(until));
    }
    if (failure_) std::rethrow_exception(std::exchange(failure_, nullptr));
}

}  // namespace probant::load
