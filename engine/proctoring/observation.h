// engine/proctoring/observation.h: what a station's camera measured in one sample, in whole
// numbers.
//
// Role        The only thing that the rules read, that is stored beside the journal and that the
// registry
//             replays: no picture, no fraction, nothing that another machine would round otherwise.
// Invariants  "Not looked" is never "not there": what was not measured is an empty optional, or
// `looked` false.
//             Pixels are those of the picture as the camera gave it.
// Threads     Values.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "engine/time/instant.h"

namespace probant::engine {

constexpr std::size_t kFacesAtMost = 8;    // of one sample; the surest are kept
constexpr std::size_t kObjectsAtMost = 8;  // of one sample; the surest are kept

/// Of the head, in tenths of a degree, roll removed: yaw + to the person's left, pitch + up.
struct HeadPose {
    int yaw = 0;
    int pitch = 0;

    friend bool operator==(const HeadPose&, const HeadPose&) = default;
};

struct SeenFace {
    int x = 0;  // of the upper left corner, pixels; may be outside the picture
    int y = 0;
    int width = 0;
    int height = 0;
    int score = 0;                 // per mille
    std::optional<HeadPose> pose;  // none where no landmarks could be had

    friend bool operator==(const SeenFace&, const SeenFace&) = default;
};

/// Of the surest face to the person enrolled.
enum class IdentityState { Off, Unavailable, Match, Uncertain, Mismatch, CouldNotTell };

struct SeenIdentity {
    IdentityState state = IdentityState::Off;
    std::optional<int>
        distance;  // per mille of the network's unit; none where nothing was compared

    friend bool operator==(const SeenIdentity&, const SeenIdentity&) = default;
};

enum class ObjectLabel { Person, Laptop, Phone, Book };

struct SeenObject {
    ObjectLabel label{};
    int score = 0;  // per mille

    friend bool operator==(const SeenObject&, const SeenObject&) = default;
};

/// Of the whole picture, made grey and 320 x 240.
struct PictureFigures {
    int light = 0;      // mean grey, 0 to 255
    int deviation = 0;  // standard deviation of the grey, tenths
    int sharpness = 0;  // variance of the Laplacian
    int change = 0;  // mean absolute difference from the sample before, thousandths of a grey; 0 in
                     // the first
    std::uint64_t hash = 0;   // perceptual, 64 bits: near pictures differ in few
    std::uint64_t exact = 0;  // of every pixel: equal only where the pictures are

    friend bool operator==(const PictureFigures&, const PictureFigures&) = default;
};

struct Observation {
    Duration at{};  // the station's clock, since its camera was opened; a picture has 0
    std::uint64_t sequence = 0;  // of the frame, as the camera counted it
    PictureFigures picture;
    bool looked_for_faces = false;
    std::vector<SeenFace> faces;  // surest first
    SeenIdentity identity;
    bool looked_for_objects = false;
    std::vector<SeenObject> objects;  // surest first

    friend bool operator==(const Observation&, const Observation&) = default;
};

}  // namespace probant::engine
