// candidate/vision/hog_detector.h: dlib's face detector, whose model is compiled in.
//
// Role        What a station has where the networks are not installed: histograms of gradients,
//             for faces that look about at the camera, upright, of 50 pixels or more. Those of 80
//             and more cost a third of what the smaller ones do, which are looked for only where
//             there is no larger one.
// Invariants  See FaceDetector. Never finds half a face: what it does not see may well be there.
// Threads     One thread at a time.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <memory>
#include <vector>

#include "candidate/vision/face_detector.h"

namespace probant::candidate {

class HogDetector final : public FaceDetector {
public:
    HogDetector();
    ~HogDetector() override;
    HogDetector(const HogDetector&) = delete;
    HogDetector(HogDetector&&) = delete;
    HogDetector& operator=(const HogDetector&) = delete;
    HogDetector& operator=(HogDetector&&) = delete;

    [[nodiscard]] std::vector<FoundFace> detect(const cv::Mat& picture) override;

    [[nodiscard]] bool reads_small_squares() const override { return false; }

private:
    struct Hidden;
    std::unique_ptr<Hidden> hidden_;
};

}  // namespace probant::candidate
