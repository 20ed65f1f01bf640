// SPDX-License-Identifier: EUPL-1.2
#include "engine/proctoring/rules.h"

#include <algorithm>
#include <array>
#include <span>
#include <string_view>
#include <vector>

namespace probant::engine {

namespace {

struct Limit {
    std::string_view field{};
    std::int64_t value{};
    std::int64_t least{};
    std::int64_t most{};
};

// Half an hour: no lag, cooldown or gap of a room is longer.
constexpr std::int64_t kLongestMs = std::int64_t{30} * 60 * 1000;

Limit duration_of(std::string_view field, Duration value, Duration most = Duration{kLongestMs}) {
    return {field, value.count(), 1, most.count()};
}

std::vector<Limit> picture_limits(const ProctoringRules& rules) {
    const auto& picture = rules.picture;
    return {{"faces.present_score", rules.faces.present_score, 1, 1000},
            {"faces.extra_score", rules.faces.extra_score, rules.faces.present_score, 1000},
            {"faces.extra_side", rules.faces.extra_side, 1, 10'000},
            {"picture.covered_light", picture.covered_light, 0, 255},
            {"picture.too_dark_light", picture.too_dark_light, 0, 255},
            {"picture.flat_deviation", picture.flat_deviation, 0, 1275},
            {"picture.flat_sharpness", picture.flat_sharpness, 0, 1'000'000},
            {"picture.blurred_sharpness", picture.blurred_sharpness, 0, 1'000'000},
            {"picture.frozen_change", picture.frozen_change, 0, 255'000}};
}

std::vector<Limit> away_limits(const LookingAwayRules& away) {
    return {{"away.yaw", away.yaw, 1, 1800},
            {"away.pitch", away.pitch, 1, 900},
            {"away.back", away.back, 0, std::min(away.yaw, away.pitch)},
            duration_of("away.baseline_least", away.baseline_least, away.baseline_most),
            duration_of("away.baseline_most", away.baseline_most, kPersistenceMost),
            {"away.baseline_samples", away.baseline_samples, 1, 600},
            {"away.baseline_spread", away.baseline_spread, 1, 1800}};
}

std::vector<Limit> loop_limits(const LoopRules& loop) {
    return {duration_of("loop.lag_least", loop.lag_least, loop.lag_most),
            duration_of("loop.lag_most", loop.lag_most),
            duration_of("loop.alike_least", loop.alike_least),
            {"loop.alike_bits", loop.alike_bits, 0, 64},
            {"loop.alike_light", loop.alike_light, 0, 255},
            {"loop.alike_deviation", loop.alike_deviation, 0, 1275},
            {"loop.variation_bits", loop.variation_bits, loop.alike_bits, 64},
            {"loop.movements", loop.movements, 1, 1000},
            {"loop.echo_samples", loop.echo_samples, 1, 1000},
            {"loop.echo_share", loop.echo_share, 1, 1000},
            {"loop.echo_changes", loop.echo_changes, 2, 64},
            {"loop.pictures", loop.pictures, 2, 64},
            {"loop.exact_repeats", loop.exact_repeats, 1, 1000},
            duration_of("loop.exact_within", loop.exact_within),
            duration_of("loop.let_go", loop.let_go)};
}

std::vector<Limit> other_limits(const ProctoringRules& rules) {
    const auto& objects = rules.objects;
    return {{"identity.match_below", rules.identity.match_below, 1, 10'000},
            {"identity.mismatch_above",
             rules.identity.mismatch_above,
             rules.identity.match_below,
             10'000},
            duration_of("identity.window", rules.identity.window, kPersistenceMost),
            {"identity.samples", rules.identity.samples, 3, 100},
            {"objects.score", objects.score, 1, 1000},
            {"objects.of", objects.of, 1, 100},
            {"objects.hits", objects.hits, 1, objects.of},
            {"objects.keep", objects.keep, 1, objects.hits},
            duration_of("cooldown", rules.cooldown),
            duration_of("gap", rules.gap),
            duration_of("slow_gap", rules.slow_gap)};
}

struct NamedPersistence {
    std::string_view name{};
    const Persistence* persistence{};
};

std::vector<Limit> persistence_limits(const NamedPersistence& named) {
    return {duration_of(named.name, named.persistence->lasting, kPersistenceMost),
            {named.name, named.persistence->share, 500, 1000},
            duration_of(named.name, named.persistence->let_go, kPersistenceMost)};
}

std::optional<std::string> first_fault(std::span<const Limit> limits) {
    for (const auto& limit : limits) {
        if (limit.value >= limit.least && limit.value <= limit.most) continue;
        return std::string(limit.field) + " is " + std::to_string(limit.value) +
               ": it must be from " + std::to_string(limit.least) + " to " +
               std::to_string(limit.most);
    }
    return std::nullopt;
}

}  // namespace

std::optional<std::string> fault_of(const ProctoringRules& rules) {
    const std::array groups{picture_limits(rules),
                            away_limits(rules.away),
                            loop_limits(rules.loop),
                            other_limits(rules),
                            persistence_limits({"face_absent", &rules.face_absent}),
                            persistence_limits({"extra_face", &rules.extra_face}),
                            persistence_limits({"looking_away", &rules.looking_away}),
                            persistence_limits({"covered", &rules.covered}),
                            persistence_limits({"too_dark", &rules.too_dark}),
                            persistence_limits({"blurred", &rules.blurred}),
                            persistence_limits({"frozen", &rules.frozen})};
    for (const auto& limits : groups)
        if (auto fault = first_fault(limits)) return fault;
    return std::nullopt;
}

}  // namespace probant::engine
