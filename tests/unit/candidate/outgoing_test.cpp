// SPDX-License-Identifier: EUPL-1.2
#include "candidate/link/outgoing.h"

#include <chrono>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "crypto/canonical_json.h"
#include "crypto/labelled_signature.h"

namespace {

using namespace probant;
using namespace probant::candidate;
using namespace std::chrono_literals;
using engine::Duration;

engine::CandidateId candidate_numbered(std::uint8_t number) {
    engine::CandidateId candidate;
    candidate.uuid.bytes.back() = number;
    return candidate;
}

/// One ten seconds of an opening, with two samples.
engine::ObservationBatch batch_at(std::uint32_t opening, Duration at) {
    engine::ObservationBatch batch{.opening = opening, .observations = {}};
    for (const auto offset : {0ms, 500ms}) {
        engine::Observation one;
        one.at = at + offset;
        one.sequence = static_cast<std::uint64_t>(one.at.count()) + 1;
        batch.observations.push_back(one);
    }
    return batch;
}

engine::AlertChange change(engine::AlertStep step, std::uint32_t number) {
    engine::AlertChange one{.step = step, .alert = {}};
    one.alert.number = number;
    one.alert.opening = 3;
    one.alert.rule = engine::ProctoringRule::Covered;
    one.alert.start = 1000ms;
    one.alert.end = 3000ms;
    one.alert.evidence = {{.name = "light", .value = 3}};
    one.alert.still = {.sequence = 9, .at = 2000ms};
    return one;
}

/// A station that was made for one test.
struct Station {
    Station() : outgoing(key, [this] { return numbered(); }) {}

    Uuid numbered() {
        Uuid id;
        id.bytes.back() = ++ids;
        return id;
    }

    void watch(const engine::CandidateId& who, std::uint32_t opening, Duration from, Duration to) {
        for (auto at = from; at < to; at += 10s)
            outgoing.add(since_start += 10s, who, batch_at(opening, at));
    }

    json::Value letter() {
        const auto* next = outgoing.next();
        REQUIRE(next != nullptr);
        auto read = json::read(next->body);
        REQUIRE(read);
        return std::move(read).value();
    }

    crypto::KeyPair key = crypto::KeyPair::generate();
    std::uint8_t ids{};
    Duration since_start{};
    Outgoing outgoing;
};

std::int64_t number_in(const json::Value& value, std::string_view name) {
    return *value.member(name)->integer();
}

}  // namespace

TEST_CASE("A minute is sent once nothing more can come into it") {
    Station station;
    station.watch(candidate_numbered(1), 3, 0s, 60s);
    CHECK(station.outgoing.next() == nullptr);
    CHECK(station.outgoing.waiting() == Waiting{});

    station.watch(candidate_numbered(1), 3, 60s, 70s);

    const auto minute = station.letter();
    CHECK(number_in(minute, "minute") == 0);
    CHECK(minute.member("batches")->array()->size() == 6);
    CHECK(station.outgoing.waiting() == Waiting{.minutes = 1, .stills = 0});
    station.outgoing.settle();
    CHECK(station.outgoing.next() == nullptr);

    station.outgoing.close();

    CHECK(number_in(station.letter(), "minute") == 1);
}

TEST_CASE("A minute carries the signature of its digest by the session key") {
    Station station;
    const auto who = candidate_numbered(1);
    station.watch(who, 3, 0s, 20s);
    station.outgoing.close();

    const auto minute = station.letter();

    std::vector<Bytes> batches;
    for (const auto& one : *minute.member("batches")->array())
        batches.push_back(*from_base64(*one.text()));
    REQUIRE(batches.size() == 2);
    CHECK(engine::read_batch(batches.front()).value() == batch_at(3, 0s));
    const auto signature = from_base64(*minute.member("signature")->text());
    REQUIRE(signature);
    CHECK(crypto::verify_labelled("probant.station.minute.v1",
                                  engine::digest_of_minute(who, 3, 0, batches).bytes,
                                  *signature,
                                  station.key.public_key()));
    CHECK(*minute.member("candidate")->text() == who.text());
    CHECK(minute.member("gaps")->array()->empty());
}

TEST_CASE("A letter keeps its id and its bytes until it is settled") {
    Station station;
    station.watch(candidate_numbered(1), 3, 0s, 70s);
    const auto first = station.outgoing.next()->body;

    station.watch(candidate_numbered(1), 3, 70s, 200s);

    CHECK(station.outgoing.next()->body == first);
    station.outgoing.settle();
    CHECK(station.outgoing.next()->body != first);
}

TEST_CASE("An alert goes before the minutes, with the still that it opened with") {
    Station station;
    station.watch(candidate_numbered(1), 3, 0s, 70s);
    station.outgoing.add(candidate_numbered(1), change(engine::AlertStep::Opened, 1), {1, 2, 3});
    station.outgoing.add(candidate_numbered(1), change(engine::AlertStep::Closed, 1), {});
    CHECK(station.outgoing.waiting() == Waiting{.minutes = 1, .stills = 1});

    REQUIRE(station.outgoing.next()->target() == "/api/v1/station/alerts");
    const auto opened = station.letter();
    CHECK(*opened.member("step")->text() == "opened");
    CHECK(*opened.member("stillJpeg")->text() == to_base64(Bytes{1, 2, 3}));
    const auto& alert = *opened.member("alert");
    CHECK(number_in(alert, "number") == 1);
    CHECK(*alert.member("rule")->text() == "covered");
    CHECK(number_in(*alert.member("still"), "sequence") == 9);
    CHECK(number_in(alert.member("evidence")->array()->front(), "value") == 3);
    station.outgoing.settle();

    const auto closed = station.letter();
    CHECK(*closed.member("step")->text() == "closed");
    CHECK(closed.member("stillJpeg") == nullptr);
    station.outgoing.settle();
    CHECK(station.outgoing.next()->target() == "/api/v1/station/minutes");
}

TEST_CASE(
    "After ten minutes without the centre all is told, the alerts first, and a few stills went") {
    Station station;
    const auto who = candidate_numbered(1);
    for (std::uint32_t number = 1; number <= 23; ++number)
        station.outgoing.add(who, change(engine::AlertStep::Opened, number), Bytes(1000, 7));
    station.watch(who, 3, 0s, 10min);
    station.outgoing.close();
    CHECK(station.outgoing.waiting() == Waiting{.minutes = 10, .stills = 20});

    for (std::int64_t number = 1; number <= 23; ++number, station.outgoing.settle())
        CHECK(number_in(*station.letter().member("alert"), "number") == number);
    for (std::int64_t minute = 0; minute < 10; ++minute, station.outgoing.settle()) {
        const auto letter = station.letter();
        CHECK(number_in(letter, "minute") == minute);
        CHECK(letter.member("batches")->array()->size() == 6);
        CHECK(letter.member("gaps")->array()->empty());
    }
    CHECK(station.outgoing.next() == nullptr);
    CHECK(station.outgoing.alerts_lost() == 0);
}

TEST_CASE("After forty minutes without the centre twenty are there and a gap says what went") {
    Station station;
    station.watch(candidate_numbered(1), 3, 0s, 40min);
    station.outgoing.close();

    CHECK(station.outgoing.waiting().minutes <= 21);
    const auto oldest = station.letter();
    const auto first = number_in(oldest, "minute");
    CHECK(first >= 19);
    const auto& gaps = *oldest.member("gaps")->array();
    REQUIRE(gaps.size() == 1);
    CHECK(number_in(gaps.front(), "opening") == 3);
    CHECK(number_in(gaps.front(), "fromMs") == 0);
    constexpr std::int64_t kSamplesOfMinute = 12;
    CHECK(number_in(gaps.front(), "samples") >= kSamplesOfMinute * first);

    std::int64_t expected = first;
    for (; station.outgoing.next() != nullptr; station.outgoing.settle())
        CHECK(number_in(station.letter(), "minute") == expected++);
    CHECK(expected == 40);
    CHECK(station.outgoing.waiting() == Waiting{});
}

TEST_CASE("Of more than twenty stills the oldest go, and their alerts are told without") {
    Station station;
    for (std::uint32_t number = 1; number <= 25; ++number) {
        station.outgoing.add(
            candidate_numbered(1), change(engine::AlertStep::Opened, number), Bytes(1000, 7));
    }
    CHECK(station.outgoing.waiting().stills == engine::kBacklogStills);

    int with_still = 0;
    for (std::int64_t number = 1; number <= 25; ++number, station.outgoing.settle()) {
        const auto letter = station.letter();
        CHECK(number_in(*letter.member("alert"), "number") == number);
        if (letter.member("stillJpeg") != nullptr) ++with_still;
        CHECK((letter.member("stillJpeg") != nullptr) == (number > 5));
    }
    CHECK(with_still == 20);
    CHECK(station.outgoing.waiting().stills == 0);
}

TEST_CASE("Alerts that wait are bounded, and what was let go is counted") {
    Station station;
    for (std::uint32_t number = 1; number <= kAlertsWaitingMost + 3; ++number) {
        station.outgoing.add(
            candidate_numbered(1), change(engine::AlertStep::Opened, number), Bytes(10, 7));
    }

    CHECK(station.outgoing.alerts_lost() == 3);
    CHECK(number_in(*station.letter().member("alert"), "number") == 4);
}

TEST_CASE("Two candidates may have openings of one number, one after the other") {
    Station station;
    station.watch(candidate_numbered(1), 3, 0s, 80s);
    station.watch(candidate_numbered(2), 3, 0s, 20s);
    station.outgoing.close();

    std::vector<std::string> told;
    for (; station.outgoing.next() != nullptr; station.outgoing.settle()) {
        const auto letter = station.letter();
        CHECK(number_in(letter, "opening") == 3);
        const auto batch = from_base64(*letter.member("batches")->array()->front().text());
        CHECK(engine::read_batch(*batch).value().opening == 3);
        told.push_back(*letter.member("candidate")->text());
    }

    CHECK(told == std::vector{candidate_numbered(1).text(),
                              candidate_numbered(1).text(),
                              candidate_numbered(2).text()});
}

TEST_CASE("A gap is told beside the minutes of its own candidate") {
    Station station;
    station.watch(candidate_numbered(1), 3, 0s, 5min);
    station.outgoing.close();
    station.watch(candidate_numbered(2), 4, 0s, 22min);
    station.outgoing.close();

    const auto letter = station.letter();

    CHECK(*letter.member("candidate")->text() == candidate_numbered(2).text());
    for (const auto& gap : *letter.member("gaps")->array())
        CHECK(number_in(gap, "opening") == 4);
}
