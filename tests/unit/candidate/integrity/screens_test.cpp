// SPDX-License-Identifier: EUPL-1.2
#include "candidate/integrity/screens.h"

#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "tests/unit/candidate/integrity/made_machine.h"

namespace probant::candidate::integrity {
namespace {

using engine::SignState;
using engine::StationSign;
using tests::MadeMachine;

void plug_in(const MadeMachine& machine, const std::string& connector, std::string_view status) {
    machine.write("sys/class/drm/card0-" + connector + "/status", std::string(status) + "\n");
}

Judgement judged_screens(const MadeMachine& machine) {
    return judge_screens(read_screens(machine.root()), std::nullopt);
}

}  // namespace

TEST_CASE("One screen is nothing to check, however many connectors there are") {
    const MadeMachine machine;
    machine.make_folder("sys/class/drm/card0");
    machine.make_folder("sys/class/drm/renderD128");
    plug_in(machine, "eDP-1", "connected");
    plug_in(machine, "HDMI-A-1", "disconnected");
    plug_in(machine, "DP-1", "disconnected");

    CHECK(judged_screens(machine) == Judgement{StationSign::SecondScreen, SignState::Ok, "eDP-1"});
}

TEST_CASE("Two screens are told by their connectors") {
    const MadeMachine machine;
    plug_in(machine, "HDMI-A-1", "connected");
    plug_in(machine, "DP-2", "connected");

    CHECK(judged_screens(machine) ==
          Judgement{StationSign::SecondScreen, SignState::ToCheck, "DP-2, HDMI-A-1"});
}

TEST_CASE("A connector that cannot feel a screen is not one without a screen") {
    const MadeMachine machine;
    plug_in(machine, "HDMI-A-1", "connected");
    plug_in(machine, "VGA-1", "unknown");

    CHECK(judged_screens(machine) ==
          Judgement{StationSign::SecondScreen, SignState::CouldNotTell, "VGA-1"});
}

TEST_CASE("What writes to memory is no screen") {
    const MadeMachine machine;
    plug_in(machine, "HDMI-A-1", "connected");
    plug_in(machine, "Writeback-1", "unknown");

    CHECK(judged_screens(machine).state == SignState::Ok);
}

TEST_CASE("Without a connector nothing can be told, nor with none connected") {
    const MadeMachine none;
    none.make_folder("sys/class/drm");
    const MadeMachine unplugged;
    plug_in(unplugged, "HDMI-A-1", "disconnected");

    CHECK(judged_screens(none).state == SignState::CouldNotTell);
    CHECK(judged_screens(unplugged).state == SignState::CouldNotTell);
}

TEST_CASE("The display server tells of screens where no card shows a connector") {
    using Outputs = std::vector<std::string>;

    CHECK(judge_screens(std::nullopt, Outputs{"HDMI-0"}).state == SignState::Ok);
    CHECK(judge_screens(std::nullopt, Outputs{"HDMI-0", "DP-0"}).state == SignState::ToCheck);
    CHECK(judge_screens(std::nullopt, Outputs{}).state == SignState::CouldNotTell);
}

TEST_CASE("One screen with two names is one") {
    const MadeMachine machine;
    plug_in(machine, "HDMI-A-1", "connected");

    const auto judgement =
        judge_screens(read_screens(machine.root()), std::vector<std::string>{"HDMI-1"});

    CHECK(judgement.state == SignState::Ok);
}

}  // namespace probant::candidate::integrity
