// SPDX-License-Identifier: EUPL-1.2
#include "candidate/integrity/integrity_watch.h"

#include <catch2/catch.hpp>

namespace probant::candidate::integrity {
namespace {

using engine::SignState;
using engine::StationSign;

constexpr std::int64_t kWall = 1'800'000'000'000;

/// A watch, a look each `every`.
class Looks {
public:
    void look(StationSign sign, SignState state, const std::string& evidence = {}) {
        boot_ms_ += 5000;
        const std::array judgements{Judgement{.sign = sign, .state = state, .evidence = evidence}};
        watch_.see(judgements, {.boot_ms = boot_ms_, .wall_ms = kWall + boot_ms_});
    }

    void sleep_for_an_hour() { boot_ms_ += 3'600'000; }

    [[nodiscard]] std::vector<engine::IntegritySign> signs() const { return watch_.signs(); }

private:
    IntegrityWatch watch_;
    std::int64_t boot_ms_ = 100'000;
};

}  // namespace

TEST_CASE("A sign is told once it has lasted, with the first look that saw it") {
    Looks looks;
    looks.look(StationSign::Process, SignState::ToCheck, "/usr/bin/obs");
    looks.look(StationSign::Process, SignState::ToCheck, "/usr/bin/obs");

    CHECK(looks.signs().empty());

    looks.look(StationSign::Process, SignState::ToCheck, "/usr/bin/obs");

    CHECK(looks.signs() == std::vector<engine::IntegritySign>{{.sign = StationSign::Process,
                                                               .state = SignState::ToCheck,
                                                               .since_ms = kWall + 105'000,
                                                               .evidence = "/usr/bin/obs"}});
}

TEST_CASE("A sign that is a fact of its own is told at the first look") {
    Looks looks;
    looks.look(StationSign::UsbStorage, SignState::ToCheck, "usb 0781:5583");

    CHECK(looks.signs().size() == 1);
}

TEST_CASE("A sign is over at the first look that finds nothing") {
    Looks looks;
    looks.look(StationSign::UsbStorage, SignState::ToCheck);
    looks.look(StationSign::UsbStorage, SignState::Ok);

    CHECK(looks.signs().empty());
}

TEST_CASE("What comes and goes between two looks never lasts") {
    Looks looks;
    for (int at = 0; at < 10; ++at)
        looks.look(StationSign::FocusLost, at % 2 == 0 ? SignState::ToCheck : SignState::Ok);

    CHECK(looks.signs().empty());
}

TEST_CASE("A look that could not tell does not end what was seen") {
    Looks looks;
    looks.look(StationSign::UsbStorage, SignState::ToCheck, "usb 0781:5583");
    looks.look(StationSign::UsbStorage, SignState::CouldNotTell);

    REQUIRE(looks.signs().size() == 1);
    CHECK(looks.signs().front().state == SignState::ToCheck);
    CHECK(looks.signs().front().evidence == "usb 0781:5583");
}

TEST_CASE("What could not be told for half a minute is told as that") {
    Looks looks;
    looks.look(StationSign::UsbStorage, SignState::ToCheck);
    for (int at = 0; at < 6; ++at)
        looks.look(StationSign::UsbStorage, SignState::CouldNotTell);

    CHECK(looks.signs().front().state == SignState::ToCheck);

    looks.look(StationSign::UsbStorage, SignState::CouldNotTell);

    CHECK(looks.signs().front().state == SignState::CouldNotTell);
}

TEST_CASE("What was seen before the machine slept has to last again") {
    Looks looks;
    looks.look(StationSign::SecondScreen, SignState::ToCheck);
    looks.sleep_for_an_hour();
    looks.look(StationSign::SecondScreen, SignState::ToCheck);

    CHECK(looks.signs().empty());

    looks.look(StationSign::SecondScreen, SignState::ToCheck);

    CHECK(looks.signs().size() == 1);
}

TEST_CASE("The evidence of a sign that lasts is that of the last look, its beginning the first") {
    Looks looks;
    looks.look(StationSign::SecondScreen, SignState::ToCheck, "HDMI-A-1, DP-1");
    looks.look(StationSign::SecondScreen, SignState::ToCheck, "HDMI-A-1, DP-1");
    looks.look(StationSign::SecondScreen, SignState::ToCheck, "HDMI-A-1, DP-2");

    REQUIRE(looks.signs().size() == 1);
    CHECK(looks.signs().front().evidence == "HDMI-A-1, DP-2");
    CHECK(looks.signs().front().since_ms == kWall + 105'000);
}

TEST_CASE("A sign that was not looked at stays as it was") {
    Looks looks;
    looks.look(StationSign::CameraLost, SignState::ToCheck);
    looks.look(StationSign::UsbStorage, SignState::ToCheck);
    looks.look(StationSign::UsbStorage, SignState::Ok);

    REQUIRE(looks.signs().size() == 1);
    CHECK(looks.signs().front().sign == StationSign::CameraLost);
}

TEST_CASE("No sign waits longer than half a minute to be told") {
    for (const StationSign sign : engine::kStationSigns)
        CHECK(lasting_of(sign) <= kUntoldLasting);
}

}  // namespace probant::candidate::integrity
