// What a station is told at the end: the result of a training, nothing of a certification's.
//
// SPDX-License-Identifier: EUPL-1.2
#include <set>
#include <string>

#include <catch2/catch.hpp>

#include "center/api/wire.h"
#include "tests/support/builders.h"
#include "tests/support/loop_room.h"
#include "tests/support/small_bank.h"

namespace probant::center {
namespace {

using Names = std::set<std::string>;

/// The training, whose levels are told on a few answers.
std::shared_ptr<const engine::Content> telling_training() {
    auto content = support::training_content();
    content.rules.publication.sd_most_milli = 800;
    content.rules.publication.reliability_least_permille = 0;
    return std::make_shared<const engine::Content>(std::move(content));
}

/// One candidate of a session of this package.
struct Station {
    explicit Station(std::shared_ptr<const engine::Content> package) : content(std::move(package)) {
        rooms.start();
        room.start_everybody();
    }

    void answer_to_the_end() const {
        while (room.next_answer(0))
            REQUIRE(support::is_done(room.answer(0)));
    }

    void does(const engine::Command& command) const {
        REQUIRE(support::is_done(room.ask(command)));
    }

    [[nodiscard]] json::Value told(engine::Language language = engine::Language::French) const {
        const auto view = room.view();
        return candidate_state(*view,
                               room.candidate(*view, 0),
                               /*camera=*/std::nullopt,
                               language,
                               {.boot_ms = clock.boot_ms(), .wall_ms = clock.wall_ms()});
    }

    support::TemporaryFolder folder{};
    support::MovedClock clock{};
    std::shared_ptr<const engine::Content> content;
    RoomLoop rooms{{.sessions = folder.path(), .content = content, .clock = &clock}};
    support::LoopRoom room{rooms, 1, 1, content};
};

Names members_of(const json::Value& value) {
    Names names;
    for (const auto& [name, member] : *value.object())
        names.insert(name);
    return names;
}

const engine::HandIn kHandIn{support::candidate_id(0)};
const Names kStateMembers{"camera",
                          "candidate",
                          "durationMs",
                          "ended",
                          "held",
                          "help",
                          "length",
                          "pausedBy",
                          "phase",
                          "present",
                          "pretests",
                          "question",
                          "readOnly",
                          "remainingMs",
                          "reportsLeft",
                          "serverTime",
                          "session",
                          "training",
                          "version"};

TEST_CASE("A training that goes on, every question answered, is not told its result") {
    const Station station(telling_training());
    station.answer_to_the_end();

    CHECK(station.told().member("training")->is_null());
}

TEST_CASE("A training that was handed in is told the level of its competence, between which") {
    const Station station(telling_training());
    station.answer_to_the_end();
    station.does(kHandIn);

    const auto told = station.told();

    const auto& training = *told.member("training");
    CHECK(*training.member("answers")->integer() == *told.member("held")->integer());
    CHECK(*training.member("stopped")->text() == "precision");
    REQUIRE(training.member("competences")->array()->size() == 1);
    const auto& one = training.member("competences")->array()->front();
    CHECK(*one.member("code")->text() == "1.1");
    CHECK(*one.member("enough")->boolean());
    const auto level = *one.member("level")->integer();
    CHECK(*one.member("low")->integer() <= level);
    CHECK(level <= *one.member("high")->integer());
}

TEST_CASE("The names of a training's competences are in the language that was asked for") {
    const Station station(telling_training());
    station.does(kHandIn);

    const auto name = [&station](engine::Language language) {
        const auto told = station.told(language);
        const auto& one = told.member("training")->member("competences")->array()->front();
        return *one.member("name")->text();
    };

    CHECK(name(engine::Language::French) == "Mener une recherche et une veille d’information");
    CHECK(name(engine::Language::English) == "Search for information and keep up with it");
}

TEST_CASE("A training ended after too few answers is told so, without a level") {
    const Station station(telling_training());
    REQUIRE(support::is_done(station.room.answer(0)));
    station.does(engine::EndSitting{.candidate = support::candidate_id(0),
                                    .reason = engine::UnfinishedReason::Technical});

    const auto told = station.told();

    CHECK(
        json::write(*told.member("training")) ==
        R"({"answers":1,"competences":[{"code":"1.1","enough":false,"high":null,"level":null,)"
        R"("low":null,"name":"Mener une recherche et une veille d’information"}],"stopped":null})");
}

TEST_CASE("The result of a training holds levels, and no ability, point, question or answer") {
    const Station station(telling_training());
    station.answer_to_the_end();
    station.does(kHandIn);

    const auto told = station.told();

    const auto& training = *told.member("training");
    CHECK(members_of(told) == kStateMembers);
    CHECK(members_of(training) == Names{"answers", "competences", "stopped"});
    CHECK(members_of(training.member("competences")->array()->front()) ==
          Names{"code", "enough", "high", "level", "low", "name"});
}

TEST_CASE("A certification that ended, and then was scored, is never told anything of its score") {
    const Station station(support::room_content());
    station.answer_to_the_end();
    station.does(kHandIn);
    for (const bool closed : {false, true}) {
        if (closed) station.does(engine::CloseSession{});
        const auto view = station.room.view();
        CHECK(station.room.candidate(*view, 0).result.has_value() == closed);

        const auto told = station.told();

        CHECK(told.member("training")->is_null());
        CHECK(members_of(told) == kStateMembers);
    }
}

}  // namespace
}  // namespace probant::center
