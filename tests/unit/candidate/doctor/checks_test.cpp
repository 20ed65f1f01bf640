// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>

#include <catch2/catch.hpp>

#include "candidate/doctor/centre_checks.h"
#include "candidate/doctor/certificate_check.h"
#include "candidate/doctor/machine_checks.h"
#include "candidate/doctor/model_checks.h"
#include "tests/unit/server/temporary_folder.h"

namespace probant::candidate::doctor {
namespace {

using engine::SignState;
using engine::StationSign;

constexpr std::int64_t kNow = 1'800'000'000'000;
constexpr std::int64_t kHour = 3'600'000;

CentreLook answered(std::int64_t ahead_ms) {
    CentreLook look{.status = 200};
    for (std::int64_t boot = 0; boot < 3; ++boot) {
        look.answers.push_back({.boot_ms = boot,
                                .wall_ms = kNow + ahead_ms,
                                .server_ms = kNow,
                                .round_trip = engine::Duration{0}});
    }
    return look;
}

Check screen_of(int width, int height) {
    integrity::Readings readings;
    readings.desktop = integrity::Desktop{.width = width, .height = height};
    return check_screen({.sign = StationSign::SecondScreen, .evidence = "HDMI-A-1"}, readings);
}

}  // namespace

TEST_CASE("A network that is there is said with its digest") {
    const Check check = check_model(Model::Objects, std::nullopt);

    CHECK(check.name == "model.objects");
    CHECK(check.state == SignState::Ok);
    CHECK_THAT(check.seen.en, Catch::Contains("b82453bc6543a729"));
}

TEST_CASE("A network that is another is refused by its digest, and what is lost is said") {
    const Check check = check_model(Model::FaceLandmarks, ModelFault::OtherDigest);

    CHECK(check.state == SignState::ToCheck);
    CHECK_THAT(check.seen.fr, Catch::Contains("mp_face_landmark.onnx est refusé"));
    CHECK_THAT(check.seen.fr, Catch::Contains("indisponibles"));
    CHECK_THAT(check.remedy.fr, Catch::Contains("deploy/models"));
}

TEST_CASE("The network of identity may be absent, which nobody has to mend, but not be another") {
    CHECK(check_model(Model::Identity, ModelFault::Absent).state == SignState::Ok);
    CHECK(check_model(Model::Identity, ModelFault::OtherDigest).state == SignState::ToCheck);
    CHECK(check_model(Model::Objects, ModelFault::Absent).state == SignState::ToCheck);
}

TEST_CASE("Each network is checked once") {
    const tests::TemporaryFolder folder;

    CHECK(check_models(folder.path()).size() == 4);
}

TEST_CASE("A centre is an address of https, and nothing else") {
    CHECK(centre_place("https://centre.exam:8443", "ca.pem")->port == 8443);
    CHECK(centre_place("https://centre.exam", "ca.pem")->port == 443);
    for (const auto* url : {"http://centre.exam", "centre.exam", "https://", "", "https://a:b"})
        CHECK_FALSE(centre_place(url, "ca.pem"));
}

TEST_CASE("A centre that answers is in order, one that is not believed says what to ask for") {
    CHECK(check_centre(answered(0)).state == SignState::Ok);
    const auto other = check_centre(CentreLook{.why = "Certificate validation error"});
    const auto away = check_centre(CentreLook{.why = "Connection refused"});
    CHECK(other.state == SignState::ToCheck);
    CHECK_THAT(other.remedy.en, Catch::Contains("file of its authority"));
    CHECK(away.state == SignState::ToCheck);
    CHECK_THAT(away.remedy.en, Catch::Contains("cable"));
}

TEST_CASE("Without a centre neither it nor the clock can be told") {
    CHECK(check_centre(std::nullopt).state == SignState::CouldNotTell);
    CHECK(check_clock(std::nullopt).state == SignState::CouldNotTell);
    CHECK(check_clock(CentreLook{.why = "Connection refused"}).state == SignState::CouldNotTell);
}

TEST_CASE("A clock is held against the centre's") {
    CHECK(check_clock(answered(1900)).state == SignState::Ok);
    CHECK(check_clock(answered(2100)).state == SignState::ToCheck);
    CHECK_THAT(check_clock(answered(-3000)).seen.en, Catch::StartsWith("-3.0 s"));
}

TEST_CASE("The date of an answer is read to its second, and nonsense is no date") {
    CHECK(wall_ms_of_date("Thu, 01 Jan 1970 00:00:02 GMT") == 2500);
    CHECK_FALSE(wall_ms_of_date(""));
    CHECK_FALSE(wall_ms_of_date("yesterday"));
}

TEST_CASE("A screen is large enough from 1024 by 600 on") {
    CHECK(screen_of(1024, 600).state == SignState::Ok);
    CHECK(screen_of(1023, 600).state == SignState::ToCheck);
    CHECK(screen_of(1024, 599).state == SignState::ToCheck);
    CHECK(screen_of(1920, 1080).seen.en == "Only one (HDMI-A-1), 1920 × 1080.");
}

TEST_CASE("A network path of which nothing was tried could not be told") {
    const integrity::Judgement quiet{.sign = StationSign::NetworkPath};

    CHECK(check_network(quiet, 0).state == SignState::CouldNotTell);
    CHECK(check_network(quiet, 1).state == SignState::Ok);
}

TEST_CASE("Who completes the list of programs is told all of them") {
    const std::vector<std::string> outside(60, "/usr/bin/some-program");
    const Check check =
        check_programs({.sign = StationSign::Process, .state = SignState::ToCheck}, outside);

    CHECK(check.seen.en.size() > outside.size() * outside.front().size());
    CHECK(check_programs({.sign = StationSign::Process}, {}).seen.en == "Nothing to check.");
}

TEST_CASE("Each sign of a machine that is not in order says what to do, in both languages") {
    for (const StationSign sign : engine::kStationSigns) {
        for (const SignState state : {SignState::ToCheck, SignState::CouldNotTell}) {
            const Check check = check_sign({.sign = sign, .state = state});
            CAPTURE(check.name);
            CHECK_FALSE(check.title.fr.empty());
            CHECK_FALSE(check.title.en.empty());
            CHECK_FALSE(check.remedy.fr.empty());
            CHECK_FALSE(check.remedy.en.empty());
            CHECK(check.remedy.fr != check.remedy.en);
        }
    }
}

TEST_CASE("What was seen of a sign that is in order is still said") {
    const Check check = check_sign({.sign = StationSign::VirtualMachine, .evidence = "500 ‰"});

    CHECK(check.seen.en == "Nothing to check. (500 ‰)");
    CHECK(check.remedy.en.empty());
}

TEST_CASE("A disk has room from three hundred megabytes on") {
    CHECK(check_disk(300'000'000).state == SignState::Ok);
    CHECK(check_disk(299'999'999).state == SignState::ToCheck);
    CHECK(check_disk(free_bytes("/no such folder")).state == SignState::CouldNotTell);
    CHECK(check_disk(free_bytes("/")).state != SignState::CouldNotTell);
}

TEST_CASE("A certificate must still be valid for a day") {
    const auto left = [](std::int64_t ms) {
        return check_certificate({.there = true, .expires_ms = kNow + ms}, kNow);
    };

    CHECK(left(24 * kHour).state == SignState::Ok);
    CHECK(left(24 * kHour - 1).state == SignState::ToCheck);
    CHECK_THAT(left(5 * kHour).seen.en, Catch::Contains("5 more hours"));
    CHECK_THAT(left(0).seen.en, Catch::Contains("no longer valid"));
}

TEST_CASE("A machine that is not enrolled is not said to have a bad certificate") {
    const tests::TemporaryFolder folder;

    CHECK(check_certificate(look_at_certificate(folder.path()), kNow).state ==
          SignState::CouldNotTell);

    folder.write("identity/station.pem", "Dear sir");

    CHECK(check_certificate(look_at_certificate(folder.path()), kNow).state == SignState::ToCheck);
}

}  // namespace probant::candidate::doctor
