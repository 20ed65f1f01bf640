// candidate/doctor/page.h: what was looked at, as one page to print or to keep.
//
// Role        A whole HTML page in one file: no script, no picture, nothing fetched.
// Invariants  What comes from the machine is text, never markup. No state is told by colour alone.
//             Readable at 320 pixels, on paper, and in the dark.
// Threads     Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <string>

#include "candidate/doctor/check.h"

namespace probant::candidate::doctor {

[[nodiscard]] std::string page_of(const Checks& checks,
                                  std::int64_t wall_ms,
                                  engine::Language language);

}  // namespace probant::candidate::doctor
