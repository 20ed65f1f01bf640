// candidate/vision/objects.h: nanodet's hints at a person, a laptop, a phone, a book.
//
// Role        A hint for a human, never more: of eleven pictures with a phone one has it at
//             the score that the rule asks, and a cat may be a person. Nobody is counted by it.
// Invariants  The surest of each label, surest first; none below kObjectScore.
// Threads     One thread at a time.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <utility>
#include <vector>

#include <opencv2/dnn.hpp>

#include "engine/proctoring/observation.h"

namespace probant::candidate {

constexpr float kObjectScore = 0.35F;

class ObjectHints {
public:
    explicit ObjectHints(const cv::dnn::Net& network) : network_(network) {}

    [[nodiscard]] std::vector<engine::SeenObject> find(const cv::Mat& picture);

private:
    cv::dnn::Net network_;
};

}  // namespace probant::candidate
