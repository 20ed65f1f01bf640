// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>

#include <catch2/catch.hpp>

#include "tests/unit/engine/proctoring/film.h"

namespace probant::engine {
namespace {

using film::Film;

std::size_t of_rule(const std::vector<ProctoringAlert>& alerts, ProctoringRule rule) {
    return static_cast<std::size_t>(std::ranges::count(alerts, rule, &ProctoringAlert::rule));
}

void raises_no_false_alarm(const Film& film) {
    const auto alerts = film.alerts();

    CHECK(of_rule(alerts, ProctoringRule::Covered) == 0);
    CHECK(of_rule(alerts, ProctoringRule::Frozen) == 0);
    CHECK(of_rule(alerts, ProctoringRule::Looped) == 0);
    CHECK(of_rule(alerts, ProctoringRule::FaceAbsent) == 0);
    CHECK(of_rule(alerts, ProctoringRule::Identity) == 0);
    CHECK(of_rule(alerts, ProctoringRule::Object) == 0);
    CHECK(of_rule(alerts, ProctoringRule::ExtraFace) <= 1);
}

}  // namespace

TEST_CASE("An hour of work at 5 samples a second raises no false alarm") {
    raises_no_false_alarm(Film(3600, 5, 101).moving());
}

TEST_CASE("Two hours of work at 2 samples a second, of two people, raise no false alarm") {
    for (std::uint64_t seed = 201; seed <= 202; ++seed)
        raises_no_false_alarm(Film(3600, 2, seed).moving());
}

TEST_CASE("Two hours of people who hardly move raise no false alarm") {
    for (std::uint64_t seed = 301; seed <= 302; ++seed)
        raises_no_false_alarm(Film(3600, 2, seed).motionless());
}

}  // namespace probant::engine
