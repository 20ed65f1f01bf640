// candidate/vision/face_landmarks.h: MediaPipe's mesh of 468 points on a face.
//
// Role        Tells where the parts of a found face are, and how sure it is that there is a face.
// Invariants  Points are in pixels of the picture, z in the same unit, smaller nearer.
// Threads     One thread at a time.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <utility>

#include <opencv2/dnn.hpp>

#include "candidate/vision/found_face.h"
#include "candidate/vision/head_pose.h"

namespace probant::candidate {

struct FaceMesh {
    Landmarks points;
    float score{};  // 0 to 1: is it a face at all?
};

class FaceLandmarks {
public:
    explicit FaceLandmarks(const cv::dnn::Net& network) : network_(network) {}

    [[nodiscard]] FaceMesh find(const cv::Mat& picture, const FoundFace& face);

private:
    cv::dnn::Net network_;
};

}  // namespace probant::candidate
