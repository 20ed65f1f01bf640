// SPDX-License-Identifier: EUPL-1.2
#include "candidate/link/station_clock.h"

#include <ctime>

#include "crypto/base/ensure.h"

namespace probant::candidate {
namespace {

std::int64_t milliseconds_of(clockid_t clock) {
    timespec time{};
    ENSURE(::clock_gettime(clock, &time) == 0);
    return std::int64_t{time.tv_sec} * 1000 + time.tv_nsec / 1'000'000;
}

}  // namespace

std::int64_t boot_ms() {
    return milliseconds_of(CLOCK_BOOTTIME);
}

std::int64_t wall_ms() {
    return milliseconds_of(CLOCK_REALTIME);
}

engine::Instant steady_now() {
    return {engine::Duration{boot_ms()}};
}

}  // namespace probant::candidate
