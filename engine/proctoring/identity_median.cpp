// SPDX-License-Identifier: EUPL-1.2
#include "engine/proctoring/identity_median.h"

#include <algorithm>
#include <vector>

namespace probant::engine {

EpisodeStep IdentityMedian::add(const FrameRef& frame, int distance) {
    window_.push_back({frame, distance});
    while (frame.at - window_.front().frame.at > rules_.window)
        window_.pop_front();
    std::optional<int> middle;
    if (std::ssize(window_) >= rules_.samples) {
        middle = median();
        last_told_ = frame.at;
    }
    if (running_) return keep_or_end(middle);
    if (!middle || *middle <= rules_.mismatch_above) return EpisodeStep::Nothing;
    begin(*middle);
    return EpisodeStep::Began;
}

// What has shown no mismatch for a whole window does not go on, whatever the median.
EpisodeStep IdentityMedian::keep_or_end(const std::optional<int>& median) {
    const auto& now = window_.back();
    const bool back = median && *median < rules_.match_below;
    if (!back && now.distance > rules_.mismatch_above) {
        episode_.end = now.frame.at;
        ++episode_.samples;
    }
    if (!back && now.frame.at - episode_.end <= rules_.window) return EpisodeStep::Nothing;
    running_ = false;
    window_.clear();
    return EpisodeStep::Ended;
}

EpisodeStep IdentityMedian::lapse(Duration now) {
    if (window_.empty() || now - window_.back().frame.at <= gap_) return EpisodeStep::Nothing;
    return stop();
}

EpisodeStep IdentityMedian::stop() {
    window_.clear();
    last_told_.reset();
    if (!running_) return EpisodeStep::Nothing;
    running_ = false;
    return EpisodeStep::Ended;
}

int IdentityMedian::median() const {
    std::vector<int> distances;
    distances.reserve(window_.size());
    for (const auto& one : window_)
        distances.push_back(one.distance);
    // The lower of two middles: in doubt, for the candidate.
    const auto middle = distances.begin() + (std::ssize(distances) - 1) / 2;
    std::ranges::nth_element(distances, middle);
    return *middle;
}

void IdentityMedian::begin(int median) {
    std::int64_t samples = 0;
    const Measured* first = nullptr;
    const Measured* last = nullptr;
    for (const auto& one : window_) {
        if (one.distance <= rules_.mismatch_above) continue;
        ++samples;
        last = &one;
        if (first == nullptr) first = &one;
    }
    episode_ = {.start = first->frame.at,
                .end = last->frame.at,
                .samples = samples,
                .still = last->frame,
                .figures = {median, std::ssize(window_)}};
    running_ = true;
}

}  // namespace probant::engine
