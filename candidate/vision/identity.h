// candidate/vision/identity.h: is it the person who was enrolled?
//
// Role        dlib's network gives 128 numbers for a face; near ones are of one person. Two
//             pictures that nobody could compare (blurred, very dark, small) are not compared.
// Invariants  What is sent out is a state and a distance, never the numbers themselves.
// Threads     One thread at a time.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <optional>
#include <utility>
#include <vector>

#include <opencv2/dnn.hpp>

#include "candidate/vision/head_pose.h"
#include "engine/proctoring/observation.h"

namespace probant::candidate {

constexpr std::size_t kDescriptorSize = 128;

using Descriptor = std::array<float, kDescriptorSize>;

/// A face cut out upright, as the network reads it, and whether it shows enough to be compared.
struct FaceChip {
    cv::Mat picture;
    bool comparable = false;
};

[[nodiscard]] FaceChip chip_of(const cv::Mat& picture, const Landmarks& points);

class IdentityNetwork {
public:
    explicit IdentityNetwork(const cv::dnn::Net& network) : network_(network) {}

    [[nodiscard]] Descriptor describe(const FaceChip& chip);

private:
    cv::dnn::Net network_;
};

/// Number by number, the middle one: a bad picture among good ones moves little.
[[nodiscard]] Descriptor median_of(const std::vector<Descriptor>& descriptors);

[[nodiscard]] float distance_between(const Descriptor& one, const Descriptor& other);

/// From a distance in the network's unit.
[[nodiscard]] engine::SeenIdentity judged(float distance);

}  // namespace probant::candidate
