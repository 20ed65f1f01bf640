// engine/forensics/pairs.h: every two people of a session, compared.
//
// Role        omega, GBT and M4 of all pairs with enough items in common, and their q-values.
// Limits      Not more than kPairsMost pairs: beyond, only people of one session are compared, and
//             when those are too many nobody is.
// Order       By the first person, then the second, as the answers come.
// Threads     A free function; the same result whoever asks.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/forensics/people.h"
#include "engine/forensics/session.h"
#include "engine/forensics/similarity.h"

namespace probant::engine::forensics {

constexpr std::size_t kPairsMost = 4'000'000;  // some 2,800 people all beside one another

struct ComparedPair {
    std::size_t first{};
    std::size_t second{};
    Likeness likeness{};
    double omega_p{1};
    double omega_q{1};
    double gbt_q{1};
    double m4_q{1};

    [[nodiscard]] bool tested() const { return likeness.common >= kCommonItemsLeast; }
};

/// Which pairs are compared.
enum class Reach { Everybody, WithinSessions, Nobody };

[[nodiscard]] Reach reach_of(const Session& session);

/// Needs alternatives and their model; nothing when the session has neither or is too large.
[[nodiscard]] std::vector<ComparedPair> compare_pairs(const Session& session,
                                                      const People& people,
                                                      std::uint64_t seed);

/// One row of pairs.csv: a statistic of a pair.
[[nodiscard]] PairFinding finding_of(const ComparedPair& pair, Statistic statistic, double alpha);

}  // namespace probant::engine::forensics
