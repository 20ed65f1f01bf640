// candidate/vision/face_search.h: how hard a station looks before it says that nobody is there.
//
// Role        "Nothing found" accuses somebody: before it is said, the picture is searched again
//             with a margin around it, in parts, and turned. Each further look costs as much as
//             the first and only happens when the ones before saw nobody. What is dark is made
//             lighter from the first look on.
// Belief      A detector that is asked to miss nobody also sees faces in chairs. The landmarks
//             give a second opinion: what they confirm is a face however weak the detector's
//             score, what they deny is one only if the detector is sure.
// Invariants  Coordinates are those of the picture that was given. At most kFacesAtMost faces.
// Threads     One thread at a time.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <vector>

#include <opencv2/core.hpp>

#include "candidate/vision/face_detector.h"
#include "candidate/vision/face_landmarks.h"

namespace probant::candidate {

struct BelievedFace {
    FoundFace face;  // a score that the landmarks confirmed is at least kPresenceScore
    std::optional<FaceMesh> mesh;  // of a face that the landmarks confirmed
};

class FaceSearch {
public:
    /// Both must outlive it; without landmarks, a detector is believed from kPresenceScore on.
    FaceSearch(FaceDetector& detector, FaceLandmarks* landmarks)
        : detector_(detector), landmarks_(landmarks) {}

    /// The faces of an 8-bit BGR picture, the surest first.
    [[nodiscard]] std::vector<BelievedFace> find(const cv::Mat& picture);

private:
    using Faces = std::vector<FoundFace>;

    [[nodiscard]] std::optional<BelievedFace> believed(const cv::Mat& picture,
                                                       const FoundFace& face,
                                                       float sure_alone);
    [[nodiscard]] std::vector<BelievedFace> believed(const cv::Mat& picture,
                                                     const Faces& faces,
                                                     float sure_alone);
    [[nodiscard]] Faces with_margin(const cv::Mat& picture, double margin);
    [[nodiscard]] Faces turned(const cv::Mat& picture, double by);
    [[nodiscard]] Faces in_parts(const cv::Mat& picture);

    FaceDetector& detector_;
    FaceLandmarks* landmarks_;
};

}  // namespace probant::candidate
