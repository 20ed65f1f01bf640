// SPDX-License-Identifier: EUPL-1.2
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <string_view>

#include <catch2/catch.hpp>

#include "tests/support/simulated_room.h"
#include "tests/support/small_bank.h"
#include "tests/support/violation.h"

namespace probant::support {
namespace {

constexpr std::uint64_t kFirstSeed = 1;

/// Days of a debug build that two slow cores live in well under 40 seconds.
constexpr std::uint64_t kSeedsByDefault = 12;

std::uint64_t number_from(const char* variable, std::uint64_t otherwise) {
    const char* text = std::getenv(variable);  // NOLINT(concurrency-mt-unsafe): one thread
    return text == nullptr ? otherwise : std::stoull(text);
}

const engine::Content& bank_named(std::string_view name) {
    static const auto trials = make_small_content({.pretests = true, .access = true});
    static const auto watched = make_small_content({.camera = true, .access = true});
    if (name == "trials") return trials;
    if (name == "watched") return watched;
    return name == "tiny" ? tiny_content() : small_content();
}

/// Long days and short ones, in which somebody has not come; few people where the bank is tiny, so
/// that they get to the end of it.
DayShape shape_of(std::string_view bank, std::uint64_t seed) {
    if (bank == "tiny") return {.candidates = 2 + seed % 2, .batches = 130};
    return {.candidates = 3 + seed % 5, .batches = seed % 5 == 0 ? 6U : 150U};
}

/// Lives one day; a broken promise fails the test with the line to add to seeds.txt.
DayCounts live_one(std::string_view bank, std::uint64_t seed) {
    INFO("seed: " << bank << " " << seed);
    SimulatedRoom room(bank_named(bank), seed, shape_of(bank, seed));
    try {
        room.live();
    } catch (const Violation& violation) {
        FAIL("broken promise: " << violation.what() << " (entry " << room.loop().disk().size()
                                << ")");
    }
    SUCCEED();
    return room.counts();
}

DayCounts live_many(std::string_view bank, std::uint64_t seeds) {
    DayCounts all;
    if (const auto one = number_from("SEED", 0); one != 0) return live_one(bank, one);
    for (auto seed = kFirstSeed; seed < kFirstSeed + seeds; ++seed)
        all.add(live_one(bank, seed));
    return all;
}

TEST_CASE("A room of chance and faults keeps every promise") {
    live_many("small", number_from("SIM_SEEDS", kSeedsByDefault));
}

TEST_CASE("A room whose bank runs dry keeps every promise") {
    live_many("tiny", number_from("SIM_SEEDS", kSeedsByDefault) / 4 + 1);
}

TEST_CASE("A room with questions on trial keeps every promise") {
    live_many("trials", number_from("SIM_SEEDS", kSeedsByDefault) / 2);
}

TEST_CASE("A room with cameras keeps every promise") {
    live_many("watched", number_from("SIM_SEEDS", kSeedsByDefault) / 2);
}

TEST_CASE("Seeds that failed once stay mended") {
    std::ifstream file(PROBANT_SEEDS_FILE);
    REQUIRE(file);
    for (std::string line; std::getline(file, line);) {
        if (line.empty() || line.starts_with('#')) continue;
        std::istringstream words(line);
        std::string bank;
        std::uint64_t seed = 0;
        REQUIRE(words >> bank >> seed);
        live_one(bank, seed);
    }
    SUCCEED("no seed is left to run");
}

TEST_CASE("The same seed lives the same day, to the byte") {
    SimulatedRoom one(small_content(), 42);
    SimulatedRoom other(small_content(), 42);
    one.live();
    other.live();

    CHECK(one.loop().disk() == other.loop().disk());
}

TEST_CASE("The simulation meets each event and each refusal of a camera") {
    DayCounts counts;
    for (std::uint64_t seed = 1; seed <= 6; ++seed)
        counts.add(live_one("watched", seed));

    for (const auto* kind : {"CameraAlertRaised",
                             "CameraAlertFollowed",
                             "CameraAlertAnswered",
                             "StillDropped",
                             "RuleMuted",
                             "RuleUnmuted",
                             "MinuteKept"}) {
        INFO(kind);
        CHECK(counts.events[kind] > 0);
    }
    using enum engine::Refusal;
    for (const auto refusal : {AlertKnown,
                               AlertDoesNotFit,
                               MinuteKnown,
                               CameraNotOrdered,
                               RuleIsMuted,
                               RuleNotMuted,
                               NotOfCamera,
                               SameAnswer,
                               NotStarted}) {
        INFO(engine::name_of(refusal));
        CHECK(counts.refusals[refusal] > 0);
    }
}

TEST_CASE("The simulation meets each event and each fault it is there for") {
    DayCounts counts;
    for (std::uint64_t seed = 1; seed <= 8; ++seed)
        counts.add(live_one("small", seed));
    for (std::uint64_t seed = 1; seed <= 8; ++seed)
        counts.add(live_one("tiny", seed));

    CHECK(counts.restarts > 0);
    CHECK(counts.answered_before > 0);
    CHECK(counts.unknown > 0);
    for (const auto* kind :
         {"AnswerSaved",     "LateAnswerKept", "QuestionReported",  "QuestionSetAside",
          "ReportDismissed", "PauseBegan",     "PauseEnded",        "RoomPauseBegan",
          "RoomPauseEnded",  "TimeGiven",      "SittingEnded",      "UnfinishedExplained",
          "ItemImputed",     "SittingScored",  "CandidateAbsent",   "AlertOpened",
          "AlertTaken",      "AlertResolved",  "SessionClosed",     "Ticked",
          "CentreRestarted", "CodeRearmed",    "MovedElsewhere",    "CandidateSignedIn",
          "PresenceUndone",  "RankGivenUp",    "PresenceConfirmed", "CandidateAuthorised"}) {
        INFO(kind);
        CHECK(counts.events[kind] > 0);
    }
    using enum engine::Refusal;
    for (const auto refusal :
         {NotAllowed,         IdReused,        AlreadyOpen,   AlreadyCreated,  SittingPaused,
          SittingEnded,       TooLate,         WrongDraw,     AlreadyPaused,   ReasonMissing,
          UnknownCandidate,   AlreadyAnswered, CodeUsed,      TooManyReports,  TimeOutOfRange,
          ResponseDoesNotFit, RoomPaused,      RoomNotPaused, SessionIsClosed, AlertClosed}) {
        INFO(engine::name_of(refusal));
        CHECK(counts.refusals[refusal] > 0);
    }
}

}  // namespace
}  // namespace probant::support
