// SPDX-License-Identifier: EUPL-1.2
#include "engine/quality/violations.h"

#include <array>
#include <numeric>

#include <catch2/catch.hpp>

#include "tests/unit/engine/quality/builders.h"

namespace probant::engine::quality {
namespace {

using Counted = std::array<std::size_t, kRules>;

JudgedRules balanced() {
    return {.constraints = {.length = 0,
                            .competence = {.least = 2, .most = 2},
                            .domains = {},
                            .tube_most = 1,
                            .enemies_apart = true,
                            .seconds = {},
                            .words = {},
                            .type_most = {}},
            .may_end_early = false,
            .costs = {},
            .is_foreign = {}};
}

/// Items 0 to 31 of domain 1, the others of 2; ten seconds and five words each; odd ones to order.
JudgedRules tied_rules() {
    JudgedRules rules;
    for (std::uint32_t n = 0; n < 48; ++n) {
        rules.costs.push_back({.domain = n < 32 ? 1U : 2U,
                               .seconds = 10,
                               .words = 5,
                               .type = n % 2 == 1 ? "order" : "choice"});
    }
    return rules;
}

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
    const auto found = violations_of(pool_with_rules(), Run{{sitting}}, balanced());
    CHECK(found.counts == Counted{});
    CHECK(found.first.empty());
}

TEST_CASE("Each rule that a sitting breaks is counted once and named") {
    const auto found = violations_of(
        pool_with_rules(), Run{{thirty_two_from(16), thirty_two_from(0)}}, balanced());

    CHECK(found.of(Rule::Competence) == 0);
    CHECK(found.of(Rule::Tube) == 1);
    CHECK(found.of(Rule::Enemy) == 1);
    CHECK(found.first ==
          std::vector<Violation>{
              {.sitting = 1, .what = SharedTube{.one = ItemNumber{1}, .other = ItemNumber{17}}},
              {.sitting = 1, .what = MetEnemies{.one = ItemNumber{0}, .other = ItemNumber{16}}}});
}

TEST_CASE("A competence short of a question is named with what it had") {
    auto sitting = thirty_two_from(16);
    sitting.items.pop_back();  // item 47, of competence 5.2

    const auto found = violations_of(pool_with_rules(), Run{{sitting}}, balanced());

    CHECK(found.of(Rule::Competence) == 1);
    CHECK(found.first ==
          std::vector<Violation>{
              {.sitting = 0,
               .what = UnevenCompetence{.competence = Competence::at(15), .given = 1}}});
}

TEST_CASE("A rule that is not among those given is not looked at") {
    const auto found = violations_of(pool_with_rules(), Run{{thirty_two_from(0)}}, JudgedRules{});
    CHECK(found.counts == Counted{});
}

TEST_CASE("A length, a domain, a budget, a type and a language are rules too") {
    auto rules = tied_rules();
    const Run run{{thirty_two_from(0)}};
    const auto only = [&](Rule rule) {
        Counted counts{};
        counts.at(static_cast<std::size_t>(rule)) = 1;
        return counts;
    };
    const auto counts_with = [&](const JudgedRules& judged) {
        return violations_of(pool_with_rules(), run, judged).counts;
    };
    SECTION("length") {
        rules.constraints.length = 31;
        CHECK(counts_with(rules) == only(Rule::Length));
        rules.constraints.length = 32;
        CHECK(counts_with(rules) == Counted{});
    }
    SECTION("domain") {
        rules.constraints.domains.at(1).least = 1;
        CHECK(counts_with(rules) == only(Rule::Domain));
        rules.constraints.domains.at(1).least = 0;
        rules.constraints.domains.at(0) = {.least = 32, .most = 32};
        CHECK(counts_with(rules) == Counted{});
    }
    SECTION("seconds") {
        rules.constraints.seconds = 319;
        CHECK(counts_with(rules) == only(Rule::Seconds));
        rules.constraints.seconds = 320;
        CHECK(counts_with(rules) == Counted{});
    }
    SECTION("words") {
        rules.constraints.words = 159;
        CHECK(counts_with(rules) == only(Rule::Words));
        rules.constraints.words = 160;
        CHECK(counts_with(rules) == Counted{});
    }
    SECTION("type") {
        rules.constraints.type_most = {{"order", 15}};
        CHECK(counts_with(rules) == only(Rule::Type));
        rules.constraints.type_most = {{"order", 16}};
        CHECK(counts_with(rules) == Counted{});
    }
    SECTION("language") {
        rules.is_foreign.assign(48, 0);
        CHECK(counts_with(rules) == Counted{});
        rules.is_foreign[31] = 1;
        CHECK(counts_with(rules) == only(Rule::Language));
    }
}

TEST_CASE("A test that a rule ended early owes no fewest of anything, a most it keeps") {
    auto rules = balanced();
    rules.constraints.length = 32;
    rules.constraints.competence = {.least = 2, .most = 3};
    auto sitting = thirty_two_from(16);
    sitting.items.resize(20);
    CHECK(violations_of(pool_with_rules(), Run{{sitting}}, rules).of(Rule::Competence) == 1);
    CHECK(violations_of(pool_with_rules(), Run{{sitting}}, rules).of(Rule::Length) == 1);

    rules.may_end_early = true;
    CHECK(violations_of(pool_with_rules(), Run{{sitting}}, rules).counts == Counted{});

    rules.constraints.competence.most = 1;  // 16 and 32 are of competence 1.1
    CHECK(violations_of(pool_with_rules(), Run{{sitting}}, rules).of(Rule::Competence) == 1);
}

TEST_CASE("All violations are counted, the first twenty are named") {
    Run run;
    run.sittings.resize(30, thirty_two_from(0));
    const auto found = violations_of(pool_with_rules(), run, balanced());
    CHECK(found.of(Rule::Tube) == 30);
    CHECK(found.of(Rule::Enemy) == 30);
    CHECK(found.first.size() == kViolationsNamed);
}

}  // namespace probant::engine::quality
