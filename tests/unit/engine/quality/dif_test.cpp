// SPDX-License-Identifier: EUPL-1.2
#include "engine/quality/dif.h"

#include <algorithm>
#include <cmath>

#include <catch2/catch.hpp>

#include "tests/unit/engine/quality/builders.h"

namespace probant::engine::quality {
namespace {

constexpr std::uint32_t kUnfair = 11;
constexpr std::size_t kPeople = 2400;

bool is_focal(std::size_t person) {
    return person % 3 == 0;
}

double one_unfair_item(std::size_t person, std::uint32_t item) {
    return is_focal(person) && item == kUnfair ? 1.0 : 0.0;
}

double weaker_focal_group(std::size_t person, std::uint32_t /*item*/) {
    return is_focal(person) ? 0.7 : 0.0;
}

std::vector<Side> thirds(std::size_t people) {
    std::vector<Side> sides;
    for (std::size_t person = 0; person < people; ++person)
        sides.push_back(is_focal(person) ? Side::Focal : Side::Reference);
    return sides;
}

/// Each group from its own population.
Origins two_origins(const Pool& pool, const Run& run, const std::vector<Side>& sides) {
    Origins origins;
    for (const Side side : {Side::Reference, Side::Focal}) {
        std::vector<std::size_t> places;
        for (std::size_t place = 0; place < sides.size(); ++place) {
            if (sides[place] == side) places.push_back(place);
        }
        origins.populations.push_back(population_of(pool, run, places));
    }
    for (const Side side : sides)
        origins.of_sittings.push_back(side == Side::Focal ? 1 : 0);
    return origins;
}

Dif dif_when(Harder harder, std::size_t people = kPeople) {
    const auto pool = an_ordinary_pool(30);
    const auto run = an_answered_run(pool, {.people = people}, harder);
    const auto sides = thirds(people);
    return dif_of(rests_by_item(pool, run, two_origins(pool, run, sides)), sides);
}

constexpr std::uint32_t kManyUnfair = 9;

/// A third of the items, all against one group: what they say of its ability is wrong.
double a_third_unfair(std::size_t person, std::uint32_t item) {
    return is_focal(person) && item < kManyUnfair ? 1.2 : 0.0;
}

/// The mean of how far fair items seem to favour a group, in delta.
double mean_fair_delta(const Dif& dif) {
    double sum = 0;
    for (const ItemDif& item : dif.items) {
        if (item.item.value >= kManyUnfair) sum += std::abs(item.by_strata->found.delta);
    }
    return sum / (30.0 - kManyUnfair);
}

std::size_t not_of_class_a(const Dif& dif) {
    return static_cast<std::size_t>(std::ranges::count_if(dif.items, [](const ItemDif& item) {
        return item.by_strata && item.by_strata->size != EtsClass::A;
    }));
}

}  // namespace

TEST_CASE("One item that is harder for a group is of class C and the others of class A") {
    const auto dif = dif_when(one_unfair_item);

    REQUIRE(dif.items.size() == 30);
    CHECK(dif.reference == 1600);
    CHECK(dif.focal == 800);
    const ItemDif& unfair = dif.items[kUnfair];
    REQUIRE(unfair.by_strata);
    CHECK(unfair.by_strata->size == EtsClass::C);
    CHECK(unfair.by_strata->found.delta < -1.5);
    REQUIRE(unfair.by_regression);
    CHECK(unfair.by_regression->found.group_effect < -0.5);
    CHECK(unfair.by_regression->found.uniform.p < 1e-6);
    CHECK(not_of_class_a(dif) == 1);
}

TEST_CASE("Unfair items left out of the match no longer make fair ones look kind to a group") {
    const auto pool = an_ordinary_pool(30);
    const auto run = an_answered_run(pool, {.people = kPeople}, a_third_unfair);
    const auto sides = thirds(kPeople);
    auto frame = a_frame(kPeople);
    Knowledge knowledge;
    knowledge.groups = Groups{.names = {"reference", "focal"}, .of_sittings = {}};
    for (const Side side : sides)
        knowledge.groups->of_sittings.emplace_back(side == Side::Focal ? 1 : 0);
    const auto first = dif_of(rests_by_item(pool, run, two_origins(pool, run, sides)), sides);

    const auto report = report_of(pool, run, frame, knowledge);

    REQUIRE(report.groups);
    const Dif& second = report.groups->focal.front().dif;
    CHECK(second.left_out == unfair_items(first));
    CHECK(second.left_out.size() >= 7);
    CHECK(mean_fair_delta(first) > 0.6);
    CHECK(mean_fair_delta(second) < 0.4);
    CHECK(std::ranges::count_if(second.items, [](const ItemDif& item) {
              return item.by_strata->size == EtsClass::C;
          }) == kManyUnfair);
}

TEST_CASE("An estimate without an item is that of a run where nobody answered it") {
    const auto pool = an_ordinary_pool(30);
    const auto run = an_answered_run(pool, {.people = 50}, as_said);
    LeftOut left_out(30, false);
    left_out[3] = true;
    auto silent = run;
    for (auto& sitting : silent.sittings)
        sitting.answers[3] = std::nullopt;
    const auto origins = one_origin(normal_population(0, 1), run);

    const auto without = rests_by_item(pool, run, origins, left_out);
    const auto never = rests_by_item(pool, silent, origins);

    REQUIRE(without[3].size() == 50);
    for (std::size_t n = 0; n < 50; ++n) {
        CHECK(without[8][n].ability == Approx(never[8][n].ability).margin(1e-9));
        // The item left out vouches for nobody, itself included.
        const auto whole = rests_by_item(pool, run, origins)[3][n].ability;
        CHECK(without[3][n].ability == Approx(whole).margin(1e-9));
    }
}

TEST_CASE("When most items seem unfair none is left out") {
    Dif dif;
    for (std::uint32_t n = 0; n < 5; ++n) {
        dif.items.push_back(
            {.item = ItemNumber{n}, .state = DifState::Tested, .by_strata = MantelHaenszelDif{}});
        dif.items.back().by_strata->size = n < 3 ? EtsClass::C : EtsClass::A;
    }
    CHECK(unfair_items(dif).empty());
    dif.items[0].by_strata->size = EtsClass::B;
    CHECK(unfair_items(dif) == std::vector<ItemNumber>{ItemNumber{1}, ItemNumber{2}});
}

TEST_CASE("Groups that differ in ability alone show no item") {
    const auto dif = dif_when(weaker_focal_group);
    CHECK(not_of_class_a(dif) == 0);
    double deltas = 0;
    for (const ItemDif& item : dif.items)
        deltas += item.by_strata->found.delta;
    CHECK(std::abs(deltas / 30) < 0.1);
    CHECK(std::ranges::all_of(dif.items, [](const ItemDif& item) {
        return item.state == DifState::Tested &&
               item.by_regression->size == LogisticSize::Negligible;
    }));
}

TEST_CASE("No difference gives alarms to a small share of the tests") {
    const auto dif = dif_when(as_said);
    const auto alarms = std::ranges::count_if(
        dif.items, [](const ItemDif& item) { return item.by_strata->found.p < 0.05; });
    CHECK(alarms <= 5);  // of 30, 1.5 expected
    CHECK(not_of_class_a(dif) == 0);
}

TEST_CASE("A group of fewer than two hundred is too few, whatever its answers") {
    const auto dif = dif_when(one_unfair_item, std::size_t{3} * 199);
    CHECK(dif.focal == 199);
    CHECK(std::ranges::all_of(dif.items, [](const ItemDif& item) {
        return item.state == DifState::TooFew && !item.by_strata && !item.by_regression;
    }));
    CHECK(dif_when(one_unfair_item, std::size_t{3} * 200).items.front().state == DifState::Tested);
}

TEST_CASE("An item with fewer than a hundred answers of one side is too few, the others are not") {
    const auto pool = an_ordinary_pool(30);
    auto run = an_answered_run(pool, {.people = kPeople}, as_said);
    std::size_t kept = 0;
    for (std::size_t person = 0; person < kPeople; ++person) {
        if (is_focal(person) && ++kept > 99) run.sittings[person].answers[4] = std::nullopt;
    }

    const auto dif = dif_of(rests_by_item(pool, run, origins_of(pool, run)), thirds(kPeople));

    CHECK(dif.items[4].focal == 99);
    CHECK(dif.items[4].state == DifState::TooFew);
    CHECK(dif.items[5].state == DifState::Tested);
}

TEST_CASE("An item that everybody answers right could not tell") {
    const auto pool = an_ordinary_pool(30);
    auto run = an_answered_run(pool, {.people = kPeople}, as_said);
    for (auto& sitting : run.sittings)
        sitting.answers[9] = Category{1};
    const auto dif = dif_of(rests_by_item(pool, run, origins_of(pool, run)), thirds(kPeople));
    CHECK(dif.items[9].state == DifState::CouldNotTell);
}

TEST_CASE("People of neither group are left out") {
    const auto pool = an_ordinary_pool(5);
    const auto run = an_answered_run(pool, {.people = 600}, as_said);
    auto sides = thirds(600);
    sides[0] = Side::Neither;
    sides[1] = Side::Neither;
    const auto dif = dif_of(rests_by_item(pool, run, origins_of(pool, run)), sides);
    CHECK(dif.items[0].focal == 199);
    CHECK(dif.items[0].reference == 399);
}

}  // namespace probant::engine::quality
