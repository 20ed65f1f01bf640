// SPDX-License-Identifier: EUPL-1.2
#include "candidate/integrity/clock_watch.h"

#include <algorithm>
#include <chrono>
#include <vector>

namespace probant::candidate::integrity {

void ClockWatch::heard(const TimeAnswer& answer) {
    if (answer.round_trip < engine::Duration{} || answer.round_trip > kDriftMost) return;
    const std::int64_t centre_now = answer.server_ms + answer.round_trip.count() / 2;
    kept_.push_back({.boot_ms = answer.boot_ms, .ahead_ms = answer.wall_ms - centre_now});
    if (kept_.size() > kAnswersMost) kept_.pop_front();
}

std::optional<engine::Duration> ClockWatch::ahead(std::int64_t boot_ms) const {
    std::vector<std::int64_t> recent;
    for (const Kept& kept : kept_)
        if (boot_ms - kept.boot_ms <= kAnswerLives.count()) recent.push_back(kept.ahead_ms);
    if (recent.size() < kAnswersLeast) return std::nullopt;
    const auto middle = recent.begin() + static_cast<std::ptrdiff_t>(recent.size() / 2);
    std::ranges::nth_element(recent, middle);
    return engine::Duration(*middle);
}

Judgement ClockWatch::judge(std::int64_t boot_ms) const {
    using engine::SignState;
    Judgement judgement{.sign = engine::StationSign::ClockDrift, .state = SignState::CouldNotTell};
    const auto drift = ahead(boot_ms);
    if (!drift) return judgement;
    const bool agrees = std::chrono::abs(*drift) <= kDriftMost;
    judgement.state = agrees ? SignState::Ok : SignState::ToCheck;
    judgement.evidence = seconds_ahead(*drift);
    return judgement;
}

std::string seconds_ahead(engine::Duration ahead) {
    const auto tenths = (std::chrono::abs(ahead).count() + 50) / 100;
    return std::string(ahead < engine::Duration{} ? "-" : "+")
        .append(std::to_string(tenths / 10))
        .append(".")
        .append(std::to_string(tenths % 10))
        .append(" s");
}

}  // namespace probant::candidate::integrity
