// SPDX-License-Identifier: EUPL-1.2
#include "engine/proctoring/baseline.h"

#include <algorithm>
#include <vector>

namespace probant::engine {

namespace {

struct Middle {
    int median{};
    int spread{};  // between the quartiles
};

Middle middle_of(std::vector<int> values) {
    std::ranges::sort(values);
    const auto last = values.size() - 1;
    return {.median = values[last / 2], .spread = values[last * 3 / 4] - values[last / 4]};
}

}  // namespace

void Baseline::add(Duration at, const HeadPose& pose) {
    if (pose_) return;
    poses_.push_back({at, pose});
    while (at - poses_.front().at > rules_.baseline_most)
        poses_.pop_front();
    const bool enough = std::ssize(poses_) >= rules_.baseline_samples &&
                        at - poses_.front().at >= rules_.baseline_least;
    if (!enough) return;

    std::vector<int> yaws;
    std::vector<int> pitches;
    for (const auto& one : poses_) {
        yaws.push_back(one.pose.yaw);
        pitches.push_back(one.pose.pitch);
    }
    const auto yaw = middle_of(std::move(yaws));
    const auto pitch = middle_of(std::move(pitches));
    if (yaw.spread > rules_.baseline_spread || pitch.spread > rules_.baseline_spread) return;
    pose_ = HeadPose{.yaw = yaw.median, .pitch = pitch.median};
    poses_.clear();
}

}  // namespace probant::engine
