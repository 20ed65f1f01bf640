// SPDX-License-Identifier: EUPL-1.2
#include "engine/proctoring/alert_words.h"

#include <string>

#include <catch2/catch.hpp>

namespace probant::engine {
namespace {

ProctoringAlert an_alert(ProctoringRule rule, std::vector<Evidence> evidence) {
    return {.number = 1, .rule = rule, .evidence = std::move(evidence)};
}

std::string french(ProctoringRule rule, std::vector<Evidence> evidence) {
    return reason_of(an_alert(rule, std::move(evidence)), Language::French);
}

std::string english(ProctoringRule rule, std::vector<Evidence> evidence) {
    return reason_of(an_alert(rule, std::move(evidence)), Language::English);
}

}  // namespace

TEST_CASE("No face seen is not said to be nobody there") {
    CHECK(french(ProctoringRule::FaceAbsent, {{"seen_ms", 12'300}, {"times", 1}}) ==
          "Aucun visage n'a été vu devant la caméra pendant 12 secondes.");
    CHECK(english(ProctoringRule::FaceAbsent, {{"seen_ms", 24'000}, {"times", 3}}) ==
          "No face was seen in front of the camera for 24 seconds, over 3 times.");
}

TEST_CASE("One second is one, less is one too, and two minutes are minutes") {
    CHECK(french(ProctoringRule::Frozen, {{"seen_ms", 200}}) ==
          "L'image de la caméra n'a pas bougé pendant 1 seconde : caméra bloquée, ou image fixe.");
    CHECK(english(ProctoringRule::TooDark, {{"seen_ms", 119'400}}) ==
          "The picture was too dark to say what it shows for 119 seconds: more light would help.");
    CHECK(english(ProctoringRule::TooDark, {{"seen_ms", 150'000}}) ==
          "The picture was too dark to say what it shows for 3 minutes: more light would help.");
}

TEST_CASE("A turned head says by how much, to the nearest degree") {
    CHECK(french(ProctoringRule::LookingAway, {{"yaw", -386}, {"pitch", 20}, {"seen_ms", 5000}}) ==
          "La tête est restée à 39° de sa position habituelle pendant 5 secondes.");
    CHECK(english(ProctoringRule::LookingAway, {{"yaw", 10}, {"pitch", -324}, {"seen_ms", 5000}}) ==
          "The head stayed 32° away from its usual position for 5 seconds.");
}

TEST_CASE("An object is only perhaps one") {
    CHECK(french(ProctoringRule::Object, {{"label", 1}, {"seen_ms", 6000}}) ==
          "Un téléphone a peut-être été vu pendant 6 secondes.");
    CHECK(english(ProctoringRule::Object, {{"label", 2}, {"seen_ms", 6000}}) ==
          "A book was perhaps seen for 6 seconds.");
}

TEST_CASE("A loop says after how long its pictures came back") {
    CHECK(french(ProctoringRule::Looped, {{"lag_ms", 12'200}, {"seen_ms", 40'000}}) ==
          "Des images déjà montrées 12 secondes plus tôt sont revenues pendant 40 secondes : "
          "peut-être un film à la place de la caméra.");
}

TEST_CASE("No sentence accuses: none says cheat, fraud, absent or suspect, and each ends") {
    for (const auto rule : kProctoringRules) {
        for (const auto language : {Language::French, Language::English}) {
            const auto words = reason_of(an_alert(rule, {{"seen_ms", 5000}}), language);
            for (const std::string_view accusing :
                 {"trich", "cheat", "fraud", "absent", "suspect", "candidat", "copi", "imposteur"})
                CHECK(words.find(accusing) == std::string::npos);
            CHECK(words.size() > 30);
            CHECK(words.back() == '.');
            CHECK(!title_of(rule, language).empty());
        }
    }
}

TEST_CASE("The names of rules are read back, and others are not") {
    for (const auto rule : kProctoringRules)
        CHECK(rule_named(name_of(rule)) == rule);
    CHECK(!rule_named("gaze"));
    CHECK(name_of(ProctoringRule::FaceAbsent) == "face_absent");
}

}  // namespace probant::engine
