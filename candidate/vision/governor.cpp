// SPDX-License-Identifier: EUPL-1.2
#include "candidate/vision/governor.h"

#include <array>

namespace probant::candidate {
namespace {

constexpr Rates with(Rates rates, int Rates::*which, int value) {
    rates.*which = value;
    return rates;
}

// From everything to next to nothing, one thing at a time.
constexpr std::array kLevels = [] {
    std::array<Rates, 9> levels{kFullRates};
    levels[1] = with(levels[0], &Rates::objects, kFullRates.objects / 2);
    levels[2] = with(levels[1], &Rates::objects, 0);
    levels[3] = with(levels[2], &Rates::identity, kFullRates.identity / 2);
    levels[4] = with(levels[3], &Rates::identity, 0);
    levels[5] = with(levels[4], &Rates::pose, 1000);
    levels[6] = with(levels[5], &Rates::pose, 500);
    levels[7] = with(levels[6], &Rates::presence, 1000);
    levels[8] = with(levels[7], &Rates::presence, 500);
    return levels;
}();

// A frame comes when the camera has one, seldom at the very millisecond it is due: half of what
// lies between two frames early is in time.
constexpr engine::Duration kEarly{100};

bool is_due(int rate, engine::Instant now, std::optional<engine::Instant>& next) {
    if (rate <= 0) {
        next.reset();
        return false;
    }
    if (next && now + kEarly < *next) return false;
    const engine::Duration period(1'000'000 / rate);
    // What was missed is not made up for.
    const bool late = !next || now - *next > period;
    next = (late ? now : *next) + period;
    return true;
}

}  // namespace

const Rates& Governor::rates() const {
    return kLevels.at(level_);
}

LookFor Governor::due(engine::Instant now) {
    const Rates& rates = this->rates();
    return {.faces = is_due(rates.presence, now, next_.at(0)),
            .pose = is_due(rates.pose, now, next_.at(1)),
            .identity = is_due(rates.identity, now, next_.at(2)),
            .objects = is_due(rates.objects, now, next_.at(3))};
}

RateChange Governor::moved(Step step, engine::Instant now, int spent_per_mille) {
    level_ = step == Step::Lowered ? level_ + 1 : level_ - 1;
    calm_since_ = now;
    return {.step = step, .rates = rates(), .spent_per_mille = spent_per_mille};
}

std::optional<RateChange> Governor::spend(engine::Instant now, std::chrono::microseconds cost) {
    spent_ += cost;
    const engine::Duration passed = now - since_;
    if (passed < budget_.over) return std::nullopt;
    const auto spent_per_mille = static_cast<int>(spent_.count() / passed.count());
    spent_ = {};
    since_ = now;
    const bool dear = spent_per_mille > budget_.per_mille;
    if (dear && level_ + 1 < kLevels.size()) return moved(Step::Lowered, now, spent_per_mille);
    const int calm = budget_.per_mille * budget_.calm_per_mille_of_budget / 1000;
    if (spent_per_mille > calm) calm_since_ = now;
    if (level_ > 0 && now - calm_since_ >= budget_.calm)
        return moved(Step::Raised, now, spent_per_mille);
    return std::nullopt;
}

}  // namespace probant::candidate
