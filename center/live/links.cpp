// SPDX-License-Identifier: EUPL-1.2
#include "center/live/links.h"

#include <algorithm>
#include <utility>

namespace probant::center {

std::optional<std::string> Links::Link::camera() const {
    if (!seen.station) return std::nullopt;
    return seen.station->camera;
}

void Links::heard(engine::SessionId session, engine::CandidateId candidate, WireMoment now) {
    const std::lock_guard lock(mutex_);
    auto& link = links_[{session, candidate}];
    link.changed |= !link.seen.online;
    link.seen.online = true;
    link.seen.last_seen_ms = now.wall_ms;
    link.heard_boot_ms = now.boot_ms;
}

void Links::heard_station(engine::SessionId session,
                          engine::CandidateId candidate,
                          StationSeen seen,
                          WireMoment now) {
    const std::lock_guard lock(mutex_);
    auto& link = links_[{session, candidate}];
    link.changed |= link.seen.station != seen;
    link.seen.station = std::move(seen);
    link.station_boot_ms = now.boot_ms;
}

void Links::has_reference(engine::SessionId session,
                          engine::CandidateId candidate,
                          std::uint32_t looks) {
    const std::lock_guard lock(mutex_);
    auto& held = links_[{session, candidate}].reference;
    held = std::max(held, looks);
}

std::uint32_t Links::reference_of(engine::SessionId session, engine::CandidateId candidate) const {
    const std::lock_guard lock(mutex_);
    const auto found = links_.find({session, candidate});
    return found == links_.end() ? 0 : found->second.reference;
}

void Links::gone(engine::SessionId session, engine::CandidateId candidate) {
    const std::lock_guard lock(mutex_);
    auto& link = links_[{session, candidate}];
    link.changed |= link.seen.online;
    link.seen.online = false;
}

void Links::knocked(engine::SessionId session, engine::CandidateId candidate, WireMoment now) {
    const std::lock_guard lock(mutex_);
    auto& link = links_[{session, candidate}];
    if (link.seen.wants_to_resume_ms) return;
    link.seen.wants_to_resume_ms = now.wall_ms;
    link.knocked_boot_ms = now.boot_ms;
    link.changed = true;
}

void Links::answered(engine::SessionId session, engine::CandidateId candidate) {
    const std::lock_guard lock(mutex_);
    const auto found = links_.find({session, candidate});
    if (found == links_.end() || !found->second.seen.wants_to_resume_ms) return;
    found->second.seen.wants_to_resume_ms.reset();
    found->second.changed = true;
}

LinksSeen Links::of(engine::SessionId session) const {
    const std::lock_guard lock(mutex_);
    LinksSeen seen;
    const Key first{.session = session};
    for (auto one = links_.lower_bound(first); one != links_.end() && one->first.session == session;
         ++one)
        seen.emplace(one->first.candidate, one->second.seen);
    return seen;
}

std::map<engine::SessionId, std::vector<engine::CandidateId>> Links::take_changed(
    std::int64_t boot_ms) {
    const std::lock_guard lock(mutex_);
    std::map<engine::SessionId, std::vector<engine::CandidateId>> changed;
    for (auto& [key, link] : links_) {
        auto& seen = link.seen;
        if (seen.online && boot_ms - link.heard_boot_ms > kOfflineAfterMs) {
            seen.online = false;
            link.changed = true;
        }
        if (seen.wants_to_resume_ms && boot_ms - link.knocked_boot_ms > kKnockLastsMs) {
            seen.wants_to_resume_ms.reset();
            link.changed = true;
        }
        if (seen.station && boot_ms - link.station_boot_ms > kOfflineAfterMs) {
            seen.station.reset();
            link.changed = true;
        }
        if (link.changed) changed[key.session].push_back(key.candidate);
        link.changed = false;
    }
    return changed;
}

std::optional<std::string> Links::camera_of(engine::SessionId session,
                                            engine::CandidateId candidate) const {
    const std::lock_guard lock(mutex_);
    const auto found = links_.find({session, candidate});
    if (found == links_.end()) return std::nullopt;
    return found->second.camera();
}

std::map<engine::SessionId, std::vector<engine::CandidateId>> Links::take_camera_changed() {
    const std::lock_guard lock(mutex_);
    std::map<engine::SessionId, std::vector<engine::CandidateId>> changed;
    for (auto& [key, link] : links_) {
        auto camera = link.camera();
        if (camera == link.camera_taken) continue;
        link.camera_taken = std::move(camera);
        changed[key.session].push_back(key.candidate);
    }
    return changed;
}

}  // namespace probant::center
