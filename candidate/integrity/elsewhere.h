// candidate/integrity/elsewhere.h: what is not the centre must not answer.
//
// Role        Tries to open a connection to addresses that the station has no business with, and
//             says which of them answered. Not a byte is sent.
// Invariants  Refused, unreachable and silent are one: no answer.
// Threads     Free functions; waits for the network, for kTryMost a place.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

namespace probant::candidate::integrity {

constexpr std::chrono::milliseconds kTryMost{500};  // the Internet answers within a third of it
constexpr std::size_t kPlacesMost = 3;

struct Elsewhere {
    std::size_t tried{};
    std::vector<std::string> answered{};
};

/// "192.0.2.1:443", numbers only; what is no address is not tried.
[[nodiscard]] Elsewhere reach_elsewhere(const std::vector<std::string>& places);

}  // namespace probant::candidate::integrity
