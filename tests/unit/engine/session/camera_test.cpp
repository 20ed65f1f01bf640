// SPDX-License-Identifier: EUPL-1.2
#include <catch2/catch.hpp>

#include "tests/support/builders.h"
#include "tests/support/small_bank.h"

namespace probant::engine {
namespace {

using namespace std::chrono_literals;
using support::candidate_id;
using support::TestRoom;
using support::watched_content;

constexpr CandidateId kNobody{};

TestRoom a_watched_sitting(std::size_t candidates = 1) {
    TestRoom room(watched_content());
    room.created_with_camera(candidates).opened().signed_in().present().authorised().started();
    return room;
}

ProctoringAlert an_alert(std::uint32_t number = 1, ProctoringRule rule = ProctoringRule::Covered) {
    return {.number = number,
            .opening = 0,
            .rule = rule,
            .state = ProctoringState::ToCheck,
            .start = 1s,
            .end = 3s,
            .evidence = {{.name = "light", .value = 3}},
            .still = {.sequence = 6, .at = 3s}};
}

RaiseAlert raised(std::uint32_t number = 1, ProctoringRule rule = ProctoringRule::Covered) {
    return {.candidate = candidate_id(0),
            .raised = an_alert(number, rule),
            .still = crypto::sha256("still " + std::to_string(number))};
}

KeepMinute a_minute(std::uint32_t opening, std::uint32_t minute) {
    return {.candidate = candidate_id(0),
            .opening = opening,
            .minute = minute,
            .batches = 6,
            .digest = crypto::sha256("minute"),
            .gaps = {}};
}

const CameraAlert& camera_of(const TestRoom& room, std::uint32_t alert) {
    const auto& camera = room.room().alerts.at(alert - 1).camera;
    REQUIRE(camera.has_value());
    return *camera;
}

TEST_CASE("A session has a camera only where its package orders one") {
    TestRoom room(support::small_content());
    auto creation = support::a_creation(support::small_content(), 1);
    creation.camera = true;

    CHECK(room.refusal_of(creation) == Refusal::CameraNotOrdered);
}

TEST_CASE("A package that orders a camera watches nobody until a session asks for it") {
    TestRoom room(watched_content());
    room.created(1).opened().signed_in().present().authorised().started();

    CHECK(rules_watching(room.room(), room.candidate(), watched_content()).empty());
    CHECK(room.refusal_of(raised()) == Refusal::CameraNotOrdered);
    CHECK(room.refusal_of(a_minute(0, 0)) == Refusal::CameraNotOrdered);
}

TEST_CASE("Who works with a screen reader is not told to look at the screen") {
    TestRoom room(watched_content());
    auto creation = support::a_creation(watched_content(), 2);
    creation.camera = true;
    creation.enrolments[0].needs = AccessNeeds{AccessNeed::ScreenReader};
    creation.enrolments[1].needs = AccessNeeds{AccessNeed::LowVision};
    room.having(creation);

    for (const std::size_t place : {0U, 1U}) {
        const auto rules = rules_watching(room.room(), room.candidate(place), watched_content());
        CHECK_FALSE(rules.has(ProctoringRule::LookingAway));
        CHECK(rules.has(ProctoringRule::ExtraFace));
    }
}

TEST_CASE("Who is accompanied has no other face held against them") {
    TestRoom room(watched_content());
    auto creation = support::a_creation(watched_content(), 1);
    creation.camera = true;
    creation.enrolments[0].companion = true;
    room.having(creation).opened().signed_in().present().authorised().started();

    CHECK(room.refusal_of(raised(1, ProctoringRule::ExtraFace)) == Refusal::CameraNotOrdered);
    CHECK_FALSE(room.refusal_of(raised(1, ProctoringRule::Covered)).has_value());
}

TEST_CASE("What a camera raises waits for a person, and pauses nobody") {
    auto room = a_watched_sitting();
    room.having(raised());

    const auto& alert = room.room().alerts.at(0);
    CHECK(alert.kind == AlertKind::Camera);
    CHECK_FALSE(alert.resolved);
    CHECK(camera_of(room, 1).raised == an_alert());
    CHECK(std::holds_alternative<Running>(room.sitting().phase));
}

TEST_CASE("A camera speaks of a sitting that has begun, even once it is over") {
    TestRoom before(watched_content());
    before.created_with_camera(1).opened().signed_in().present().authorised();
    CHECK(before.refusal_of(raised()) == Refusal::NotStarted);

    auto after = a_watched_sitting();
    after.having(HandIn{candidate_id(0)});
    CHECK_FALSE(after.refusal_of(raised()).has_value());
}

TEST_CASE("The same alert of the same opening is raised once") {
    auto room = a_watched_sitting();
    room.having(raised());

    CHECK(room.refusal_of(raised()) == Refusal::AlertKnown);
    CHECK_FALSE(room.refusal_of(raised(2)).has_value());
}

TEST_CASE("An alert goes on as itself: another rule, beginning or picture is another alert") {
    auto room = a_watched_sitting();
    room.having(raised());
    const auto followed = [](auto change) {
        FollowAlert follow{.candidate = candidate_id(0), .raised = an_alert(), .over = true};
        follow.raised.end = 8s;
        change(follow.raised);
        return follow;
    };

    CHECK(room.refusal_of(followed([](auto& one) { one.rule = ProctoringRule::Frozen; })) ==
          Refusal::AlertDoesNotFit);
    CHECK(room.refusal_of(followed([](auto& one) { one.start = 2s; })) == Refusal::AlertDoesNotFit);
    CHECK(room.refusal_of(followed([](auto& one) { one.still.sequence = 7; })) ==
          Refusal::AlertDoesNotFit);
    CHECK(room.refusal_of(followed([](auto& one) { one.end = 2s; })) == Refusal::AlertDoesNotFit);
    CHECK(room.refusal_of(followed([](auto& one) { one.number = 2; })) == Refusal::UnknownAlert);
    room.having(followed([](auto&) {}));
    CHECK(camera_of(room, 1).over);
    CHECK(camera_of(room, 1).raised.end == 8s);
}

TEST_CASE("An alert that no watch could have raised is refused") {
    auto room = a_watched_sitting();
    const auto refused = [&](auto change) {
        auto one = raised();
        change(one.raised);
        return room.refusal_of(one) == Refusal::AlertDoesNotFit;
    };

    CHECK(refused([](auto& one) { one.number = 0; }));
    CHECK(refused([](auto& one) { one.end = 500ms; }));
    CHECK(refused([](auto& one) { one.start = -1ms; }));
    CHECK(refused([](auto& one) { one.opening = kOpeningsMost; }));
    CHECK(refused([](auto& one) { one.evidence.assign(9, {.name = "light", .value = 1}); }));
    CHECK(refused([](auto& one) { one.evidence.front().name = "<b>"; }));
}

TEST_CASE("Nothing to report resolves the alert and drops its picture in one breath") {
    auto room = a_watched_sitting();
    room.having(raised()).having(AnswerAlert{{1}, AlertAnswer::Nothing, {}});

    CHECK(room.room().alerts.at(0).resolved);
    CHECK(camera_of(room, 1).answer == AlertAnswer::Nothing);
    CHECK_FALSE(camera_of(room, 1).still.has_value());
    CHECK(camera_of(room, 1).still_dropped);
}

TEST_CASE("A note or an act keeps the picture") {
    for (const auto answer : {AlertAnswer::Note, AlertAnswer::Act}) {
        auto room = a_watched_sitting();
        room.having(raised()).having(AnswerAlert{{1}, answer, {}});

        CHECK(room.room().alerts.at(0).resolved);
        CHECK(camera_of(room, 1).still.has_value());
    }
}

TEST_CASE("An answer is corrected by another, and repeated by none") {
    auto room = a_watched_sitting();
    room.having(raised()).having(AnswerAlert{{1}, AlertAnswer::Act, {}});

    CHECK(room.refusal_of(AnswerAlert{{1}, AlertAnswer::Act, {}}) == Refusal::SameAnswer);
    room.having(AnswerAlert{{1}, AlertAnswer::Nothing, {}});
    CHECK(camera_of(room, 1).answer == AlertAnswer::Nothing);
    CHECK(room.room().mutes.of(ProctoringRule::Covered).answers ==
          std::array<std::uint32_t, 3>{1, 0, 0});
}

TEST_CASE("An alert of a camera is answered, a call for help is resolved") {
    auto room = a_watched_sitting();
    room.having(raised()).having(CallForHelp{candidate_id(0)});

    CHECK(room.refusal_of(ResolveAlert{{1}, {}}) == Refusal::AnswerInstead);
    CHECK(room.refusal_of(AnswerAlert{{2}, AlertAnswer::Nothing, {}}) == Refusal::NotOfCamera);
    CHECK(room.refusal_of(AnswerAlert{{3}, AlertAnswer::Nothing, {}}) == Refusal::UnknownAlert);
    CHECK(room.refusal_of(AnswerAlert{{0}, AlertAnswer::Nothing, {}}) == Refusal::UnknownAlert);
}

TEST_CASE("What a camera asked stays open when the sitting ends, and not when the session closes") {
    auto room = a_watched_sitting();
    room.having(raised()).having(CallForHelp{candidate_id(0)});
    room.having(EndSitting{candidate_id(0), UnfinishedReason::Technical, {}});
    CHECK_FALSE(room.room().alerts.at(0).resolved);
    CHECK(room.room().alerts.at(1).resolved);

    room.having(CloseSession{});
    CHECK(room.room().alerts.at(0).resolved);
}

TEST_CASE("A rule that is mostly dismissed falls silent, is told so, and speaks again in one act") {
    auto room = a_watched_sitting();
    for (std::uint32_t number = 1; number <= kMuteAlerts; ++number) {
        room.having(raised(number, ProctoringRule::FaceAbsent));
        room.having(AnswerAlert{{number}, AlertAnswer::Nothing, {}});
    }

    CHECK(room.room().mutes.of(ProctoringRule::FaceAbsent).muted);
    CHECK(room.refusal_of(raised(11, ProctoringRule::FaceAbsent)) == Refusal::RuleIsMuted);
    CHECK_FALSE(room.refusal_of(raised(12, ProctoringRule::ExtraFace)).has_value());
    room.having(UnmuteRule{ProctoringRule::FaceAbsent});
    CHECK_FALSE(room.refusal_of(raised(13, ProctoringRule::FaceAbsent)).has_value());
    CHECK(room.refusal_of(UnmuteRule{ProctoringRule::FaceAbsent}) == Refusal::RuleNotMuted);
}

TEST_CASE("An alert raised before its rule spoke again is answered, and mutes nothing any more") {
    auto room = a_watched_sitting();
    for (std::uint32_t number = 1; number <= kMuteAlerts; ++number)
        room.having(raised(number, ProctoringRule::FaceAbsent));
    for (std::uint32_t number = 1; number <= 8; ++number)
        room.having(AnswerAlert{{number}, AlertAnswer::Nothing, {}});
    REQUIRE(room.room().mutes.of(ProctoringRule::FaceAbsent).muted);
    room.having(UnmuteRule{ProctoringRule::FaceAbsent});
    for (std::uint32_t number = 11; number <= 20; ++number)
        room.having(raised(number, ProctoringRule::FaceAbsent));
    for (std::uint32_t number = 11; number <= 17; ++number)
        room.having(AnswerAlert{{number}, AlertAnswer::Nothing, {}});

    room.having(AnswerAlert{{9}, AlertAnswer::Nothing, {}});
    CHECK_FALSE(room.room().mutes.of(ProctoringRule::FaceAbsent).muted);
    room.having(AnswerAlert{{18}, AlertAnswer::Nothing, {}});
    CHECK(room.room().mutes.of(ProctoringRule::FaceAbsent).muted);
}

TEST_CASE("Minutes are kept in order, an older opening's before a younger one's") {
    auto room = a_watched_sitting();
    room.having(a_minute(0, 0)).having(a_minute(0, 2));

    CHECK(room.refusal_of(a_minute(0, 2)) == Refusal::MinuteKnown);
    CHECK(room.refusal_of(a_minute(0, 1)) == Refusal::MinuteKnown);
    room.having(a_minute(1, 0));
    CHECK(room.refusal_of(a_minute(0, 3)) == Refusal::MinuteKnown);
    CHECK(room.candidate().camera.next_opening == 2);
}

TEST_CASE("An alert that is told at once keeps no older minute from arriving") {
    auto room = a_watched_sitting();
    auto late = raised();
    late.raised.opening = 3;
    room.having(late);

    CHECK(room.candidate().camera.next_opening == 4);
    CHECK_FALSE(room.refusal_of(a_minute(2, 0)).has_value());
}

TEST_CASE("A minute says how much, and what was lost before it") {
    auto room = a_watched_sitting();
    const auto refused = [&](auto change) {
        auto minute = a_minute(0, 0);
        change(minute);
        return room.refusal_of(minute) == Refusal::AlertDoesNotFit;
    };
    const ObservationGap gap{.opening = 0, .from = 1s, .to = 2s, .samples = 2};

    CHECK(refused([](auto& one) { one.batches = 0; }));
    CHECK(refused([](auto& one) { one.batches = 31; }));
    CHECK(refused([](auto& one) { one.minute = 1440; }));
    CHECK(refused([&](auto& one) { one.gaps.assign(65, gap); }));
    CHECK(refused(
        [&](auto& one) { one.gaps = {{.opening = 0, .from = 2s, .to = 1s, .samples = 1}}; }));
    auto whole = a_minute(0, 0);
    whole.gaps = {gap};
    CHECK_FALSE(room.refusal_of(whole).has_value());
}

TEST_CASE("A camera speaks of people of this session alone") {
    auto room = a_watched_sitting();
    auto stranger = raised();
    stranger.candidate = kNobody;

    CHECK(room.refusal_of(stranger) == Refusal::UnknownCandidate);
}

TEST_CASE("A broken camera is stopped before it fills the journal") {
    auto room = a_watched_sitting();
    for (std::uint32_t number = 1; number <= kCameraAlertsMax; ++number)
        room.having(raised(number));

    CHECK(room.refusal_of(raised(kCameraAlertsMax + 1)) == Refusal::TooManyAlerts);
}

TEST_CASE("The order of a package reads back as it was written") {
    const auto& order = watched_content().rules.proctoring;
    REQUIRE(order.has_value());
    CHECK(order->rules.has(ProctoringRule::Covered));
    CHECK_FALSE(order->rules.has(ProctoringRule::Object));
    CHECK_FALSE(order->identity);
    CHECK(order->retention_days == kRetentionDays);
}

}  // namespace
}  // namespace probant::engine
