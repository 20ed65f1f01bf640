// center/app/clock.h: the two clocks of a centre, and exam time made from one of them.
//
// Role        `Clock` is the port: boot time decides, wall time is printed. `ExamClock` turns boot
//             time into exam time: it goes on from the last durable instant, so that what the
//             centre was down costs nobody anything.
// Invariants  Exam time never goes backwards, whatever the wall clock does.
// Threads     Clock: any. ExamClock: a value.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>

#include "engine/time/instant.h"

namespace probant::center {

class Clock {
public:
    Clock() = default;
    Clock(const Clock&) = delete;
    Clock& operator=(const Clock&) = delete;
    Clock(Clock&&) = delete;
    Clock& operator=(Clock&&) = delete;
    virtual ~Clock() = default;

    /// Milliseconds since the machine booted, its sleep included; steady.
    [[nodiscard]] virtual std::int64_t boot_ms() const = 0;

    /// Unix milliseconds; may jump.
    [[nodiscard]] virtual std::int64_t wall_ms() const = 0;
};

/// CLOCK_BOOTTIME and CLOCK_REALTIME.
class SystemClock final : public Clock {
public:
    [[nodiscard]] std::int64_t boot_ms() const override;
    [[nodiscard]] std::int64_t wall_ms() const override;
};

struct ExamClock {
    engine::Instant base{};  ///< the last durable instant
    std::int64_t boot_at_base{};

    [[nodiscard]] engine::Instant at(std::int64_t boot_ms) const {
        const auto elapsed = boot_ms > boot_at_base ? boot_ms - boot_at_base : 0;
        return base + engine::Duration{elapsed};
    }
};

}  // namespace probant::center
