// SPDX-License-Identifier: EUPL-1.2
#include "engine/proctoring/watch.h"

#include <algorithm>

#include <catch2/catch.hpp>

#include "tests/unit/engine/proctoring/film.h"

namespace probant::engine {
namespace {

using film::Film;
using film::seconds;
using Changes = std::vector<AlertChange>;

void add(Changes& all, const Changes& some) {
    all.insert(all.end(), some.begin(), some.end());
}

Changes seen_by(Watch& watch, const Film& film) {
    Changes all;
    for (const auto& one : film.observations())
        add(all, watch.see(one));
    return all;
}

std::vector<AlertStep> steps(const Changes& changes) {
    std::vector<AlertStep> all;
    for (const auto& change : changes)
        all.push_back(change.step);
    return all;
}

Watch a_watch() {
    return Watch(ProctoringRules{}, RuleSet::all());
}

}  // namespace

TEST_CASE("An alert is opened when its time is over and closed a second after it ends") {
    auto watch = a_watch();
    Duration opened{};
    Duration closed{};
    const auto film = Film(60).nobody({20, 30});
    for (const auto& one : film.observations()) {
        for (const auto& change : watch.see(one)) {
            if (change.step == AlertStep::Opened) opened = one.at;
            if (change.step == AlertStep::Closed) closed = one.at;
        }
    }

    CHECK(opened >= seconds(25));
    CHECK(opened <= seconds(26.5));
    CHECK(closed >= seconds(30));
    CHECK(closed <= seconds(31.5));
}

TEST_CASE("What comes again within the cooldown opens the same alert again") {
    auto watch = a_watch();
    const auto changes = seen_by(watch, Film(120).nobody({20, 30}).nobody({45, 55}));

    CHECK(
        steps(changes) ==
        std::vector{AlertStep::Opened, AlertStep::Closed, AlertStep::Extended, AlertStep::Closed});
    CHECK(changes.front().alert.number == changes.back().alert.number);
    CHECK(changes.front().alert.start == changes.back().alert.start);
    CHECK(changes.front().alert.still == changes.back().alert.still);
}

TEST_CASE(
    "A pause closes what is open at its last sample and nothing is seen until the resumption") {
    auto watch = a_watch();
    const auto film = Film(40).nobody({20, 40});
    static_cast<void>(seen_by(watch, film));
    REQUIRE(watch.open_alerts().size() == 1);
    CHECK(watch.state_of(ProctoringRule::FaceAbsent) == ProctoringState::ToCheck);

    const auto closing = watch.pause();
    REQUIRE(closing.size() == 1);
    CHECK(closing.front().step == AlertStep::Closed);
    CHECK(closing.front().alert.end <= film.observations().back().at);
    CHECK(watch.state_of(ProctoringRule::FaceAbsent) == ProctoringState::CouldNotTell);
    CHECK(watch.states() == std::vector{SampleState::CouldNotTell});

    CHECK(seen_by(watch, Film(60).nobody({0, 60})).empty());
}

TEST_CASE("After a resumption the clock, the baseline and the alerts are new") {
    auto watch = a_watch();
    static_cast<void>(seen_by(watch, Film(40).nobody({20, 40})));
    static_cast<void>(watch.pause());
    watch.resume(1);

    CHECK(!watch.baseline());
    const auto changes = seen_by(watch, Film(60).turned({0, 60}, 400).nobody({30, 40}));
    REQUIRE(changes.size() == 2);
    CHECK(changes.front().alert.number == 2);
    CHECK(changes.front().alert.opening == 1);
    CHECK(changes.front().alert.rule == ProctoringRule::FaceAbsent);
}

TEST_CASE("Time that stands still or goes back, and sequences that do, change nothing") {
    auto film = Film(60).nobody({20, 24});
    auto again = film.observations();
    again.insert(again.end(), film.observations().begin(), film.observations().end());
    auto stuck = again.back();
    for (int count = 0; count < 100; ++count) {
        stuck.at += seconds(0.2);  // the same frame
        stuck.faces.clear();
        again.push_back(stuck);
    }

    auto watch = a_watch();
    Changes all;
    for (const auto& one : again)
        add(all, watch.see(one));
    CHECK(all.empty());
}

TEST_CASE("A gap of an hour ends what lasted before it and begins nothing") {
    auto watch = a_watch();
    auto all = seen_by(watch, Film(30).nobody({20, 30}));
    REQUIRE(all.size() == 1);
    auto after = Film(10, 5, 2);
    after.change({0, 10}, [](Observation& one) {
        one.at += seconds(3600);
        one.sequence += 1'000'000;
    });

    all = seen_by(watch, after);
    REQUIRE(all.size() == 1);
    CHECK(all.front().step == AlertStep::Closed);
    CHECK(all.front().alert.end < seconds(30));
}

TEST_CASE("A copy of a watch goes on as the watch itself") {
    const auto film = Film(120, 5, 9).moving().nobody({30, 40}).looped({60, 110}, 8);
    auto watch = a_watch();
    auto copy = a_watch();
    for (const auto& one : film.observations()) {
        const auto changes = watch.see(one);
        CHECK(copy.see(one) == changes);
        copy = watch;
    }
}

TEST_CASE("A rule that is off raises nothing and says that it could not tell") {
    Watch watch(ProctoringRules{}, {ProctoringRule::Covered});
    const auto changes =
        seen_by(watch, Film(120).nobody({20, 40}).somebody_else({50, 60}).covered({70, 80}));

    REQUIRE(changes.size() == 2);
    CHECK(changes.front().alert.rule == ProctoringRule::Covered);
    CHECK(watch.state_of(ProctoringRule::FaceAbsent) == ProctoringState::CouldNotTell);
    CHECK(watch.state_of(ProctoringRule::Covered) == ProctoringState::Ok);
}

TEST_CASE("While a picture is frozen or looped the sample's states say so") {
    auto watch = a_watch();
    static_cast<void>(seen_by(watch, Film(30, 2).still({15, 30})));

    CHECK(watch.states() == std::vector{SampleState::Frozen});
}

TEST_CASE("A still is at most half a minute old when its alert is raised") {
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
        const auto film = Film(300, 5, seed)
                              .moving()
                              .nobody({30, 40})
                              .somebody_else({50, 60})
                              .turned({70, 80}, 500)
                              .still({90, 100})
                              .unlike_enrolled({110, 170})
                              .object({180, 220}, ObjectLabel::Phone, 700)
                              .looped({230, 290}, 9);
        auto watch = a_watch();
        for (const auto& one : film.observations()) {
            for (const auto& change : watch.see(one)) {
                CHECK(change.alert.still.at >= change.alert.start);
                if (change.step == AlertStep::Opened)
                    CHECK(one.at - change.alert.still.at <= kStillReach);
            }
        }
    }
}

}  // namespace probant::engine
