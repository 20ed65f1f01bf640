// SPDX-License-Identifier: EUPL-1.2
#include "engine/forensics/persons.h"

#include <vector>

#include <catch2/catch.hpp>

#include "tests/unit/engine/forensics/crowd.h"

namespace probant::engine::forensics {
namespace {

constexpr Level kLevel{.alpha = 0.01, .seed = 11};

std::vector<PersonFinding> findings_of(const Session& session) {
    const People people(session);
    return test_persons(session, people, kLevel);
}

const std::vector<Statistic> kStatistics{
    Statistic::LzStar, Statistic::ResponseTimes, Statistic::RapidAnswers, Statistic::NamedItems};

void name(Session& session, const std::vector<std::size_t>& items) {
    session.named.assign(session.models.size(), false);
    for (const std::size_t item : items)
        session.named[item] = true;
}

/// At .01 of 1,500 people, four standard deviations are .0103.
void check_false_alarms(const Session& session) {
    const auto findings = findings_of(session);
    const auto everybody = numbers(0, session.persons);
    for (const Statistic statistic : kStatistics) {
        INFO(word(statistic));
        const double rate = Crowd::rate(findings, statistic, everybody);
        CHECK(rate > 0.002);
        CHECK(rate < 0.0203);
    }
}

}  // namespace

TEST_CASE("Of people who did nothing, one in a hundred is pointed out, abilities known") {
    Crowd crowd({.persons = 1500});
    name(crowd.session(), numbers(0, 10));
    check_false_alarms(crowd.session());
}

TEST_CASE("Of people who did nothing, one in a hundred is pointed out, abilities estimated") {
    Crowd crowd({.persons = 1500, .seed = 5});
    crowd.session().abilities = Abilities::None;
    name(crowd.session(), numbers(0, 10));
    check_false_alarms(crowd.session());
}

TEST_CASE("In an adaptive test too, one honest person in a hundred is pointed out by lz*") {
    for (const bool known : {true, false}) {
        Crowd crowd({.persons = 1000, .bank = 200, .length = 24, .seed = 6, .adaptive = true});
        if (!known) crowd.session().abilities = Abilities::None;
        crowd.session().seconds.clear();
        const auto findings = findings_of(crowd.session());
        INFO((known ? "known" : "estimated"));
        std::size_t at_one = 0;
        std::size_t at_ten = 0;
        for (const PersonFinding& finding : findings) {
            at_one += finding.p <= 0.01 ? 1U : 0U;
            at_ten += finding.p <= 0.1 ? 1U : 0U;
        }
        // Drawing other answers to the same items would point out 2 of 1,000, abilities estimated.
        CHECK(at_one >= 3);
        CHECK(at_one <= 22);
        CHECK(at_ten >= 70);
        CHECK(at_ten <= 135);
    }
}

TEST_CASE("Somebody who knew the hardest items is found by score, by time and by list") {
    Crowd crowd({.persons = 40, .seed = 3});
    crowd.session().abilities = Abilities::None;
    const auto known = crowd.hardest(12);
    const auto cheats = numbers(0, 20);
    for (const std::size_t person : cheats)
        crowd.knows(person, known, 0.8);
    name(crowd.session(), known);

    const auto findings = findings_of(crowd.session());

    CHECK(Crowd::rate(findings, Statistic::LzStar, cheats) >= 0.7);
    CHECK(Crowd::rate(findings, Statistic::RapidAnswers, cheats) >= 0.7);
    CHECK(Crowd::rate(findings, Statistic::NamedItems, cheats) >= 0.95);
}

TEST_CASE("Somebody who did not read a quarter of the items is found by times and scores") {
    Crowd crowd({.persons = 60, .seed = 4});
    const auto hasty = numbers(0, 20);
    for (const std::size_t person : hasty)
        crowd.guesses(person, numbers(person % 20, 8), 2.0);

    const auto findings = findings_of(crowd.session());

    CHECK(Crowd::rate(findings, Statistic::RapidAnswers, hasty) >= 0.7);
}

TEST_CASE("Without times and lists only answers are tested, and fewer than eight are not") {
    Crowd crowd({.persons = 3});
    crowd.session().seconds.clear();
    for (std::size_t item = 7; item < 32; ++item)
        crowd.session().answers[32 + item] = kNoAnswer;

    const auto findings = findings_of(crowd.session());

    REQUIRE(findings.size() == 3);
    CHECK(findings[0].state != State::CouldNotTell);
    CHECK(findings[1].state == State::CouldNotTell);
    CHECK(!findings[1].p);
    CHECK(findings[1].n == 7);
}

TEST_CASE("A finding is the same whoever else is tested") {
    Crowd crowd({.persons = 20});
    Session alone = crowd.session();
    constexpr std::size_t kCells = 320;  // 10 people x 32 items
    alone.persons = 10;
    alone.answers.resize(kCells);
    alone.alternatives.resize(kCells);
    alone.seconds.resize(kCells);
    alone.thetas.resize(10);
    alone.abilities = Abilities::None;
    crowd.session().abilities = Abilities::None;

    const auto all = findings_of(crowd.session());
    const auto some = findings_of(alone);

    for (std::size_t n = 0; n < some.size(); ++n)
        CHECK(some[n].p == all[n].p);
}

}  // namespace probant::engine::forensics
