// tests/support/certified_result.h: what a certificate of the tests says.
//
// Role     One result for whoever issues, draws or verifies; a test changes the member it is about.
// Threads  Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "registry/certificates/credential.h"
#include "tests/support/packets.h"

namespace probant::support {

/// A provisional level 4, under a fresh code.
[[nodiscard]] inline registry::CertifiedResult a_certified_result() {
    registry::CertifiedResult result{.code = registry::certificate_code(),
                                     .first_name = "Camille",
                                     .last_name = "Rousseau",
                                     .centre = "FR-0042",
                                     .sat_at = sealing_time(),
                                     .points = 571,
                                     .low = 505,
                                     .high = 637,
                                     .level = 4,
                                     .provisional = true};
    result.domains = {"stronger", "alike", "weaker", "could_not_tell", "alike"};
    result.seen.fill(2);
    return result;
}

}  // namespace probant::support
