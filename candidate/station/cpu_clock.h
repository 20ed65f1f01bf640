// candidate/station/cpu_clock.h: what a piece of work costs the processor.
//
// Role     The time that this process used, whatever else the machine did meanwhile.
// Threads  Counts the work of all threads of the process.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <ctime>

namespace probant::candidate::station {

class CpuClock {
public:
    [[nodiscard]] double elapsed_ms() const { return now_ms() - begun_ms_; }

private:
    [[nodiscard]] static double now_ms() {
        return static_cast<double>(std::clock()) * 1000 / CLOCKS_PER_SEC;
    }

    double begun_ms_ = now_ms();
};

}  // namespace probant::candidate::station
