// candidate/vision/pipeline.h: from one frame to one observation.
//
// Role        Holds the networks of a station and asks of each frame what is wanted now. Nothing
//             but whole numbers leaves it.
// Invariants  What is unavailable or was not asked is "not looked", never "not there". OpenCV works
//             on one thread: the browser needs the others.
// Threads     One thread at a time. Frames of one camera, in order.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "candidate/vision/face_detector.h"
#include "candidate/vision/face_landmarks.h"
#include "candidate/vision/face_reference.h"
#include "candidate/vision/figures.h"
#include "candidate/vision/identity.h"
#include "candidate/vision/objects.h"
#include "candidate/vision/pictures.h"
#include "engine/proctoring/observation.h"

namespace probant::candidate {

/// What a frame is asked; figures of the picture are always measured.
struct LookFor {
    bool faces = true;
    bool pose = true;
    bool identity = false;
    bool objects = false;
};

/// What this station can do, and in a sentence for each thing it cannot, why.
struct Networks {
    std::unique_ptr<FaceDetector> detector;
    std::optional<FaceLandmarks> landmarks;
    std::optional<IdentityNetwork> identity;
    std::optional<ObjectHints> objects;
    std::vector<std::string> unavailable;
};

/// The identity network is only read where `with_identity`: its switch is a separate one.
[[nodiscard]] Networks open_networks(const std::filesystem::path& folder, bool with_identity);

class Pipeline {
public:
    explicit Pipeline(Networks networks);

    /// Compares from now on with the one face of these pictures; says how many could be used.
    std::size_t enrol(const std::vector<cv::Mat>& pictures);

    /// What faces are compared with; while one is being taken, a look at identity is one picture.
    [[nodiscard]] FaceReference& reference() { return reference_; }

    [[nodiscard]] const FaceReference& reference() const { return reference_; }

    [[nodiscard]] engine::Observation observe(const Frame& frame, const LookFor& wanted);

    /// What comes next is of another camera: it has changed from nothing.
    void forget_last() { meter_ = {}; }

    /// Are the networks there that tell one person from another?
    [[nodiscard]] bool can_compare() const { return networks_.identity && networks_.landmarks; }

    [[nodiscard]] bool can_tell_pose() const { return networks_.landmarks.has_value(); }

    [[nodiscard]] bool can_hint_at_objects() const { return networks_.objects.has_value(); }

    [[nodiscard]] const std::vector<std::string>& unavailable() const {
        return networks_.unavailable;
    }

private:
    struct Seen;

    Seen look(const cv::Mat& picture, const LookFor& wanted);
    engine::SeenIdentity compare(const cv::Mat& picture, const Seen& seen);

    Networks networks_;
    FigureMeter meter_;
    FaceReference reference_;
};

}  // namespace probant::candidate
