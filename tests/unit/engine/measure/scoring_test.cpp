// SPDX-License-Identifier: EUPL-1.2
#include <cmath>
#include <functional>

#include <catch2/catch.hpp>

#include "engine/adaptive/selection.h"
#include "engine/math/counter_rng.h"
#include "engine/scoring/profile.h"
#include "engine/scoring/score.h"
#include "tests/unit/engine/measure/builders.h"

namespace probant::engine {
namespace {

using builders::normal;
using builders::rules;
using builders::unit;

/// A whole test answered as `right` says.
TestState sit(const Pool& pool,
              std::uint64_t seed,
              const std::function<bool(const PoolItem&)>& right) {
    const auto plan = rules().selection;
    TestState state;
    for (std::uint32_t k = 1;; ++k) {
        const auto next = select_next(state, pool, plan, {.seed = {seed}, .draw = {k}});
        if (!next) return state;
        draw(state, next.value().item);
        answer(state, pool, next.value().item, right(pool.at(next.value().item)));
    }
}

bool is_sane(const Score& score) {
    return score.points >= 0 && score.points <= kPointsMax && score.low <= score.points &&
           score.points <= score.high && score.level_low <= score.level &&
           score.level <= score.level_high && score.level <= 8 && score.se_micro > 0;
}

}  // namespace

TEST_CASE("The printed points decide the level, a point below a cut is the level below") {
    const auto scale = rules().scale;
    CHECK(level_of(0, scale) == 0);
    CHECK(level_of(159, scale) == 0);
    CHECK(level_of(160, scale) == 1);
    CHECK(level_of(527, scale) == 3);
    CHECK(level_of(528, scale) == 4);
    CHECK(level_of(1023, scale) == 7);
    CHECK(level_of(1024, scale) == 8);
}

TEST_CASE("A test without an answer scores the middle, and says how little it knows") {
    const Pool pool(builders::pool_items(3, 1, 1));
    const auto nothing = score(TestState{}, pool, rules());
    CHECK(nothing.points == 512);
    CHECK(nothing.low == 0);
    CHECK(nothing.high == 1024);
    for (const auto& domain : nothing.domains)
        CHECK(domain.standing == Standing::CouldNotTell);
    for (const auto& competence : nothing.competences)
        CHECK_FALSE(competence.level.has_value());
}

TEST_CASE("All right, all wrong and all by chance give sane scores in the right order") {
    const Pool pool(builders::pool_items(7, 2, 2));
    math::CounterRng rng(1, 1, math::Purpose::Sitting);
    const auto best = score(sit(pool, 1, [](const auto&) { return true; }), pool, rules());
    const auto worst = score(sit(pool, 1, [](const auto&) { return false; }), pool, rules());
    const auto chance =
        score(sit(pool, 1, [&rng](const auto&) { return rng.below(2) == 1; }), pool, rules());
    CHECK(is_sane(best));
    CHECK(is_sane(worst));
    CHECK(is_sane(chance));
    CHECK(worst.points < chance.points);
    CHECK(chance.points < best.points);
    CHECK(best.competences.at(0).seen == 2);
    CHECK(best.competences.at(0).right == 2);
    CHECK(best.domains.at(0).answered == 6);
}

TEST_CASE("Points are rounded half up and the interval is 1.96 standard errors either way") {
    const Pool pool(builders::pool_items(7, 2, 3));
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        math::CounterRng rng(seed, 1, math::Purpose::Sitting);
        const auto one = score(
            sit(pool, seed, [&rng](const auto&) { return rng.below(2) == 1; }), pool, rules());
        const double exact = 512 + 160e-6 * static_cast<double>(one.theta_micro);
        CHECK(one.points == static_cast<std::int64_t>(std::floor(exact + 0.5)));
        const double half = 1.96 * 160e-6 * static_cast<double>(one.se_micro);
        CHECK(std::abs(static_cast<double>(one.high - one.points) - half) <= 0.5 + 1e-9);
    }
}

TEST_CASE("Two questions never publish the level of a competence") {
    const Pool pool(builders::pool_items(7, 2, 4));
    for (std::uint64_t seed = 0; seed < 30; ++seed) {
        math::CounterRng rng(seed, 1, math::Purpose::Sitting);
        const auto one = score(
            sit(pool, seed, [&rng](const auto&) { return rng.below(2) == 1; }), pool, rules());
        for (const auto& competence : one.competences)
            CHECK_FALSE(competence.level.has_value());
    }
}

TEST_CASE("Many good questions of one competence do publish its level") {
    auto items = builders::pool_items(1, 60, 5);
    for (std::size_t n = 0; n < items.size(); ++n) {
        items[n].model.discrimination = 2.4;
        items[n].model.difficulty = -1.5 + 3.0 * static_cast<double>(n % 60) / 60;
    }
    const Pool pool(items);
    TestState state;
    for (std::uint32_t n = 0; n < 60; ++n) {
        draw(state, {n});
        answer(state, pool, {n}, pool.at({n}).model.difficulty < 0.5);
    }
    // The others are answered as if the ability were -1: the first stands out.
    for (std::uint32_t n = 60; n < 60 * kCompetences; ++n) {
        draw(state, {n});
        answer(state, pool, {n}, pool.at({n}).model.difficulty < -1.0);
    }
    const auto one = score(state, pool, rules());
    REQUIRE(one.competences.at(0).level.has_value());
    REQUIRE(one.competences.at(5).level.has_value());
    CHECK(one.competences.at(0).level->level > one.competences.at(5).level->level);
}

TEST_CASE("A domain far above the rest is stronger, and weaker once everything is mirrored") {
    auto items = builders::pool_items(7, 2, 6);
    const auto is_above = [](const PoolItem& item, double sign) {
        return sign * item.model.difficulty < (item.competence.domain() == 2 ? 3.0 : -0.5);
    };
    const Pool pool(items);
    for (PoolItem& item : items)
        item.model.difficulty = -item.model.difficulty;
    const Pool mirrored(items);
    const auto high = sit(pool, 3, [&](const PoolItem& item) { return is_above(item, 1.0); });
    const auto low = sit(mirrored, 3, [&](const PoolItem& item) { return !is_above(item, -1.0); });
    CHECK(score(high, pool, rules()).domains.at(1).standing == Standing::Stronger);
    CHECK(score(low, mirrored, rules()).domains.at(1).standing == Standing::Weaker);
}

TEST_CASE("The second-order model covers competences and domains as often as it says") {
    const Pool pool(builders::pool_items(7, 2, 7));
    const auto paper = rules();
    constexpr int kPeople = 300;
    int covered = 0;
    int domains_covered = 0;
    for (std::uint64_t person = 0; person < kPeople; ++person) {
        math::CounterRng rng(person, 2, math::Purpose::Sitting);
        const double theta = normal(rng);
        std::array<double, kDomains> domain{};
        for (double& one : domain)
            one = 0.3 * normal(rng);
        std::array<double, kCompetences> ability{};
        for (std::uint32_t n = 0; n < kCompetences; ++n)
            ability.at(n) = theta + domain.at(Competence{n}.domain() - 1) + 0.4 * normal(rng);
        const auto state = sit(pool, person, [&](const PoolItem& item) {
            return unit(rng) <
                   probability(item.model, ability.at(item.competence.index), Category{1});
        });
        const auto profile = profile_of(state, pool, paper);
        for (std::uint32_t n = 0; n < kCompetences; ++n) {
            const auto& one = profile.competences.at(n).ability;
            if (std::abs(one.mean - ability.at(n)) <= 1.96 * one.sd) ++covered;
        }
        for (std::size_t n = 0; n < kDomains; ++n) {
            double others = 0;
            for (std::size_t other = 0; other < kDomains; ++other)
                if (other != n) others += domain.at(other) / 4;
            const auto& one = profile.domains.at(n);
            if (std::abs(one.mean - (domain.at(n) - others)) <= 1.96 * one.sd) ++domains_covered;
        }
    }
    const double share =
        static_cast<double>(covered) / (kPeople * static_cast<double>(kCompetences));
    const double domain_share =
        static_cast<double>(domains_covered) / (kPeople * static_cast<double>(kDomains));
    INFO("competences " << share << ", domains " << domain_share);
    CHECK((share >= 0.93 && share <= 0.97));
    CHECK((domain_share >= 0.93 && domain_share <= 0.97));
}

TEST_CASE("A score is written with every figure, and no level where there is no evidence") {
    const Pool pool(builders::pool_items(3, 1, 8));
    const auto text = json::write(score_to_json(score(TestState{}, pool, rules()), rules()));
    CHECK(text.find(R"("code":"3.4","level":null,"partly":0,"right":0,"seen":0)") !=
          std::string::npos);
    CHECK(text.find(R"("answered":0,"domain":5,"standing":"could_not_tell")") != std::string::npos);
    CHECK(text.find(R"("provisional":true)") != std::string::npos);
    CHECK(text.find(R"("points":512)") != std::string::npos);
}

}  // namespace probant::engine
