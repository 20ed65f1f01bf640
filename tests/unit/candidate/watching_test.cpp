// What becomes of the frames of somebody whose face is compared: two photographs of cleared rights
// in turn before the camera, five frames a second of a clock that the test moves.
//
// SPDX-License-Identifier: EUPL-1.2
#include "candidate/agent/watching.h"

#include <algorithm>
#include <filesystem>
#include <string>
#include <variant>
#include <vector>

#include <catch2/catch.hpp>
#include <opencv2/core.hpp>

#include "tests/support/cleared_pictures.h"

using namespace probant;
using candidate::FromEyes;
using candidate::RaisedAlert;
using candidate::StandingOrder;
using candidate::Watching;
using engine::ProctoringRule;

namespace {

constexpr engine::Duration kBetweenFrames{200};

bool has_faces_to_compare() {
    for (const auto* file : {"mp_face_full.onnx", "mp_face_landmark.onnx", "fa_recognition.onnx"}) {
        if (std::filesystem::exists(std::string(PROBANT_TEST_MODELS) + "/" + file)) continue;
        WARN("build/models/" << file << " is absent, skipped");
        return false;
    }
    if (tests::cleared_picture("astronaut.png") && tests::cleared_picture("grace_hopper.jpg"))
        return true;
    WARN("a photograph of cleared rights is absent, skipped");
    return false;
}

engine::CandidateId someone(char last) {
    const auto id =
        engine::CandidateId::parse(std::string("018f2c4e-6b1a-7c3d-9e2f-0a1b2c3d4e5") + last);
    REQUIRE(id);
    return *id;
}

StandingOrder compare_faces(bool take) {
    StandingOrder order{.candidate = someone('1'),
                        .running = true,
                        .ended = false,
                        .take_reference = take,
                        .opening = 0,
                        .watch = {ProctoringRule::Identity},
                        .thresholds = {}};
    return order;
}

/// A camera and its clock.
struct Seat {
    // As much of the processor as it takes: a busy machine would look less often, and later.
    Watching watching{PROBANT_TEST_MODELS,
                      [this](FromEyes message) { told.push_back(std::move(message)); },
                      {.per_mille = 100'000}};
    std::vector<FromEyes> told{};
    engine::Duration clock{};
    std::uint64_t frames{};

    void sit(std::string_view who, std::chrono::seconds long_for, const StandingOrder& order) {
        const auto picture = tests::cleared_picture(who);
        REQUIRE(picture);
        for (const auto end = clock + long_for; clock < end; clock += kBetweenFrames) {
            watching.heed(order);
            watching.see({.picture = *picture, .at = clock, .sequence = ++frames},
                         engine::Instant{clock});
        }
    }

    [[nodiscard]] bool is_asked_who_it_is() const {
        return std::ranges::any_of(told, [](const FromEyes& message) {
            const auto* raised = std::get_if<RaisedAlert>(&message);
            return raised != nullptr && raised->change.alert.rule == ProctoringRule::Identity &&
                   raised->change.alert.state == engine::ProctoringState::ToCheck;
        });
    }
};

constexpr std::string_view kOne = "astronaut.png";
constexpr std::string_view kAnother = "grace_hopper.jpg";

}  // namespace

TEST_CASE("Another person in the seat is asked about, over a pause too, and the first one is not") {
    if (!has_faces_to_compare()) return;
    Seat seat;
    seat.watching.open(compare_faces(true), 0);
    seat.sit(kOne, std::chrono::seconds{70}, compare_faces(true));
    CHECK(seat.watching.reference() == someone('1'));
    CHECK_FALSE(seat.is_asked_who_it_is());

    seat.watching.close();
    seat.watching.open(compare_faces(false), 1);
    seat.sit(kAnother, std::chrono::seconds{70}, compare_faces(false));

    CHECK(seat.is_asked_who_it_is());
    CHECK(seat.watching.reference() == someone('1'));
}

TEST_CASE("Nobody is compared before an invigilator has looked") {
    if (!has_faces_to_compare()) return;
    Seat seat;
    seat.watching.open(compare_faces(false), 0);
    seat.sit(kOne, std::chrono::seconds{40}, compare_faces(false));
    seat.sit(kAnother, std::chrono::seconds{40}, compare_faces(false));

    CHECK_FALSE(seat.watching.reference());
    CHECK_FALSE(seat.is_asked_who_it_is());
}

TEST_CASE(
    "The face is forgotten with the sitting and with another candidate, not with a silent centre") {
    if (!has_faces_to_compare()) return;
    Seat seat;
    seat.watching.open(compare_faces(true), 0);
    seat.sit(kOne, std::chrono::seconds{40}, compare_faces(true));
    seat.watching.close();
    REQUIRE(seat.watching.reference());

    seat.watching.heed({});
    CHECK(seat.watching.reference() == someone('1'));

    auto over = compare_faces(false);
    SECTION("with the sitting") {
        over.running = false;
        over.ended = true;
    }
    SECTION("with another candidate") {
        over.candidate = someone('2');
    }
    seat.watching.heed(over);
    CHECK_FALSE(seat.watching.reference());
}
