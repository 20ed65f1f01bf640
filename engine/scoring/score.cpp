// SPDX-License-Identifier: EUPL-1.2
#include "engine/scoring/score.h"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <utility>

#include "crypto/base/ensure.h"
#include "engine/scoring/profile.h"

namespace probant::engine {
namespace {

constexpr std::int64_t kMillion = 1'000'000;
constexpr double kMilli = 1e-3;
constexpr double kPermille = 1e-3;

// 1.96 SDs on either side hold 95 % of a normal law; in hundredths, to stay among integers.
constexpr std::int64_t kInterval95Hundredths = 196;

/// value / divisor rounded half up, for any sign of `value`.
std::int64_t divide_half_up(std::int64_t value, std::int64_t divisor) {
    const std::int64_t raised = 2 * value + divisor;
    const std::int64_t quotient = raised / (2 * divisor);
    return raised % (2 * divisor) < 0 ? quotient - 1 : quotient;
}

std::int64_t clamp_points(std::int64_t points) {
    return std::clamp<std::int64_t>(points, 0, kPointsMax);
}

std::int64_t points_of(std::int64_t theta_micro, const Scale& scale) {
    return clamp_points(
        divide_half_up(scale.centre * kMillion + scale.per_theta * theta_micro, kMillion));
}

struct PointsPlaced {
    std::int64_t points{};
    std::int64_t low{};
    std::int64_t high{};
};

PointsPlaced points_around(const Estimate& ability, const Scale& scale) {
    const std::int64_t points = points_of(ability.theta_micro, scale);
    const std::int64_t half_width =
        divide_half_up(kInterval95Hundredths * scale.per_theta * ability.se_micro, 100 * kMillion);
    return {.points = points,
            .low = clamp_points(points - half_width),
            .high = clamp_points(points + half_width)};
}

void place_on_scale(Score& score, const Scale& scale) {
    const auto placed =
        points_around({.theta_micro = score.theta_micro, .se_micro = score.se_micro}, scale);
    score.points = placed.points;
    score.low = placed.low;
    score.high = placed.high;
    score.level = level_of(score.points, scale);
    score.level_low = level_of(score.low, scale);
    score.level_high = level_of(score.high, scale);
}

/// Half the width, in SDs, of an interval that holds this share of a normal law.
double half_width_of(std::uint32_t interval_permille) {
    switch (interval_permille) {
        case 800:
            return 1.2815515655446004;
        case 900:
            return 1.6448536269514722;
        case 950:
            return 1.9599639845400545;
        default:
            fail_ensure("the rules' reader lets three intervals through");
    }
}

Standing standing_of(const Spread& domain, const Publication& rules) {
    const double reach = half_width_of(rules.interval_permille) * domain.sd;
    if (domain.mean - reach > 0) return Standing::Stronger;
    if (domain.mean + reach < 0) return Standing::Weaker;
    const double alike = rules.alike_within_milli * kMilli;
    if (std::abs(domain.mean) + reach <= alike) return Standing::Alike;
    return Standing::CouldNotTell;
}

std::int64_t to_micro(double value) {
    const double micro = value * static_cast<double>(kMillion);
    return static_cast<std::int64_t>(micro < 0 ? micro - 0.5 : micro + 0.5);
}

/// Two questions measure no competence: its level is told only on this evidence. In a certification
/// what is asked elsewhere says much of an ability, so that what counts is its deviation; a
/// training has nothing but the competence's own questions.
std::optional<LevelFound> published_level(const CompetenceProfile& profile, const Rules& rules) {
    const Publication& least = rules.publication;
    if (profile.ability.sd > least.sd_most_milli * kMilli) return std::nullopt;
    const double reliability =
        rules.purpose == Purpose::Training ? profile.ability_reliability : profile.reliability;
    if (reliability < least.reliability_least_permille * kPermille) return std::nullopt;
    const auto placed = points_around(
        {.theta_micro = to_micro(profile.ability.mean), .se_micro = to_micro(profile.ability.sd)},
        rules.scale);
    return LevelFound{.level = level_of(placed.points, rules.scale),
                      .low = level_of(placed.low, rules.scale),
                      .high = level_of(placed.high, rules.scale)};
}

void count_answers(Score& score, const TestState& state, const Pool& pool) {
    for (const GivenItem& given : state.given) {
        if (!is_answered(given)) continue;
        const Competence competence = pool.at(given.item).competence;
        ++score.domains.at(competence.domain() - 1).answered;
        auto& counts = score.competences.at(competence.index);
        ++counts.seen;
        if (given.outcome == ItemOutcome::Right) ++counts.right;
        if (given.outcome == ItemOutcome::Partly) ++counts.partly;
    }
}

std::string_view name_of(Standing standing) {
    switch (standing) {
        case Standing::Stronger:
            return "stronger";
        case Standing::Alike:
            return "alike";
        case Standing::Weaker:
            return "weaker";
        case Standing::CouldNotTell:
            return "could_not_tell";
    }
    fail_ensure("a standing is one of four");
}

json::Value domains_to_json(const Score& score) {
    json::Array domains;
    for (std::size_t domain = 0; domain < kDomains; ++domain) {
        domains.emplace_back(json::Object{{"domain", std::uint64_t{domain + 1}},
                                          {"standing", name_of(score.domains.at(domain).standing)},
                                          {"answered", score.domains.at(domain).answered}});
    }
    return domains;
}

json::Value competences_to_json(const Score& score) {
    json::Array competences;
    for (std::uint32_t index = 0; index < kCompetences; ++index) {
        const CompetenceScore& one = score.competences.at(index);
        competences.emplace_back(
            json::Object{{"code", Competence{index}.code()},
                         {"seen", one.seen},
                         {"right", one.right},
                         {"partly", one.partly},
                         {"level", one.level ? json::Value{one.level->level} : json::Value{}}});
    }
    return competences;
}

}  // namespace

std::int64_t level_of(std::int64_t points, const Scale& scale) {
    return std::count_if(
        scale.cuts.begin(), scale.cuts.end(), [points](std::int64_t cut) { return cut <= points; });
}

Score score(const TestState& state, const Pool& pool, const Rules& rules) {
    const Estimate ability = estimate(state.likelihood, rules.score_prior_sd_milli);
    Score score;
    score.theta_micro = ability.theta_micro;
    score.se_micro = ability.se_micro;
    place_on_scale(score, rules.scale);
    count_answers(score, state, pool);
    const Profile profile = profile_of(state, pool, rules);
    for (std::size_t domain = 0; domain < kDomains; ++domain) {
        if (score.domains.at(domain).answered > 0) {
            score.domains.at(domain).standing =
                standing_of(profile.domains.at(domain), rules.publication);
        }
    }
    for (std::size_t index = 0; index < kCompetences; ++index) {
        if (score.competences.at(index).seen > 0) {
            score.competences.at(index).level =
                published_level(profile.competences.at(index), rules);
        }
    }
    return score;
}

Score score(const TestState& state, const Content& content) {
    return score(state, content.pool, content.rules);
}

json::Value score_to_json(const Score& score, const Rules& rules) {
    return json::Object{{"thetaMicro", score.theta_micro},
                        {"seMicro", score.se_micro},
                        {"points", score.points},
                        {"low", score.low},
                        {"high", score.high},
                        {"level", score.level},
                        {"levelLow", score.level_low},
                        {"levelHigh", score.level_high},
                        {"provisional", rules.scale.provisional},
                        {"domains", domains_to_json(score)},
                        {"competences", competences_to_json(score)}};
}

}  // namespace probant::engine
