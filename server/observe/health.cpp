// SPDX-License-Identifier: EUPL-1.2
#include "server/observe/health.h"

#include <algorithm>

namespace probant::server {

std::string_view text_of(Health::State state) {
    switch (state) {
        case Health::State::Starting:
            return "starting";
        case Health::State::Ok:
            return "ok";
        case Health::State::Degraded:
            return "degraded";
        case Health::State::Dead:
            return "dead";
    }
    return "dead";
}

void Health::expect(Word part) {
    const std::lock_guard lock(mutex_);
    parts_.try_emplace(part.text());
}

void Health::set(Word part, State state, Word reason) {
    const std::lock_guard lock(mutex_);
    parts_[part.text()] = Part{state, reason.text()};
}

bool Health::is_live() const {
    const std::lock_guard lock(mutex_);
    return std::ranges::none_of(
        parts_, [](const auto& named) { return named.second.state == State::Dead; });
}

bool Health::is_ready() const {
    const std::lock_guard lock(mutex_);
    return std::ranges::all_of(parts_,
                               [](const auto& named) { return named.second.state == State::Ok; });
}

json::Value Health::report() const {
    const bool live = is_live();
    const bool ready = is_ready();
    json::Object parts;
    const std::lock_guard lock(mutex_);
    for (const auto& [name, part] : parts_) {
        parts.emplace(std::string(name),
                      json::Object{{"state", text_of(part.state)}, {"reason", part.reason}});
    }
    return json::Object{{"live", live}, {"ready", ready}, {"parts", std::move(parts)}};
}

}  // namespace probant::server
