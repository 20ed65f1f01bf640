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
        case Health::State::Warning:
            return "warning";
        case Health::State::Degraded:
            return "degraded";
        case Health::State::Dead:
            return "dead";
    }
    return "dead";
}

namespace {

bool serves(Health::State state) {
    return state == Health::State::Ok || state == Health::State::Warning;
}

}  // namespace

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
                               [](const auto& named) { return serves(named.second.state); });
}

json::Value Health::report() const {
    const bool ready = is_ready();
    json::Array checks;
    const std::lock_guard lock(mutex_);
    for (const auto& [name, part] : parts_) {
        const bool good = serves(part.state);
        auto detail = std::string(text_of(part.state));
        if (part.state != State::Ok) detail += ": " + std::string(part.reason);
        checks.emplace_back(json::Object{{"name", name}, {"ok", good}, {"detail", detail}});
    }
    return json::Object{{"ready", ready}, {"checks", std::move(checks)}};
}

}  // namespace probant::server
