// tests/vision/long_watch.h: hours before a camera, as fast as the machine can.
//
// Role     What a station's watch costs over hours at the default rates: five pictures a second
//          decoded, presence and pose twice a second, objects once in three seconds, identity once
//          in five. Tells the memory each half hour and the processor time of each part.
// Threads  One; no real time passes.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

namespace probant::tests {

void print_long_watch(const std::string& models, double hours);

/// Resident memory of this process.
[[nodiscard]] long resident_kib();

/// Processor time of this process.
[[nodiscard]] double processor_ms();

}  // namespace probant::tests
