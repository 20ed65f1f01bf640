// SPDX-License-Identifier: EUPL-1.2
#include "engine/proctoring/station_sign.h"

#include <array>
#include <set>
#include <string>

#include <catch2/catch.hpp>

#include "engine/proctoring/station_sign_words.h"

namespace probant::engine {
namespace {

IntegritySign a_sign(StationSign sign, SignState state, std::string evidence = {}) {
    return {.sign = sign, .state = state, .since_ms = 1, .evidence = std::move(evidence)};
}

constexpr std::array kWordsThatAccuse{
    "candidat", "fraud", "trich", "cheat", "suspect", "suspicio", "coupable", "guilty"};

}  // namespace

TEST_CASE("Each sign has a spelling of its own, by which it is found again") {
    std::set<std::string_view> names;
    for (const StationSign sign : kStationSigns) {
        CHECK(station_sign_named(name_of(sign)) == sign);
        names.insert(name_of(sign));
    }

    CHECK(names.size() == kStationSigns.size());
    CHECK_FALSE(station_sign_named(""));
    CHECK_FALSE(station_sign_named("Process"));
}

TEST_CASE("The three states of a sign are spelt as an alert's") {
    CHECK(sign_state_named("ok") == SignState::Ok);
    CHECK(sign_state_named("to_check") == SignState::ToCheck);
    CHECK(sign_state_named("could_not_tell") == SignState::CouldNotTell);
    CHECK_FALSE(sign_state_named("absent"));
}

TEST_CASE("What a sign was seen by stands in its sentence, with what else it may be") {
    const auto sign = a_sign(StationSign::SecondScreen, SignState::ToCheck, "HDMI-A-1, DP-2");

    CHECK(reason_of(sign, Language::French) ==
          "Plus d'un écran était branché (HDMI-A-1, DP-2) : un projecteur ou un écran éteint "
          "compte aussi.");
    CHECK(reason_of(sign, Language::English) ==
          "More than one screen was connected (HDMI-A-1, DP-2): a projector or a screen that is "
          "off counts too.");
}

TEST_CASE("What could not be looked at is said to be that, and nothing more") {
    const auto sign = a_sign(StationSign::SecondScreen, SignState::CouldNotTell);

    CHECK(reason_of(sign, Language::French) ==
          "La station n'a pas pu dire combien d'écrans étaient branchés.");
    CHECK(reason_of(sign, Language::English) ==
          "The station could not tell how many screens were connected.");
}

TEST_CASE("No sentence of a sign accuses anybody") {
    for (const StationSign sign : kStationSigns) {
        for (const auto state : {SignState::Ok, SignState::ToCheck, SignState::CouldNotTell}) {
            for (const auto language : {Language::French, Language::English}) {
                const std::string sentence = reason_of(a_sign(sign, state), language);
                CAPTURE(sentence);
                CHECK(sentence.back() == '.');
                for (const std::string word : kWordsThatAccuse)
                    CHECK(sentence.find(word) == std::string::npos);
            }
        }
    }
}

}  // namespace probant::engine
