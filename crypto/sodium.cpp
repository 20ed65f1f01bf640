// SPDX-License-Identifier: EUPL-1.2
#include "crypto/sodium.h"

#include <stdexcept>

#include <sodium.h>

namespace probant::crypto {

void start_sodium() {
    // Negative is failure; 0 is the first call and 1 any later one.
    static const bool started = sodium_init() >= 0;
    if (!started) throw std::runtime_error("libsodium cannot start: no source of random bytes");
}

}  // namespace probant::crypto
