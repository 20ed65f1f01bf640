// crypto/sodium.h: libsodium, started once.
//
// Role       Whatever needs secrets, random bytes or locked memory calls start_sodium() first.
// Invariants After it returns, libsodium is ready for every thread; calling it again costs nothing.
// Threads    Any.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

namespace probant::crypto {

/// Throws std::runtime_error when the system has no source of random bytes.
void start_sodium();

}  // namespace probant::crypto
