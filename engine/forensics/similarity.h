// engine/forensics/similarity.h: whether two people's answers are more alike than chance makes
// them.
//
// Role        omega, GBT and M4 of one person beside several others, on the items that both were
//             given and that have alternatives.
// omega       Wollack (1997): the matches of a copier with a source, whose answers are taken as
//             they are, less their expectation over their standard deviation. Either may be the
//             copier: the larger omega is kept, and its p (exact, given the source) is raw until
//             calibrated (omega_null.h): the larger of two is no longer what one would be.
// GBT         Van der Linden and Sotaridona (2006): the number of matches, both by chance.
// M4          Maynes (2014): matches on right and on wrong alternatives, generalised trinomial. Its
//             outcomes are ordered by right matches + 3 x wrong matches.
// Threads     Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>

#include "engine/forensics/choices.h"
#include "engine/forensics/match_counts.h"

namespace probant::engine::forensics {

constexpr std::uint32_t kCommonItemsLeast = 8;

struct Likeness {
    std::uint32_t common{};         ///< items that both can be compared on
    std::uint32_t right_matches{};  ///< the same right alternative
    std::uint32_t wrong_matches{};  ///< the same wrong one
    double omega{};
    double omega_raw_p{};  ///< mid-p in the direction of the larger omega
    double gbt_p{};
    double m4_p{};
    friend bool operator==(const Likeness&, const Likeness&) = default;
};

using LikenessLanes = Fixed<Likeness, kLanes>;
using LanePeople = Fixed<std::size_t, kLanes>;

/// One person beside kLanes others (who may be the same one several times).
[[nodiscard]] LikenessLanes likeness(const Choices& choices,
                                     std::size_t person,
                                     const LanePeople& others);

}  // namespace probant::engine::forensics
