// SPDX-License-Identifier: EUPL-1.2
#include "candidate/doctor/report.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "candidate/doctor/page.h"

namespace probant::candidate::doctor {
namespace {

using engine::Language;
using engine::SignState;

Check a_check(SignState state, std::string seen = "seen") {
    Check check{.name = "camera",
                .title = {"Caméra", "Camera"},
                .state = state,
                .seen = {"vu", std::move(seen)}};
    if (state != SignState::Ok) check.remedy = {"Brancher.", "Plug in."};
    return check;
}

}  // namespace

TEST_CASE("One thing to check makes all of it to check, one that could not be told not less") {
    const Check fine = a_check(SignState::Ok);
    const Check bad = a_check(SignState::ToCheck);
    const Check dim = a_check(SignState::CouldNotTell);

    CHECK(state_of({fine, fine}) == SignState::Ok);
    CHECK(state_of({fine, dim}) == SignState::CouldNotTell);
    CHECK(state_of({dim, bad, fine}) == SignState::ToCheck);
}

TEST_CASE("A line says the state, what was seen and what to do, in the language asked for") {
    const Checks checks{a_check(SignState::ToCheck), a_check(SignState::Ok)};

    CHECK(report_lines(checks, Language::English) ==
          "[to check] Camera: seen\n    What to do: Plug in.\n[in order] Camera: seen\n"
          "1 in order, 1 to check, 0 could not tell.\n");
    CHECK_THAT(report_lines(checks, Language::French),
               Catch::StartsWith("[à vérifier] Caméra : vu\n    À faire : Brancher.\n"));
}

TEST_CASE("JSON holds both languages, whatever bytes were seen") {
    const auto json = nlohmann::json::parse(report_json({a_check(SignState::ToCheck, "\xff")}, 7));

    CHECK(json.at("state") == "to_check");
    CHECK(json.at("made_ms") == 7);
    CHECK(json.at("checks").at(0).at("check") == "camera");
    CHECK(json.at("checks").at(0).at("remedy_fr") == "Brancher.");
    CHECK(json.at("checks").at(0).at("remedy_en") == "Plug in.");
}

TEST_CASE("What a machine calls something is never markup on the page") {
    const auto page = page_of({a_check(SignState::ToCheck, "<script>\"&'")}, 0, Language::English);

    CHECK_THAT(page, !Catch::Contains("<script>"));
    CHECK_THAT(page, Catch::Contains("&lt;script&gt;&quot;&amp;"));
}

TEST_CASE("The page says its language, its time, and what is to check before what is in order") {
    const Checks checks{a_check(SignState::Ok), a_check(SignState::ToCheck)};

    const auto page = page_of(checks, 0, Language::French);

    CHECK_THAT(page, Catch::Contains("<html lang=\"fr\">"));
    CHECK_THAT(page, Catch::Contains("1970-01-01 00:00 UTC"));
    CHECK(page.find("À vérifier (1)") < page.find("En ordre (1)"));
    CHECK_THAT(page, !Catch::Contains("n'a pas pu répondre ("));
}

}  // namespace probant::candidate::doctor
