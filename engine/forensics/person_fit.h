// engine/forensics/person_fit.h: whether a person's answers hang together.
//
// Role        lz*: the log-likelihood of the answers, standardised, freed of the ability that was
//             estimated from them. Low: hard items right and easy ones wrong, more than chance
//             makes. Of an ability known from elsewhere nothing is freed: lz* is lz, which is far
//             more powerful there, for a score beyond the ability counts too.
// Sources     Drasgow, Levine and Williams (1985) for lz; Snijders (2001) for the correction, whose
//             weights, log P_k less its mean less c times the slope of log P_k, serve any
//             estimator and graded items (Sinharay 2016).
// Null        Simulated with the person's own items: the normal one is off at 32 answers.
// Threads     Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "engine/forensics/answers.h"

namespace probant::engine::forensics {

/// A statistic of one person and the chance of one as extreme if nothing happened.
struct Tested {
    double value{};
    double p{};
};

/// Where the abilities that answers are held against come from.
enum class AbilityFrom {
    Elsewhere,  ///< given, and not estimated from these answers
    Answers,    ///< estimated from these answers, and from the simulated ones again
};

struct Person {
    std::span<const std::uint8_t> answers{};  ///< one category for each item of the set
    Place ability{};
    AbilityFrom from{AbilityFrom::Answers};
};

/// Nothing when the answers could not have been other than likely.
[[nodiscard]] std::optional<double> lz_star(const ItemSet& set, const Person& person);

/// One-sided: low values are rare.
[[nodiscard]] std::optional<Tested> test_person_fit(const ItemSet& set,
                                                    const Person& person,
                                                    Dice dice);

}  // namespace probant::engine::forensics
