// candidate/vision/face_search.h: how hard a station looks before it says that nobody is there.
//
// Role        "Nothing found" accuses somebody: before it is said, the picture is searched again
//             with a margin around it, made lighter, turned, and in parts. Each further look costs
//             as much as the first and only happens when the ones before saw nothing.
// Invariants  Coordinates are those of the picture that was given. At most kFacesAtMost faces.
// Threads     One thread at a time.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <vector>

#include <opencv2/core.hpp>

#include "candidate/vision/face_detector.h"

namespace probant::candidate {

/// The faces of an 8-bit BGR picture, the surest first.
[[nodiscard]] std::vector<FoundFace> search_faces(FaceDetector& detector, const cv::Mat& picture);

}  // namespace probant::candidate
