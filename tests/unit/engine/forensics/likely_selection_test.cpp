// SPDX-License-Identifier: EUPL-1.2
#include "engine/forensics/likely_selection.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include <catch2/catch.hpp>

#include "tests/unit/engine/forensics/crowd.h"

namespace probant::engine::forensics {
namespace {

constexpr std::size_t kBank = 60;
constexpr std::size_t kLength = 10;
constexpr std::size_t kPeople = 2000;

std::vector<std::uint32_t> whole_bank() {
    std::vector<std::uint32_t> pool;
    for (const std::size_t item : numbers(0, kBank))
        pool.push_back(static_cast<std::uint32_t>(item));
    return pool;
}

/// Abilities between -1.5 and 1.5, on the nodes.
std::size_t node_of(std::size_t person) {
    return 18 + person % 13;
}

/// What comes of giving everybody items: `choose(dice, node, given)`.
template <class Choice>
Outcome outcome_of(const ItemTables& tables, std::uint64_t seed, const Choice& choose) {
    Outcome outcome{.uses = std::vector<double>(kBank, 0.0), .information = 0};
    bool twice = false;
    for (std::size_t person = 0; person < kPeople; ++person) {
        Dice dice(seed, Use::Sittings, person);
        std::vector<bool> given(kBank, false);
        for (std::size_t n = 0; n < kLength; ++n) {
            const std::size_t item = choose(dice, node_of(person), given);
            twice = twice || given[item];
            given[item] = true;
            outcome.uses[item] += 1.0 / kPeople;
            outcome.information +=
                tables.item(item).information[node_of(person)] / kLength / kPeople;
        }
    }
    REQUIRE_FALSE(twice);
    return outcome;
}

/// What comes of the selection learned from that.
Outcome learned(const ItemTables& tables, const Outcome& real) {
    LikelySelection selection(tables, whole_bank(), real.information);
    const auto own = [&](std::uint64_t seed) {
        return outcome_of(
            tables, seed, [&](Dice& dice, std::size_t node, const std::vector<bool>& given) {
                return selection.choose(dice, node, given);
            });
    };
    for (std::uint64_t round = 0; round < 40; ++round)
        selection.correct(real, own(100 + round), 5);
    return own(99);
}

double farthest_use(const Outcome& one, const Outcome& other) {
    double farthest = 0;
    for (std::size_t item = 0; item < kBank; ++item)
        farthest = std::max(farthest, std::abs(one.uses[item] - other.uses[item]));
    return farthest;
}

/// Greedy: the most informative of the items that this person may have.
template <class May>
Outcome greedy(const ItemTables& tables, const May& may) {
    return outcome_of(tables, 1, [&](Dice& dice, std::size_t node, const std::vector<bool>& given) {
        std::size_t best = kBank;
        for (std::size_t item = 0; item < kBank; ++item) {
            if (given[item] || !may(dice, item)) continue;
            if (best == kBank ||
                tables.item(item).information[node] > tables.item(best).information[node])
                best = item;
        }
        return best;
    });
}

}  // namespace

TEST_CASE("Maximum information is learned from what it gave") {
    const Crowd crowd({.persons = 1, .bank = kBank});
    const ItemTables tables(crowd.session().models);
    const auto real = greedy(tables, [](Dice&, std::size_t) { return true; });

    const auto own = learned(tables, real);

    CHECK(farthest_use(real, own) < 0.08);
    CHECK(own.information == Approx(real.information).epsilon(0.01));
}

TEST_CASE("Where the best items are held back, each is given as often as it was") {
    const Crowd crowd({.persons = 1, .bank = kBank});
    const ItemTables tables(crowd.session().models);
    // Items that discriminate are kept from three draws of four.
    const auto real = greedy(tables, [&](Dice& dice, std::size_t item) {
        return tables.model(item).discrimination < 1.2 || dice.unit() < 0.25;
    });

    const auto own = learned(tables, real);

    CHECK(farthest_use(real, own) < 0.06);
    CHECK(own.information == Approx(real.information).epsilon(0.03));
}

TEST_CASE("Forms drawn without regard to ability come out as such") {
    const Crowd crowd({.persons = 1, .bank = kBank});
    const ItemTables tables(crowd.session().models);
    const auto real =
        outcome_of(tables, 1, [](Dice& dice, std::size_t, const std::vector<bool>& given) {
            std::size_t item = 0;
            do {
                item = static_cast<std::size_t>(dice.unit() * kBank);
            } while (given[item]);
            return item;
        });

    const auto own = learned(tables, real);

    CHECK(farthest_use(real, own) < 0.06);
    CHECK(own.information == Approx(real.information).epsilon(0.03));
}

}  // namespace probant::engine::forensics
