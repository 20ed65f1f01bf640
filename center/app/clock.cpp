// SPDX-License-Identifier: EUPL-1.2
#include "center/app/clock.h"

#include <ctime>

#include "crypto/base/ensure.h"

namespace probant::center {
namespace {

std::int64_t read_ms(clockid_t clock) {
    timespec now{};
    ENSURE(clock_gettime(clock, &now) == 0);
    return std::int64_t{now.tv_sec} * 1000 + now.tv_nsec / 1'000'000;
}

}  // namespace

std::int64_t SystemClock::boot_ms() const {
    return read_ms(CLOCK_BOOTTIME);
}

std::int64_t SystemClock::wall_ms() const {
    return read_ms(CLOCK_REALTIME);
}

}  // namespace probant::center
