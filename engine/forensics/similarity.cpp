// SPDX-License-Identifier: EUPL-1.2
#include "engine/forensics/similarity.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <vector>

namespace probant::engine::forensics {
namespace {

/// For each item of a person, the chance of a match in each lane.
struct Chances {
    explicit Chances(std::size_t items)
        : right(items), wrong(items), either(items), person_copies(items), other_copies(items) {}

    std::vector<Lanes> right;   ///< both by chance, on a right alternative
    std::vector<Lanes> wrong;   ///< and on a wrong one
    std::vector<Lanes> either;  ///< right or wrong
    std::vector<Lanes> person_copies;
    std::vector<Lanes> other_copies;
};

/// The chance that two people choose the same alternative.
struct Both {
    double either{};
    double right{};
};

// NOLINTBEGIN(cppcoreguidelines-pro-bounds-pointer-arithmetic): a third of a comparison's time is
// spent here, and half of that in the checks of a span.
Both both_choose(std::span<const double> mine_span,
                 std::span<const double> theirs_span,
                 std::size_t width) {
    const double* mine = mine_span.data();
    const double* theirs = theirs_span.data();
    Both both;
    for (std::size_t v = 0; v < width; ++v) {
        both.either += mine[v] * theirs[v];
        both.right += mine[width + v] * theirs[v];
    }
    return both;
}

// NOLINTEND(cppcoreguidelines-pro-bounds-pointer-arithmetic)

/// Fills one lane, and counts its matches. The items that the other was not given have rows of
/// zeros.
Likeness look_up(const Choices& choices,
                 std::size_t person,
                 std::size_t other,
                 std::size_t lane,
                 Chances& into) {
    const std::size_t width = choices.width();
    Likeness likeness;
    std::size_t n = 0;
    for (const std::uint32_t item : choices.items_of(person)) {
        const auto mine = choices.row(person, item);
        const auto theirs = choices.row(other, item);
        const auto [either, right] = both_choose(mine, theirs, width);
        into.either[n][lane] = either;
        into.right[n][lane] = right;
        into.wrong[n][lane] = std::max(either - right, 0.0);
        const std::uint8_t my_choice = choices.chosen(person, item);
        const std::uint8_t their_choice = choices.chosen(other, item);
        into.other_copies[n][lane] = theirs[my_choice];
        if (their_choice != kAlternativeNotAdministered) {
            ++likeness.common;
            into.person_copies[n][lane] = mine[their_choice];
        }
        if (my_choice == their_choice) {
            const bool is_right = mine[width + my_choice] > 0;
            ++(is_right ? likeness.right_matches : likeness.wrong_matches);
        }
        ++n;
    }
    return likeness;
}

/// Matches less their expectation, over their standard deviation.
Lanes standardised(std::span<const Lanes> matches, const LaneCounts& seen) {
    Lanes mean{};
    Lanes variance{};
    for (const Lanes& match : matches) {
        for (std::size_t lane = 0; lane < kLanes; ++lane) {
            mean[lane] += match[lane];
            variance[lane] += match[lane] * (1.0 - match[lane]);
        }
    }
    Lanes value{};
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
        if (variance[lane] > 0) value[lane] = (seen[lane] - mean[lane]) / std::sqrt(variance[lane]);
    }
    return value;
}

/// Keeps in each lane the direction of the larger omega.
void keep_larger(Chances& chances, const LaneCounts& matches, LikenessLanes& likeness) {
    const Lanes person = standardised(chances.person_copies, matches);
    const Lanes other = standardised(chances.other_copies, matches);
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
        likeness[lane].omega = std::max(person[lane], other[lane]);
        if (person[lane] >= other[lane]) continue;
        for (std::size_t n = 0; n < chances.person_copies.size(); ++n)
            chances.person_copies[n][lane] = chances.other_copies[n][lane];
    }
}

}  // namespace

LikenessLanes likeness(const Choices& choices, std::size_t person, const LanePeople& others) {
    Chances chances(choices.items_of(person).size());
    LikenessLanes result;
    LaneCounts matches{};
    LaneCounts weighted{};
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
        Likeness& one = result[lane];
        one = look_up(choices, person, others[lane], lane, chances);
        matches[lane] = one.right_matches + one.wrong_matches;
        weighted[lane] = one.right_matches + kWrongMatchWeight * one.wrong_matches;
    }
    keep_larger(chances, matches, result);
    const Lanes omega = match_tail(chances.person_copies, matches);
    const Lanes gbt = match_tail(chances.either, matches);
    const Lanes m4 = weighted_match_tail(chances.right, chances.wrong, weighted);
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
        result[lane].omega_raw_p = omega[lane];
        result[lane].gbt_p = gbt[lane];
        result[lane].m4_p = m4[lane];
    }
    return result;
}

}  // namespace probant::engine::forensics
