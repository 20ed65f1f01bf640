// SPDX-License-Identifier: EUPL-1.2
#include "engine/quality/violations.h"

#include <numeric>

#include <catch2/catch.hpp>

#include "tests/unit/engine/quality/builders.h"

namespace probant::engine::quality {
namespace {

constexpr Blueprint kBalanced{
    .length = 32, .per_competence = 2, .tubes_apart = true, .enemies_apart = true};

/// 48 items, three a competence; 0 and 16 are enemies, 1 and 17 of one tube.
Pool pool_with_rules() {
    auto items = an_ordinary_pool(48).items();
    items[0].enemies = {ItemNumber{16}};
    items[16].enemies = {ItemNumber{0}};
    items[17].tube = items[1].tube;
    return Pool(std::move(items));
}

/// Items from `first` on, 32 of them: two a competence.
RunSitting thirty_two_from(std::uint32_t first) {
    std::vector<std::uint32_t> items(32);
    std::iota(items.begin(), items.end(), first);
    return a_sitting(items);
}

}  // namespace

TEST_CASE("A sitting that obeys every rule is no violation") {
    auto sitting = thirty_two_from(16);
    const auto found = violations_of(pool_with_rules(), Run{{sitting}}, kBalanced);
    CHECK(found.competence + found.tube + found.enemy == 0);
    CHECK(found.first.empty());
}

TEST_CASE("Each rule that a sitting breaks is counted once and named") {
    const auto found =
        violations_of(pool_with_rules(), Run{{thirty_two_from(16), thirty_two_from(0)}}, kBalanced);

    CHECK(found.competence == 0);
    CHECK(found.tube == 1);
    CHECK(found.enemy == 1);
    CHECK(found.first ==
          std::vector<Violation>{
              {.sitting = 1, .what = SharedTube{.one = ItemNumber{1}, .other = ItemNumber{17}}},
              {.sitting = 1, .what = MetEnemies{.one = ItemNumber{0}, .other = ItemNumber{16}}}});
}

TEST_CASE("A competence short of a question is named with what it had") {
    auto sitting = thirty_two_from(16);
    sitting.items.pop_back();  // item 47, of competence 5.2

    const auto found = violations_of(pool_with_rules(), Run{{sitting}}, kBalanced);

    CHECK(found.competence == 1);
    CHECK(found.first ==
          std::vector<Violation>{
              {.sitting = 0,
               .what = UnevenCompetence{.competence = Competence::at(15), .given = 1}}});
}

TEST_CASE("A rule that a blueprint does not have is not looked at") {
    const auto found =
        violations_of(pool_with_rules(), Run{{thirty_two_from(0)}}, Blueprint{.length = 31});
    CHECK(found.competence + found.tube + found.enemy == 0);
}

TEST_CASE("All violations are counted, the first twenty are named") {
    Run run;
    run.sittings.resize(30, thirty_two_from(0));
    const auto found = violations_of(pool_with_rules(), run, kBalanced);
    CHECK(found.tube == 30);
    CHECK(found.enemy == 30);
    CHECK(found.first.size() == kViolationsNamed);
}

}  // namespace probant::engine::quality
