// SPDX-License-Identifier: EUPL-1.2
#include "engine/proctoring/sample_states.h"

#include <algorithm>
#include <cstdlib>

namespace probant::engine {

namespace {

// What the picture lets anyone say, before what is in it.
struct PictureQuality {
    bool dark_as_covered{};
    bool too_dark{};
    bool flat{};
    bool unsharp{};

    [[nodiscard]] bool clear() const { return !dark_as_covered && !too_dark && !flat && !unsharp; }
};

PictureQuality quality_of(const PictureFigures& picture, const PictureRules& rules) {
    return {.dark_as_covered = picture.light < rules.covered_light,
            .too_dark = picture.light < rules.too_dark_light,
            .flat = picture.deviation < rules.flat_deviation &&
                    picture.sharpness < rules.flat_sharpness,
            .unsharp = picture.sharpness < rules.blurred_sharpness};
}

Sign seen_if(bool seen) {
    return seen ? Sign::Seen : Sign::NotSeen;
}

std::int64_t area_of(const SeenFace& face) {
    return std::int64_t{face.width} * face.height;
}

// A hand on the chin, or the same face found twice, lies on the candidate's own face.
bool lies_on(const SeenFace& other, const SeenFace& face) {
    const std::int64_t x = std::int64_t{other.x} + other.width / 2;
    const std::int64_t y = std::int64_t{other.y} + other.height / 2;
    return x >= face.x && x < std::int64_t{face.x} + face.width && y >= face.y &&
           y < std::int64_t{face.y} + face.height;
}

HeadPose apart(const HeadPose& pose, const HeadPose& baseline) {
    return {.yaw = std::abs(pose.yaw - baseline.yaw),
            .pitch = std::abs(pose.pitch - baseline.pitch)};
}

Sign away_sign(const HeadPose& off, const LookingAwayRules& rules, bool away_already) {
    const int less = away_already ? rules.back : 0;
    return seen_if(off.yaw > rules.yaw - less || off.pitch > rules.pitch - less);
}

// Who counts and what is clear has been looked at: of the faces, what remains to be said.
void sign_faces(const Observation& observation,
                const ProctoringRules& rules,
                const PoseReference& reference,
                Signs& signs) {
    const auto* face = main_face(observation, rules.faces);
    if (face != nullptr) signs.face_absent = Sign::NotSeen;
    if (!signs.clear) return;
    const auto* other = extra_face(observation, rules.faces);
    signs.face_absent = seen_if(face == nullptr);
    signs.extra_face = seen_if(other != nullptr);
    // Between two faces nobody knows whose head has turned.
    if (face == nullptr || other != nullptr || !face->pose || !reference.baseline) return;
    const auto off = apart(*face->pose, *reference.baseline);
    signs.looking_away = away_sign(off, rules.away, reference.away_already);
}

// A dark or flat picture is only told apart by whether a face was found in it.
void sign_picture(const Observation& observation,
                  const ProctoringRules& rules,
                  const PictureQuality& quality,
                  Signs& signs) {
    const bool nothing_shows = quality.dark_as_covered || quality.flat;
    const bool face = main_face(observation, rules.faces) != nullptr;
    if (!nothing_shows) signs.covered = Sign::NotSeen;
    if (!quality.too_dark) signs.too_dark = Sign::NotSeen;
    if (!nothing_shows && !quality.too_dark) signs.blurred = seen_if(quality.unsharp);
    if (!observation.looked_for_faces) return;
    signs.covered = seen_if(nothing_shows && !face);
    if (quality.too_dark && face) signs.too_dark = Sign::Seen;
    if (quality.flat && face && !quality.too_dark) signs.blurred = Sign::Seen;
}

bool seen(Sign sign) {
    return sign == Sign::Seen;
}

}  // namespace

const SeenFace* main_face(const Observation& observation, const FaceRules& rules) {
    const SeenFace* largest = nullptr;
    for (const auto& face : observation.faces) {
        if (face.score < rules.present_score) continue;
        if (largest == nullptr || area_of(face) > area_of(*largest)) largest = &face;
    }
    return largest;
}

const SeenFace* extra_face(const Observation& observation, const FaceRules& rules) {
    const auto* candidate = main_face(observation, rules);
    const SeenFace* surest = nullptr;
    for (const auto& face : observation.faces) {
        const bool counts = face.score >= rules.extra_score &&
                            std::min(face.width, face.height) >= rules.extra_side;
        if (!counts || &face == candidate || lies_on(face, *candidate)) continue;
        if (surest == nullptr || face.score > surest->score) surest = &face;
    }
    return surest;
}

Signs signs_of(const Observation& observation,
               const ProctoringRules& rules,
               const PoseReference& reference) {
    const auto quality = quality_of(observation.picture, rules.picture);
    Signs signs{.clear = quality.clear()};
    sign_picture(observation, rules, quality, signs);
    if (observation.looked_for_faces) sign_faces(observation, rules, reference, signs);
    // What is black or even is the same from one sample to the next in a living picture too.
    if (!quality.dark_as_covered && !quality.too_dark && !quality.flat)
        signs.frozen = seen_if(observation.picture.change < rules.picture.frozen_change);
    return signs;
}

std::vector<SampleState> states_of(const Observation& observation,
                                   const ProctoringRules& rules,
                                   const std::optional<HeadPose>& baseline) {
    PoseReference reference{.baseline = baseline};
    if (!baseline) {
        const auto* face = main_face(observation, rules.faces);
        const int own_pitch = face != nullptr && face->pose ? face->pose->pitch : 0;
        reference.baseline = HeadPose{.yaw = 0, .pitch = own_pitch};
    }
    const auto signs = signs_of(observation, rules, reference);
    std::vector<SampleState> states;
    if (seen(signs.face_absent)) states.push_back(SampleState::FaceAbsent);
    if (seen(signs.extra_face)) states.push_back(SampleState::ExtraFace);
    if (seen(signs.looking_away)) states.push_back(SampleState::LookingAway);
    if (seen(signs.covered)) states.push_back(SampleState::Covered);
    if (seen(signs.too_dark)) states.push_back(SampleState::TooDark);
    if (seen(signs.blurred)) states.push_back(SampleState::Blurred);
    if (signs.face_absent == Sign::NotMeasured && !seen(signs.covered))
        states.push_back(SampleState::CouldNotTell);
    if (states.empty()) states.push_back(SampleState::Ok);
    return states;
}

IdentityState identity_of(int distance, const IdentityRules& rules) {
    if (distance < rules.match_below) return IdentityState::Match;
    if (distance > rules.mismatch_above) return IdentityState::Mismatch;
    return IdentityState::Uncertain;
}

std::string_view name_of(SampleState state) {
    switch (state) {
        case SampleState::Ok:
            return "ok";
        case SampleState::FaceAbsent:
            return "face_absent";
        case SampleState::ExtraFace:
            return "extra_face";
        case SampleState::LookingAway:
            return "looking_away";
        case SampleState::Covered:
            return "covered";
        case SampleState::TooDark:
            return "too_dark";
        case SampleState::Blurred:
            return "blurred";
        case SampleState::Frozen:
            return "frozen";
        case SampleState::Looped:
            return "looped";
        case SampleState::CouldNotTell:
            return "could_not_tell";
    }
    return {};
}

std::string_view name_of(IdentityState state) {
    switch (state) {
        case IdentityState::Off:
            return "off";
        case IdentityState::Unavailable:
            return "unavailable";
        case IdentityState::Match:
            return "match";
        case IdentityState::Uncertain:
            return "uncertain";
        case IdentityState::Mismatch:
            return "mismatch";
        case IdentityState::CouldNotTell:
            return "could_not_tell";
    }
    return {};
}

std::string_view name_of(ObjectLabel label) {
    switch (label) {
        case ObjectLabel::Person:
            return "person";
        case ObjectLabel::Laptop:
            return "laptop";
        case ObjectLabel::Phone:
            return "phone";
        case ObjectLabel::Book:
            return "book";
    }
    return {};
}

}  // namespace probant::engine
