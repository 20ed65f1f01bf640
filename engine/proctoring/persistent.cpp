// SPDX-License-Identifier: EUPL-1.2
#include "engine/proctoring/persistent.h"

#include <algorithm>

#include "crypto/base/ensure.h"

namespace probant::engine {

EpisodeStep Persistent::add(const Sighting& sighting) {
    ENSURE(!last_ || sighting.frame.at > *last_);
    last_ = sighting.frame.at;
    if (!running_) {
        push(sighting);
        if (!lasts(sighting)) return EpisodeStep::Nothing;
        begin(sighting);
        return EpisodeStep::Began;
    }
    if (sighting.seen) {
        episode_.end = sighting.frame.at;
        ++episode_.samples;
        return EpisodeStep::Nothing;
    }
    if (sighting.frame.at - episode_.end < rule_.let_go) return EpisodeStep::Nothing;
    running_ = false;
    return EpisodeStep::Ended;
}

EpisodeStep Persistent::lapse(Duration now) {
    if (!last_ || now - *last_ <= gap_) return EpisodeStep::Nothing;
    return stop();
}

EpisodeStep Persistent::stop() {
    window_.clear();
    seen_in_window_ = 0;
    last_.reset();
    if (!running_) return EpisodeStep::Nothing;
    running_ = false;
    return EpisodeStep::Ended;
}

// The window reaches back to the latest sample that is at least `lasting` old.
void Persistent::push(const Sighting& sighting) {
    window_.push_back(sighting);
    if (sighting.seen) ++seen_in_window_;
    while (window_.size() > 1 && sighting.frame.at - window_[1].frame.at >= rule_.lasting) {
        if (window_.front().seen) --seen_in_window_;
        window_.pop_front();
    }
}

bool Persistent::lasts(const Sighting& now) const {
    if (!now.seen || !window_.front().seen) return false;
    if (now.frame.at - window_.front().frame.at < rule_.lasting) return false;
    const auto samples = static_cast<std::int64_t>(window_.size());
    return seen_in_window_ * 1000 >= samples * rule_.share;
}

void Persistent::begin(const Sighting& now) {
    const Sighting* best = &now;
    for (const auto& one : window_)
        if (one.seen && one.strength > best->strength) best = &one;
    episode_ = {.start = window_.front().frame.at,
                .end = now.frame.at,
                .samples = seen_in_window_,
                .still = best->frame,
                .figures = best->figures};
    running_ = true;
    window_.clear();
    seen_in_window_ = 0;
}

}  // namespace probant::engine
