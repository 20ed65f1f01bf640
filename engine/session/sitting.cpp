// SPDX-License-Identifier: EUPL-1.2
#include "engine/session/sitting.h"

#include <algorithm>

namespace probant::engine {
namespace {

struct ClockStoppedAt {
    Instant now;

    Instant operator()(const Running& /*running*/) const { return now; }

    Instant operator()(const Paused& paused) const { return paused.since; }

    Instant operator()(const Ended& ended) const { return ended.at; }
};

}  // namespace

Duration time_left(const Sitting& sitting, Instant now) {
    const auto clock = std::visit(ClockStoppedAt{now}, sitting.phase);
    return std::max(Duration::zero(), sitting.deadline - clock);
}

Duration time_active(const Sitting& sitting, Instant now) {
    const auto clock = std::visit(ClockStoppedAt{now}, sitting.phase);
    return clock - sitting.started - sitting.time_paused;
}

bool is_ended(const Sitting& sitting) {
    return std::holds_alternative<Ended>(sitting.phase);
}

bool is_paused_by(const Sitting& sitting, PauseCause cause) {
    const auto* paused = std::get_if<Paused>(&sitting.phase);
    return paused != nullptr && paused->causes.contains(cause);
}

bool was_drawn(const Sitting& sitting, DrawNumber number) {
    return number.value >= 1 && number.value <= sitting.draws.size();
}

const Draw& draw_of(const Sitting& sitting, DrawNumber number) {
    ENSURE(was_drawn(sitting, number));
    return sitting.draws[number.value - 1];
}

Rank next_rank(const Sitting& sitting) {
    return {sitting.answers + sitting.ranks_given_up + sitting.pretests + 1};
}

std::uint32_t held_of(const Sitting& sitting) {
    return sitting.answers + sitting.pretests_answered;
}

}  // namespace probant::engine
