// candidate/vision/face_detector.h: what finds faces in one picture, in one pass.
//
// Role     Two of them exist: the network of face_network.h where its weights are, dlib's
//          histograms of gradients (hog_detector.h) everywhere. FaceSearch tries one several ways.
// Threads  One thread at a time.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <vector>

#include <opencv2/core.hpp>

#include "candidate/vision/found_face.h"

namespace probant::candidate {

/// Below this, what a detector points at is nothing at all.
constexpr float kCandidateScore = 0.3F;

/// From this on it is somebody, if nothing better can be asked.
constexpr float kPresenceScore = 0.5F;

class FaceDetector {
public:
    FaceDetector() = default;
    FaceDetector(const FaceDetector&) = delete;
    FaceDetector(FaceDetector&&) = delete;
    FaceDetector& operator=(const FaceDetector&) = delete;
    FaceDetector& operator=(FaceDetector&&) = delete;
    virtual ~FaceDetector() = default;

    /// Faces of at least kCandidateScore in an 8-bit BGR picture, the surest first, none twice.
    [[nodiscard]] virtual std::vector<FoundFace> detect(const cv::Mat& picture) = 0;

    /// Does it see less of a large picture, so that its parts show it more?
    [[nodiscard]] virtual bool reads_small_squares() const = 0;
};

}  // namespace probant::candidate
