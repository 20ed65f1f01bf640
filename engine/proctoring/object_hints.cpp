// SPDX-License-Identifier: EUPL-1.2
#include "engine/proctoring/object_hints.h"

#include <algorithm>

namespace probant::engine {

EpisodeStep ObjectHints::add(const Observation& observation) {
    Look look{.frame = {.sequence = observation.sequence, .at = observation.at}};
    for (const auto& object : observation.objects) {
        const auto* place = std::ranges::find(kHintedObjects, object.label);
        if (place == kHintedObjects.end() || object.score < rules_.score) continue;
        auto& best = look.scores.at(static_cast<std::size_t>(place - kHintedObjects.begin()));
        best = std::max(best, object.score);
    }
    looks_.push_back(look);
    while (std::ssize(looks_) > rules_.of)
        looks_.pop_front();
    if (running_) return keep_or_end();
    for (std::size_t label = 0; label < kHintedObjects.size(); ++label) {
        if (hits(label) < rules_.hits) continue;
        begin(label);
        return EpisodeStep::Began;
    }
    return EpisodeStep::Nothing;
}

EpisodeStep ObjectHints::keep_or_end() {
    if (hits(label_) < rules_.keep) {
        running_ = false;
        looks_.clear();
        return EpisodeStep::Ended;
    }
    if (looks_.back().scores.at(label_) > 0) {
        episode_.end = looks_.back().frame.at;
        ++episode_.samples;
    }
    return EpisodeStep::Nothing;
}

EpisodeStep ObjectHints::lapse(Duration now) {
    if (looks_.empty() || now - looks_.back().frame.at <= gap_) return EpisodeStep::Nothing;
    return stop();
}

EpisodeStep ObjectHints::stop() {
    looks_.clear();
    if (!running_) return EpisodeStep::Nothing;
    running_ = false;
    return EpisodeStep::Ended;
}

int ObjectHints::hits(std::size_t label) const {
    return static_cast<int>(
        std::ranges::count_if(looks_, [&](const Look& look) { return look.scores.at(label) > 0; }));
}

void ObjectHints::begin(std::size_t label) {
    const Look* first = nullptr;
    const Look* best = nullptr;
    for (const auto& look : looks_) {
        if (look.scores.at(label) == 0) continue;
        if (first == nullptr) first = &look;
        if (best == nullptr || look.scores.at(label) > best->scores.at(label)) best = &look;
    }
    label_ = label;
    episode_ = {.start = first->frame.at,
                .end = looks_.back().frame.at,
                .samples = hits(label),
                .still = best->frame,
                .figures = {static_cast<std::int64_t>(label), best->scores.at(label)}};
    running_ = true;
}

}  // namespace probant::engine
