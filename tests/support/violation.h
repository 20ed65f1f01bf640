// tests/support/violation.h: a promise of the project that a simulation saw broken.
//
// Role     What the simulation throws when an invariant is broken.
// Threads  Values.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <stdexcept>
#include <string>

namespace probant::support {

class Violation : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// `what` is the promise, said as it should hold.
inline void demand(bool holds, const std::string& what) {
    if (!holds) throw Violation(what);
}

}  // namespace probant::support
