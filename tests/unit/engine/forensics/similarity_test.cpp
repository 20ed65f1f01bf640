// SPDX-License-Identifier: EUPL-1.2
#include "engine/forensics/similarity.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include <catch2/catch.hpp>

#include "engine/forensics/calibration.h"
#include "engine/forensics/pairs.h"
#include "tests/unit/engine/forensics/crowd.h"

namespace probant::engine::forensics {
namespace {

constexpr double kAlpha = 0.01;
constexpr std::uint64_t kSeed = 12;

std::vector<ComparedPair> compared(const Session& session) {
    const People people(session);
    return compare_pairs(session, people, kSeed);
}

const ComparedPair& pair_of(const std::vector<ComparedPair>& pairs,
                            std::size_t first,
                            std::size_t second) {
    const auto found = std::ranges::find_if(pairs, [&](const ComparedPair& pair) {
        return pair.first == first && pair.second == second;
    });
    REQUIRE(found != pairs.end());
    return *found;
}

/// Wollack's omega, term by term: the copier's chance of what the source chose.
double omega(const Session& session, std::size_t copier, std::size_t source) {
    const std::size_t width = session.models.size();
    double seen = 0;
    double mean = 0;
    double variance = 0;
    for (std::size_t item = 0; item < width; ++item) {
        const auto mine = session.alternatives[copier * width + item];
        const auto theirs = session.alternatives[source * width + item];
        if (mine == kAlternativeNotAdministered || theirs == kAlternativeNotAdministered) continue;
        double all = 0;
        for (const Alternative& one : session.nominal[item])
            all += std::exp(one.zeta + one.lambda * session.thetas[copier]);
        const Alternative& chosen = session.nominal[item][theirs];
        const double p = std::exp(chosen.zeta + chosen.lambda * session.thetas[copier]) / all;
        seen += mine == theirs ? 1 : 0;
        mean += p;
        variance += p * (1 - p);
    }
    return (seen - mean) / std::sqrt(variance);
}

std::size_t to_check(const std::vector<ComparedPair>& pairs, Statistic statistic) {
    return static_cast<std::size_t>(std::ranges::count_if(pairs, [&](const ComparedPair& pair) {
        return finding_of(pair, statistic, kAlpha).state == State::ToCheck;
    }));
}

template <class P>
double share_at_one_percent(const std::vector<ComparedPair>& pairs, P p_of) {
    const auto found =
        std::ranges::count_if(pairs, [&](const ComparedPair& pair) { return p_of(pair) <= 0.01; });
    return static_cast<double>(found) / static_cast<double>(pairs.size());
}

}  // namespace

TEST_CASE("omega is the larger of Wollack's two, term by term, on fixed and on drawn items") {
    for (const std::size_t bank : {std::size_t{32}, std::size_t{60}}) {
        const Crowd crowd({.persons = 30, .bank = bank});
        const auto pairs = compared(crowd.session());
        for (const ComparedPair& pair : pairs) {
            INFO(pair.first << " and " << pair.second << " of " << bank);
            const double expected = std::max(omega(crowd.session(), pair.first, pair.second),
                                             omega(crowd.session(), pair.second, pair.first));
            CHECK(std::abs(pair.likeness.omega - expected) < 1e-9);
        }
    }
}

TEST_CASE("Two people with the same answers are to be checked, by every statistic") {
    Crowd crowd({.persons = 60, .seed = 8});
    crowd.copies(41, 17);
    const auto pairs = compared(crowd.session());
    const ComparedPair& pair = pair_of(pairs, 17, 41);
    REQUIRE(pair.likeness.wrong_matches >= 5);
    for (const Statistic statistic : {Statistic::Omega, Statistic::Gbt, Statistic::M4}) {
        INFO(word(statistic));
        const auto finding = finding_of(pair, statistic, kAlpha);
        CHECK(finding.state == State::ToCheck);
        CHECK(*finding.q <= kAlpha);
        CHECK(finding.common == 32);
    }
}

TEST_CASE("A room where nobody copied has next to no pair to check") {
    const Crowd crowd({.persons = 120, .seed = 9});
    const auto pairs = compared(crowd.session());
    REQUIRE(pairs.size() == 120 * 119 / 2);
    CHECK(to_check(pairs, Statistic::Omega) <= 1);
    CHECK(to_check(pairs, Statistic::Gbt) <= 1);
    CHECK(to_check(pairs, Statistic::M4) <= 1);
}

TEST_CASE("One honest pair in a hundred has a p of .01, abilities known and estimated") {
    for (const bool known : {true, false}) {
        Crowd crowd({.persons = 300, .seed = 10});
        if (!known) crowd.session().abilities = Abilities::None;
        const auto pairs = compared(crowd.session());
        INFO((known ? "known" : "estimated"));
        const double omega_share =
            share_at_one_percent(pairs, [](const auto& pair) { return pair.omega_p; });
        CHECK(omega_share > 0.007);
        CHECK(omega_share < 0.013);
        CHECK(share_at_one_percent(pairs, [](const auto& pair) { return pair.likeness.gbt_p; }) <
              0.013);
        CHECK(share_at_one_percent(pairs, [](const auto& pair) { return pair.likeness.m4_p; }) <
              0.013);
    }
}

TEST_CASE("Pairs with fewer than eight items in common are not judged") {
    const Crowd crowd({.persons = 40, .bank = 100, .length = 20, .seed = 2});
    const auto pairs = compared(crowd.session());
    std::size_t few = 0;
    for (const ComparedPair& pair : pairs) {
        const auto finding = finding_of(pair, Statistic::Gbt, kAlpha);
        if (finding.common >= kCommonItemsLeast) {
            CHECK(finding.p.has_value());
            continue;
        }
        ++few;
        CHECK(finding.state == State::CouldNotTell);
        CHECK(!finding.p);
    }
    CHECK(few > 100);
}

TEST_CASE("A raw p far below all simulated ones is scaled like the smallest of them") {
    std::vector<double> raw;
    for (int n = 1; n <= 1000; ++n)
        raw.push_back(0.002 * n / 2);  // even, half as large as it should be
    const Calibration null(raw);

    CHECK(std::abs(null.p(0.5) - 501.0 / 1001) < 2e-3);
    CHECK(null.p(0.05) == Approx(0.05).epsilon(0.02));
    CHECK(null.p(1e-9) == Approx(1e-9).epsilon(0.02));
    CHECK(Calibration({}).p(0.3) == 0.3);
}

TEST_CASE("Seats are as far apart as their rows and columns, and only in one session") {
    Crowd crowd({.persons = 4});
    crowd.session().seats = {Seat{.session = "A", .row = 1, .column = 1},
                             Seat{.session = "A", .row = 4, .column = 5},
                             Seat{.session = "B", .row = 1, .column = 1},
                             std::nullopt};

    CHECK(*distance_of(crowd.session(), 0, 1) == 5.0);
    CHECK(!distance_of(crowd.session(), 0, 2));
    CHECK(!distance_of(crowd.session(), 0, 3));
}

TEST_CASE("Too many people are compared within their sessions only, and not at all without") {
    Session session;
    session.persons = 3000;
    CHECK(reach_of(session) == Reach::Nobody);
    session.seats.resize(3000);
    for (std::size_t person = 0; person < 3000; ++person)
        session.seats[person] = Seat{.session = person < 1500 ? "morning" : "afternoon"};
    CHECK(reach_of(session) == Reach::WithinSessions);
    session.persons = 2000;
    CHECK(reach_of(session) == Reach::Everybody);
}

}  // namespace probant::engine::forensics
