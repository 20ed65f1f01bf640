// SPDX-License-Identifier: EUPL-1.2
#include "engine/forensics/match_counts.h"

#include <cmath>
#include <vector>

#include <catch2/catch.hpp>

#include "engine/forensics/dice.h"

namespace probant::engine::forensics {
namespace {

struct Item {
    double right{};
    double wrong{};
};

/// The mid-p by writing out all 3^n outcomes.
double enumerated(const std::vector<Item>& items, std::uint32_t wrong_weight, std::uint32_t seen) {
    std::size_t outcomes = 1;
    for (std::size_t n = 0; n < items.size(); ++n)
        outcomes *= 3;
    double p = 0;
    for (std::size_t outcome = 0; outcome < outcomes; ++outcome) {
        double chance = 1;
        std::uint32_t count = 0;
        std::size_t rest = outcome;
        for (const Item& item : items) {
            const std::size_t kind = rest % 3;
            rest /= 3;
            const std::vector chances{1 - item.right - item.wrong, item.right, item.wrong};
            const std::vector<std::uint32_t> counts{0, 1, wrong_weight};
            chance *= chances[kind];
            count += counts[kind];
        }
        if (count > seen) p += chance;
        if (count == seen) p += chance / 2;
    }
    return p;
}

/// Six items, other ones in each lane.
std::vector<std::vector<Item>> lanes_of_items(std::size_t count) {
    Dice dice(6, Use::Answers, 1);
    std::vector<std::vector<Item>> lanes(kLanes);
    for (auto& items : lanes) {
        for (std::size_t n = 0; n < count; ++n) {
            const double right = 0.6 * dice.unit();
            items.push_back({.right = right, .wrong = 0.3 * dice.unit()});
        }
    }
    return lanes;
}

struct Columns {
    std::vector<Lanes> right{};
    std::vector<Lanes> wrong{};
    std::vector<Lanes> either{};
};

Columns columns_of(const std::vector<std::vector<Item>>& lanes) {
    Columns columns;
    for (std::size_t n = 0; n < lanes.front().size(); ++n) {
        Lanes right{};
        Lanes wrong{};
        Lanes either{};
        for (std::size_t lane = 0; lane < kLanes; ++lane) {
            right[lane] = lanes[lane][n].right;
            wrong[lane] = lanes[lane][n].wrong;
            either[lane] = right[lane] + wrong[lane];
        }
        columns.right.push_back(right);
        columns.wrong.push_back(wrong);
        columns.either.push_back(either);
    }
    return columns;
}

}  // namespace

TEST_CASE("The chance of as many matches is that of all outcomes written out") {
    const auto lanes = lanes_of_items(6);
    const auto columns = columns_of(lanes);

    // Lane n has seen n matches, as far as six go.
    const LaneCounts seen{{0, 1, 2, 3, 4, 5, 6, 6}};
    const Lanes p = match_tail(columns.either, seen);

    for (std::size_t lane = 0; lane < kLanes; ++lane) {
        INFO(lane);
        CHECK(std::abs(p[lane] - enumerated(lanes[lane], 1, seen[lane])) < 1e-14);
    }
}

TEST_CASE("The chance of as many right and wrong matches is that of all outcomes written out") {
    const auto lanes = lanes_of_items(6);
    const auto columns = columns_of(lanes);

    for (const LaneCounts& seen :
         {LaneCounts{{0, 1, 2, 3, 4, 5, 6, 7}}, LaneCounts{{8, 9, 10, 12, 14, 15, 16, 18}}}) {
        const Lanes p = weighted_match_tail(columns.right, columns.wrong, seen);
        for (std::size_t lane = 0; lane < kLanes; ++lane) {
            INFO(lane << ", seen " << seen[lane]);
            const double expected = enumerated(lanes[lane], kWrongMatchWeight, seen[lane]);
            CHECK(std::abs(p[lane] - expected) < 1e-14);
        }
    }
}

TEST_CASE("A match on everything keeps its figures where one minus the rest would lose them all") {
    // All of 40 items match with probability 1/8: 8^-40 / 2, 1e-36 times too small for 1 - P.
    Lanes eighth{};
    eighth.numbers.fill(0.125);
    const std::vector<Lanes> matches(40, eighth);
    LaneCounts seen{};
    seen.numbers.fill(40);

    const double expected = std::pow(0.125, 40) / 2;

    CHECK(std::abs(match_tail(matches, seen)[3] / expected - 1) < 1e-12);
    CHECK(match_tail(matches, seen)[7] == match_tail(matches, seen)[0]);
}

TEST_CASE("An item that cannot match changes nothing, and nothing at all has a mid-p of one half") {
    const auto columns = columns_of(lanes_of_items(6));
    auto with_another = columns.either;
    with_another.push_back(Lanes{});
    const LaneCounts seen{{0, 1, 2, 3, 4, 5, 6, 2}};

    CHECK(match_tail(columns.either, seen) == match_tail(with_another, seen));
    CHECK(match_tail({}, LaneCounts{})[0] == 0.5);
}

}  // namespace probant::engine::forensics
