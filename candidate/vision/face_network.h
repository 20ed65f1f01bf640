// candidate/vision/face_network.h: MediaPipe's full-range face detector.
//
// Role        One pass over the whole picture, scaled into a square of 192 pixels: 2 304 places,
//             each with a box, six points and a score.
// Invariants  See FaceDetector.
// Threads     One thread at a time.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <utility>
#include <vector>

#include <opencv2/dnn.hpp>

#include "candidate/vision/face_detector.h"

namespace probant::candidate {

class FaceNetwork final : public FaceDetector {
public:
    explicit FaceNetwork(const cv::dnn::Net& network) : network_(network) {}

    [[nodiscard]] std::vector<FoundFace> detect(const cv::Mat& picture) override;

    [[nodiscard]] bool reads_small_squares() const override { return true; }

private:
    cv::dnn::Net network_;
};

}  // namespace probant::candidate
