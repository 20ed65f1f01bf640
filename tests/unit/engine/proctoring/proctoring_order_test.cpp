// SPDX-License-Identifier: EUPL-1.2
#include "engine/proctoring/proctoring_order.h"

#include <catch2/catch.hpp>

namespace probant::engine {
namespace {

ProctoringOrder a_sound_order() {
    return {.rules = {ProctoringRule::FaceAbsent, ProctoringRule::ExtraFace},
            .legal_basis = "Arrêté du 3 mai, article 4"};
}

}  // namespace

TEST_CASE("A session has no camera unless it is ordered") {
    const ProctoringOrder order;

    CHECK(!fault_of(order));
    CHECK(rules_for(order, {}).empty());
    CHECK(order.retention_days == 30);
}

TEST_CASE("A camera without a legal basis is refused") {
    auto order = a_sound_order();
    CHECK(!fault_of(order));
    order.legal_basis.clear();

    REQUIRE(fault_of(order));
    CHECK(fault_of(order)->find("legal_basis") != std::string::npos);
}

TEST_CASE("Identity is a switch of its own that needs a decision in writing") {
    auto order = a_sound_order();
    order.rules = RuleSet::all();
    CHECK(!rules_for(order, {}).has(ProctoringRule::Identity));

    order.identity = true;
    REQUIRE(fault_of(order));
    order.identity_decision = "Décision 2026-14";
    CHECK(!fault_of(order));
    CHECK(rules_for(order, {}).has(ProctoringRule::Identity));
}

TEST_CASE("A companion turns off the extra face, a screen reader the turned head, and no more") {
    auto order = a_sound_order();
    order.rules = RuleSet::all();

    const auto helped = rules_for(order, {.companion = true});
    CHECK(!helped.has(ProctoringRule::ExtraFace));
    CHECK(helped.has(ProctoringRule::LookingAway));
    const auto read_to = rules_for(order, {.screen_reader = true});
    CHECK(!read_to.has(ProctoringRule::LookingAway));
    CHECK(read_to.has(ProctoringRule::ExtraFace));
    CHECK(read_to.has(ProctoringRule::FaceAbsent));
}

TEST_CASE("The values to start from are inside their limits, and those of the published rules") {
    const ProctoringRules rules;

    CHECK(!fault_of(rules));
    CHECK(rules.face_absent.lasting == Duration{5000});
    CHECK(rules.face_absent.share == 800);
    CHECK(rules.extra_face.lasting == Duration{3000});
    CHECK(rules.faces.extra_score == 650);
    CHECK(rules.faces.present_score == 500);
    CHECK(rules.faces.extra_side == 40);
    CHECK(rules.looking_away.lasting == Duration{4000});
    CHECK(rules.away.yaw == 300);
    CHECK(rules.away.pitch == 250);
    CHECK(rules.covered.lasting == Duration{2000});
    CHECK(rules.picture.covered_light == 20);
    CHECK(rules.frozen.lasting == Duration{5000});
    CHECK(rules.picture.frozen_change == 300);
    CHECK(rules.cooldown == Duration{30'000});
}

TEST_CASE("A threshold outside its limits is refused by its name") {
    ProctoringRules rules;
    rules.face_absent.share = 1001;
    REQUIRE(fault_of(rules));
    CHECK(*fault_of(rules) == "face_absent is 1001: it must be from 500 to 1000");

    rules = {};
    rules.identity.samples = 1;
    CHECK(fault_of(rules));
    rules = {};
    rules.faces.extra_score = 499;  // less sure than that somebody is there at all
    CHECK(fault_of(rules));
    rules = {};
    rules.looking_away.lasting = Duration{0};
    CHECK(fault_of(rules));
    rules = {};
    rules.objects.hits = 6;  // of five
    CHECK(fault_of(rules));
}

TEST_CASE("Stills that are kept for more than two years are refused") {
    auto order = a_sound_order();
    order.retention_days = 730;
    CHECK(!fault_of(order));
    order.retention_days = 731;
    CHECK(fault_of(order));
}

}  // namespace probant::engine
