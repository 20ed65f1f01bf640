// SPDX-License-Identifier: EUPL-1.2
#include "candidate/integrity/clock_watch.h"

#include <catch2/catch.hpp>

namespace probant::candidate::integrity {
namespace {

using engine::SignState;

constexpr std::int64_t kCentre = 1'800'000'000'000;

// An answer each two seconds, of a station that is so much ahead.
ClockWatch heard_from(std::int64_t ahead_ms, int answers, engine::Duration round_trip) {
    ClockWatch watch;
    for (int at = 0; at < answers; ++at) {
        const std::int64_t boot = std::int64_t{2000} * at;
        watch.heard({.boot_ms = boot,
                     .wall_ms = kCentre + boot + round_trip.count() / 2 + ahead_ms,
                     .server_ms = kCentre + boot,
                     .round_trip = round_trip});
    }
    return watch;
}

constexpr engine::Duration kQuick{20};

}  // namespace

TEST_CASE("Two seconds ahead or behind are nothing to check, more is") {
    CHECK(heard_from(2000, 3, kQuick).judge(6000).state == SignState::Ok);
    CHECK(heard_from(-2000, 3, kQuick).judge(6000).state == SignState::Ok);
    CHECK(heard_from(2001, 3, kQuick).judge(6000).state == SignState::ToCheck);
    CHECK(heard_from(-2001, 3, kQuick).judge(6000).state == SignState::ToCheck);
}

TEST_CASE("The evidence says by how much, and whether ahead or behind") {
    CHECK(heard_from(3240, 3, kQuick).judge(6000).evidence == "+3.2 s");
    CHECK(heard_from(-61'000, 3, kQuick).judge(6000).evidence == "-61.0 s");
    CHECK(heard_from(4, 3, kQuick).judge(6000).evidence == "+0.0 s");
}

TEST_CASE("Half of the time that an answer took is taken off") {
    CHECK(heard_from(0, 3, engine::Duration{1800}).ahead(6000) == engine::Duration{0});
}

TEST_CASE("Two answers are too few to tell") {
    CHECK(heard_from(9000, 2, kQuick).judge(6000).state == SignState::CouldNotTell);
}

TEST_CASE("An answer that took longer than the drift allowed says nothing") {
    CHECK(heard_from(9000, 5, engine::Duration{2001}).judge(6000).state == SignState::CouldNotTell);
}

TEST_CASE("One answer far off among many changes nothing") {
    ClockWatch watch = heard_from(0, 4, kQuick);
    watch.heard(
        {.boot_ms = 8000, .wall_ms = kCentre, .server_ms = kCentre - 60'000, .round_trip = kQuick});

    CHECK(watch.judge(8000).state == SignState::Ok);
}

TEST_CASE("A clock that was set right is right once most of the last answers say so") {
    ClockWatch watch = heard_from(9000, 9, kQuick);
    for (int at = 0; at < 5; ++at) {
        const std::int64_t boot = 20'000 + std::int64_t{2000} * at;
        watch.heard({.boot_ms = boot,
                     .wall_ms = kCentre + boot,
                     .server_ms = kCentre + boot,
                     .round_trip = engine::Duration{0}});
    }

    CHECK(watch.judge(28'000).state == SignState::Ok);
}

TEST_CASE("Answers of before the centre went away tell nothing of now") {
    const ClockWatch watch = heard_from(9000, 9, kQuick);

    CHECK(watch.judge(16'000).state == SignState::ToCheck);
    CHECK(watch.judge(16'000 + kAnswerLives.count()).state == SignState::CouldNotTell);
}

}  // namespace probant::candidate::integrity
