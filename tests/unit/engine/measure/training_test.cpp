// SPDX-License-Identifier: EUPL-1.2
// Trainings: what their rules may say, what they ask, and how well they measure.
#include <array>
#include <cmath>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include "engine/adaptive/stop.h"
#include "engine/bank/content.h"
#include "engine/bank/quality.h"
#include "engine/bank/rules_reader.h"
#include "engine/math/counter_rng.h"
#include "engine/scoring/enough.h"
#include "engine/scoring/profile.h"
#include "engine/scoring/score.h"
#include "engine/usecases/next_question.h"
#include "tests/unit/engine/measure/builders.h"

namespace probant::engine {
namespace {

using builders::normal;
using builders::unit;

using FieldNames = std::vector<std::string>;

json::Object training_json(const std::string& rule = "length") {
    auto rules = builders::rules_json();
    rules.erase("per_competence");
    rules.erase("per_tube");
    rules["purpose"] = "training";
    rules["competences"] = json::Array{"1.1"};
    rules["length"] = 12;
    rules["answers_min"] = 6;
    rules["stop"] = json::Object{{"rule", rule}};
    return rules;
}

FieldNames faults_of(const json::Object& rules) {
    const auto read = read_rules(json::write(rules));
    FieldNames fields;
    if (!read) {
        for (const auto& fault : read.error()) {
            CHECK(fault.file == "rules.json");
            CHECK_FALSE(fault.what.fr.empty());
            fields.push_back(fault.field);
        }
    }
    return fields;
}

FieldNames faults_with(const std::string& field, json::Value value) {
    auto rules = training_json();
    rules[field] = std::move(value);
    return faults_of(rules);
}

FieldNames stop_faults(const json::Object& stop) {
    return faults_with("stop", stop);
}

Rules training_rules() {
    return read_rules(json::write(training_json())).value();
}

/// A bank of steep items, 40 of each of these competences, spread over the scale.
Content content_of(std::vector<Competence> competences, Rules rules) {
    Content content;
    for (const Competence competence : competences) {
        for (std::int32_t n = 0; n < 40; ++n) {
            Item item;
            item.competence = competence;
            item.tube = {static_cast<std::uint32_t>(content.bank.items.size())};
            item.difficulty = -30000 + 1500 * n;
            item.discrimination = 16000 + 100 * (n % 9);
            content.bank.items.push_back(std::move(item));
        }
    }
    rules.competences = std::move(competences);
    return make_content(std::move(content.bank), std::move(rules), {});
}

/// The test of a person of this ability, until the rules stop it.
TestState sit(const Content& content, std::uint64_t person, double ability, math::CounterRng& rng) {
    TestState state;
    for (std::uint32_t k = 1; !has_seen_enough(state, content, {}); ++k) {
        const auto next = next_question(state, content, {.seed = {person}, .draw = {k}});
        if (!next) break;
        const ItemNumber item = next.value().item;
        draw(state, item);
        answer(state,
               content.pool,
               item,
               unit(rng) < probability(content.pool.at(item).model, ability, Category{1}));
    }
    return state;
}

/// The abilities at which the levels 1 to 8 begin, by hand from the scale.
std::array<double, kCuts> level_cuts(const Rules& rules) {
    std::array<double, kCuts> cuts{};
    for (std::size_t level = 0; level < kCuts; ++level) {
        cuts.at(level) = static_cast<double>(rules.scale.cuts.at(level) - rules.scale.centre) /
                         rules.scale.per_theta;
    }
    return cuts;
}

struct Covered {
    double share{};
    double published{};
    double questions{};
};

/// Of so many people whose competence deviates from their ability as the rules say it does.
Covered coverage(const Content& content, int people) {
    Covered covered;
    for (int person = 0; person < people; ++person) {
        const auto number = static_cast<std::uint64_t>(person);
        math::CounterRng rng(number, 5, math::Purpose::Sitting);
        const double ability = normal(rng) + 0.3 * normal(rng) + 0.4 * normal(rng);
        const auto state = sit(content, number, ability, rng);
        const auto profile = profile_of(state, content.pool, content.rules);
        const auto& told = profile.competences.at(0).ability;
        covered.share += std::abs(told.mean - ability) <= 1.96 * told.sd ? 1 : 0;
        covered.published += score(state, content).competences.at(0).level ? 1 : 0;
        covered.questions += static_cast<double>(state.given.size());
    }
    covered.share /= people;
    covered.published /= people;
    covered.questions /= people;
    return covered;
}

}  // namespace

TEST_CASE("A training's rules are read, and a certification is what says nothing of a purpose") {
    const auto rules = training_rules();

    CHECK(rules.purpose == Purpose::Training);
    CHECK(rules.competences == std::vector<Competence>{{0}});
    CHECK(rules.selection.blueprint.length == 12);
    CHECK_FALSE(rules.selection.blueprint.per_competence.has_value());
    CHECK_FALSE(rules.selection.blueprint.tubes_apart);
    CHECK(builders::rules().purpose == Purpose::Certification);
    CHECK(faults_with("per_tube", 1).empty());
}

TEST_CASE("A training whose rules break one is refused by field") {
    CHECK(faults_of(training_json()).empty());
    CHECK(faults_with("purpose", "fun").front() == "purpose");
    CHECK(faults_with("competences", json::Array{}) == FieldNames{"competences"});
    CHECK(faults_with("competences", json::Array{"6.1"}) == FieldNames{"competences[0]"});
    CHECK(faults_with("competences", json::Array{"1.1", "1.1"}) == FieldNames{"competences[1]"});
    CHECK(faults_with("competences", json::Array{"1.1", "1.2"}) == FieldNames{"length"});
    CHECK(faults_with("length", 11) == FieldNames{"length"});
    CHECK(faults_with("length", 65) == FieldNames{"length"});
    CHECK(faults_with("per_competence", 2) == FieldNames{"per_competence"});
    CHECK(faults_with("answers_min", 13) == FieldNames{"answers_min"});
    CHECK(faults_with("pretest", json::Object{{"count", 1}, {"time_s", 60}}) ==
          FieldNames{"pretest"});
    CHECK(faults_with("exposure", json::Object{{"cap_permille", 300}, {"window", 2000}}) ==
          FieldNames{"exposure"});
}

TEST_CASE("A stop rule has its own figures, and no other's") {
    CHECK(stop_faults({{"rule", "length"}}).empty());
    CHECK(stop_faults({{"rule", "precision"}, {"se_milli", 400}}).empty());
    CHECK(stop_faults({{"rule", "interval"}}).empty());
    CHECK(stop_faults({{"rule", "interval"}, {"cuts", json::Array{288, 528}}}).empty());
    CHECK(stop_faults({{"rule", "sprt"}, {"delta_milli", 200}, {"min", 8}}).empty());
    CHECK(stop_faults({{"rule", "time"}, {"seconds", 600}}).empty());

    CHECK(stop_faults({{"rule", "luck"}}) == FieldNames{"stop.rule"});
    CHECK(stop_faults({{"rule", "length"}, {"se_milli", 400}}) == FieldNames{"stop.se_milli"});
    CHECK(stop_faults({{"rule", "precision"}}) == FieldNames{"stop.se_milli"});
    CHECK(stop_faults({{"rule", "precision"}, {"se_milli", 99}}) == FieldNames{"stop.se_milli"});
    CHECK(stop_faults({{"rule", "interval"}, {"cuts", json::Array{288, 288}}}) ==
          FieldNames{"stop.cuts[1]"});
    CHECK(stop_faults({{"rule", "sprt"}}) == FieldNames{"stop.delta_milli"});
    CHECK(stop_faults({{"rule", "time"}, {"seconds", 7000}}) == FieldNames{"stop.seconds"});
    CHECK(stop_faults({{"rule", "interval"}, {"min", 5}}) == FieldNames{"stop.min"});
    CHECK(stop_faults({{"rule", "interval"}, {"min", 13}}) == FieldNames{"stop.min"});
    CHECK(stop_faults({{"rule", "interval"}, {"chance", 1}}) == FieldNames{"stop.chance"});
}

TEST_CASE("A certification has a fixed length and all competences") {
    auto rules = builders::rules_json();
    rules["purpose"] = "certification";
    rules["stop"] = json::Object{{"rule", "length"}};
    CHECK(faults_of(rules).empty());
    rules["stop"] = json::Object{{"rule", "precision"}, {"se_milli", 300}};
    CHECK(faults_of(rules) == FieldNames{"stop.rule"});
    rules.erase("stop");
    rules["competences"] = json::Array{"1.1"};
    CHECK(faults_of(rules) == FieldNames{"competences"});
}

TEST_CASE("A package that cannot fill a training is refused, and one short of spare is told so") {
    auto files = builders::a_package(6);
    files["rules.json"] = to_bytes(json::write(training_json()));
    const auto just_enough = read_package(files);
    REQUIRE(just_enough.has_value());
    const auto unfair = judge_bank(just_enough.value().bank, just_enough.value().rules);
    REQUIRE_FALSE(unfair.empty());
    CHECK(unfair.front().file == "items/1.1.json");

    files = builders::a_package(5);
    files["rules.json"] = to_bytes(json::write(training_json()));
    const auto few = read_package(files);
    REQUIRE_FALSE(few.has_value());
    CHECK(few.error().front().file == "bank/items/1.1.json");
    CHECK(few.error().front().field == "tube");
}

TEST_CASE("A training of two competences asks each its share") {
    auto rules = training_rules();
    rules.selection.blueprint.length = 25;
    const auto content = content_of({{1}, {7}}, rules);
    math::CounterRng rng(1, 6, math::Purpose::Sitting);

    const auto state = sit(content, 1, 0.5, rng);

    std::array<int, kCompetences> asked{};
    for (const GivenItem& given : state.given)
        ++asked.at(content.pool.competence_index(given.item));
    CHECK(asked.at(1) + asked.at(7) == 25);
    CHECK(std::abs(asked.at(1) - asked.at(7)) == 1);
}

TEST_CASE("What surroundings withhold is withheld in a training too") {
    const auto content = content_of({{0}}, training_rules());
    std::vector<char> withheld(content.pool.size(), 1);
    withheld[17] = 0;

    const auto next = next_question({}, content, {}, {.withheld = withheld});

    REQUIRE(next.has_value());
    CHECK(next.value().item == ItemNumber{17});
}

TEST_CASE("Twelve questions of one competence cover it as often as they say") {
    const auto covered = coverage(content_of({{0}}, training_rules()), 2000);

    INFO("covered " << covered.share << ", published " << covered.published);
    CHECK(covered.questions == 12);
    CHECK(covered.share >= 0.93);
    CHECK(covered.share <= 0.97);
}

// All but those whose ability lies beyond the hardest or the easiest question.
TEST_CASE("A training that stops when it is precise enough publishes a level") {
    auto rules = training_rules();
    rules.selection.blueprint.length = 32;
    rules.stopping = {.kind = StopKind::Precision, .se_milli = 400, .answers_least = 12};
    const auto covered = coverage(content_of({{0}}, rules), 500);

    INFO("covered " << covered.share << ", questions " << covered.questions);
    CHECK(covered.published > 0.96);
    CHECK(covered.share >= 0.92);
    CHECK(covered.questions < 20);
}

TEST_CASE("The levels told of a training hold the true one at least as often as they say") {
    auto rules = training_rules();
    rules.selection.blueprint.length = 32;
    rules.stopping = {.kind = StopKind::Precision, .se_milli = 400, .answers_least = 12};
    const auto content = content_of({{0}}, rules);
    double told = 0;
    double held = 0;
    double width = 0;
    for (std::uint64_t person = 0; person < 500; ++person) {
        math::CounterRng rng(person, 5, math::Purpose::Sitting);
        const double ability = normal(rng) + 0.3 * normal(rng) + 0.4 * normal(rng);
        const auto state = sit(content, person, ability, rng);
        const auto found = score(state, content).competences.at(0).level;
        if (!found) continue;
        std::int64_t truth = 0;
        for (const double cut : level_cuts(rules))
            truth += ability >= cut ? 1 : 0;
        told += 1;
        held += found->low <= truth && truth <= found->high ? 1 : 0;
        width += static_cast<double>(found->high - found->low);
    }

    INFO("held " << held / told << ", levels between the ends " << width / told);
    CHECK(held / told >= 0.95);
    CHECK(width / told < 3);
}

TEST_CASE("A competence measured too roughly has no level, in a training as elsewhere") {
    const auto content = content_of({{0}}, training_rules());
    TestState state;
    for (std::uint32_t n = 0; n < 4; ++n) {
        draw(state, {n});
        answer(state, content.pool, {n}, n % 2 == 0);
    }

    CHECK_FALSE(score(state, content).competences.at(0).level.has_value());
}

TEST_CASE("The cuts of a stop rule are the abilities at which those points are scored") {
    auto rules = training_rules();
    rules.stopping = {.kind = StopKind::Interval, .cuts = {352, 512, 1024}, .answers_least = 6};

    const auto stop = stop_rules_of(rules);

    CHECK(stop.cuts == std::vector<double>{-1.0, 0.0, 3.2});
    CHECK(stop.least == 6);
    CHECK(stop.most == 12);
}

}  // namespace probant::engine
