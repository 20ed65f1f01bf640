// SPDX-License-Identifier: EUPL-1.2
#include "candidate/link/standing_order.h"

#include <string>

#include <catch2/catch.hpp>

#include "candidate/link/heartbeat.h"
#include "crypto/canonical_json.h"

namespace {

using namespace probant;
using namespace probant::candidate;
using engine::ProctoringRule;

constexpr const char* kCandidate = "018f2c4e-6b1a-7c3d-9e2f-0a1b2c3d4e5f";

std::string reply_with(const std::string& sitting) {
    return R"({"serverMs":1700000000000,"seat":12,"later":[1],"sitting":)" + sitting + "}";
}

std::string sitting_with(const std::string& state, const std::string& watch) {
    return R"({"candidate":")" + std::string(kCandidate) + R"(","state":")" + state +
           R"(","opening":4,"order":{"legal_basis":"x","rules":["covered"]},"watch":)" + watch +
           "}";
}

}  // namespace

TEST_CASE("A running sitting with a rule on wants the camera") {
    const auto reply =
        read_heartbeat_reply(reply_with(sitting_with("running", R"(["covered","looped"])")));

    REQUIRE(reply);
    CHECK(reply.value().server_ms == 1'700'000'000'000);
    CHECK(reply.value().seat == 12U);
    const auto& order = reply.value().order;
    CHECK(order.wants_camera());
    CHECK(order.candidate.text() == kCandidate);
    CHECK(order.opening == 4);
    CHECK(order.watch == engine::RuleSet{ProctoringRule::Covered, ProctoringRule::Looped});
}

TEST_CASE("No sitting, one that does not run, or one without a rule leaves the camera closed") {
    for (const auto& sitting : {std::string("null"),
                                sitting_with("waiting", R"(["covered"])"),
                                sitting_with("paused", R"(["covered"])"),
                                sitting_with("ended", R"(["covered"])"),
                                sitting_with("running", "[]")}) {
        INFO(sitting);
        const auto reply = read_heartbeat_reply(reply_with(sitting));
        REQUIRE(reply);
        CHECK_FALSE(reply.value().order.wants_camera());
    }
    CHECK_FALSE(StandingOrder{}.wants_camera());
}

TEST_CASE(
    "A picture of reference is taken when the centre says so, and goes when the sitting has "
    "ended") {
    const auto asked = [](const std::string& state, const std::string& take) {
        return read_heartbeat_reply(
            reply_with(R"({"candidate":")" + std::string(kCandidate) + R"(","state":")" + state +
                       R"(","opening":4,"takeReference":)" + take + R"(,"watch":[]})"));
    };
    const auto running = asked("running", "true");
    REQUIRE(running);
    CHECK(running.value().order.take_reference);
    CHECK_FALSE(running.value().order.ended);
    const auto ended = asked("ended", "false");
    REQUIRE(ended);
    CHECK_FALSE(ended.value().order.take_reference);
    CHECK(ended.value().order.ended);
    CHECK_FALSE(asked("running", "1"));
}

TEST_CASE("A rule that this station does not know is not watched") {
    const auto reply =
        read_heartbeat_reply(reply_with(sitting_with("running", R"(["mind_reading"])")));

    REQUIRE(reply);
    CHECK(reply.value().order.watch.empty());
}

TEST_CASE("A reply that cannot be read is no order") {
    const auto good = sitting_with("running", R"(["covered"])");
    for (const auto& wrong : {std::string("no json"),
                              std::string("[]"),
                              std::string(R"({"sitting":null})"),
                              std::string(R"({"serverMs":1})"),
                              std::string(R"({"serverMs":1.5,"sitting":null})"),
                              std::string(R"({"serverMs":1,"seat":-1,"sitting":null})"),
                              reply_with("{}"),
                              reply_with(sitting_with("resting", R"(["covered"])")),
                              reply_with(sitting_with("running", R"("covered")")),
                              reply_with(sitting_with("running", "[7]"))}) {
        INFO(wrong);
        CHECK_FALSE(read_heartbeat_reply(wrong));
    }
    REQUIRE(read_heartbeat_reply(reply_with(good)));
    const auto without_order = std::string(R"({"candidate":")") + kCandidate +
                               R"(","state":"running","opening":0,"watch":["covered"]})";
    CHECK_FALSE(read_heartbeat_reply(reply_with(without_order)));
}

TEST_CASE("A heartbeat says everything of the contract and no more") {
    const Heartbeat heartbeat{
        .sequence = 7,
        .boot_ms = 60'000,
        .wall_ms = 1'700'000'000'000,
        .eyes = {.camera = CameraState::Missing,
                 .watching = false,
                 .rates = {.presence = 2000, .pose = 1000, .identity = 0, .objects = 330},
                 .unavailable = {"objects"},
                 .lost_since_ms = 5},
        .waiting = {.minutes = 3, .stills = 2},
        .browser = BrowserState::Restarting,
        .signs = {{.sign = engine::StationSign::CameraLost,
                   .state = engine::SignState::ToCheck,
                   .since_ms = 5,
                   .evidence = "missing"},
                  {.sign = engine::StationSign::Process,
                   .state = engine::SignState::Ok,
                   .since_ms = 0,
                   .evidence = {}}}};

    CHECK(body_of(heartbeat) ==
          R"({"bootMs":60000,"browser":"restarting","camera":"missing",)"
          R"("rates":{"identity":0,"objects":330,"pose":1000,"presence":2000},"sequence":7,)"
          R"("signs":[{"evidence":"missing","sign":"camera_lost","sinceMs":5,"state":"to_check"}],)"
          R"("unavailable":["objects"],"waiting":{"minutes":3,"stills":2},)"
          R"("wallMs":1700000000000,"watching":false})");
}

TEST_CASE("A heartbeat names the candidate whose picture of reference is held, and nothing of it") {
    Heartbeat heartbeat;
    CHECK(body_of(heartbeat).find("reference") == std::string::npos);
    heartbeat.eyes.reference = engine::CandidateId::parse(kCandidate);
    const auto read = json::read(body_of(heartbeat));
    REQUIRE(read);
    CHECK(*read.value().member("reference")->text() == kCandidate);
}

TEST_CASE("Evidence is cut to its limit between two characters, and no text is left out") {
    Heartbeat heartbeat;
    heartbeat.signs = {{.sign = engine::StationSign::Process,
                        .state = engine::SignState::ToCheck,
                        .since_ms = 1,
                        .evidence = std::string(199, 'x') + "éé"},
                       {.sign = engine::StationSign::UsbStorage,
                        .state = engine::SignState::ToCheck,
                        .since_ms = 1,
                        .evidence = "\xff"}};

    const auto read = json::read(body_of(heartbeat));

    REQUIRE(read);
    const auto& signs = *read.value().member("signs")->array();
    REQUIRE(signs.size() == 2);
    CHECK(*signs.at(0).member("evidence")->text() == std::string(199, 'x'));
    CHECK(signs.at(1).member("evidence")->text()->empty());
}
