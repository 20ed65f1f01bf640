// SPDX-License-Identifier: EUPL-1.2
#include "engine/forensics/pairs.h"

#include <algorithm>
#include <map>
#include <span>
#include <string>

#include "crypto/base/ensure.h"
#include "engine/forensics/choices.h"
#include "engine/forensics/multiple_tests.h"
#include "engine/forensics/omega_null.h"

namespace probant::engine::forensics {
namespace {

std::size_t pairs_within_sessions(const Session& session) {
    std::map<std::string, std::size_t> sizes;
    for (const auto& seat : session.seats) {
        if (seat) ++sizes[seat->session];
    }
    std::size_t pairs = 0;
    for (const auto& [name, size] : sizes)
        pairs += size * (size - 1) / 2;
    return pairs;
}

/// The people after this one that it is compared with.
std::vector<std::size_t> others_of(const Session& session, Reach reach, std::size_t person) {
    std::vector<std::size_t> others;
    for (std::size_t other = person + 1; other < session.persons; ++other) {
        if (reach == Reach::WithinSessions && !distance_of(session, person, other)) continue;
        others.push_back(other);
    }
    return others;
}

void compare_with(const Choices& choices,
                  std::size_t person,
                  std::span<const std::size_t> others,
                  std::vector<ComparedPair>& into) {
    for (std::size_t first = 0; first < others.size(); first += kLanes) {
        const std::size_t count = std::min(kLanes, others.size() - first);
        LanePeople lanes{};
        for (std::size_t lane = 0; lane < kLanes; ++lane)
            lanes[lane] = others[first + std::min(lane, count - 1)];
        const LikenessLanes found = likeness(choices, person, lanes);
        for (std::size_t lane = 0; lane < count; ++lane)
            into.push_back({.first = person, .second = lanes[lane], .likeness = found[lane]});
    }
}

/// Ranks one p-value of every tested pair.
template <class P, class Q>
void rank(std::vector<ComparedPair>& pairs, P p_of, Q q_of) {
    std::vector<double> p_values;
    for (const ComparedPair& pair : pairs) {
        if (pair.tested()) p_values.push_back(p_of(pair));
    }
    const auto q = q_values(p_values);
    std::size_t next = 0;
    for (ComparedPair& pair : pairs) {
        if (pair.tested()) q_of(pair) = q[next++];
    }
}

}  // namespace

Reach reach_of(const Session& session) {
    if (session.persons * (session.persons - 1) / 2 <= kPairsMost) return Reach::Everybody;
    if (session.seats.empty() || pairs_within_sessions(session) > kPairsMost) return Reach::Nobody;
    return Reach::WithinSessions;
}

std::vector<ComparedPair> compare_pairs(const Session& session,
                                        const People& people,
                                        std::uint64_t seed) {
    std::vector<ComparedPair> pairs;
    const Reach reach = reach_of(session);
    if (session.alternatives.empty() || session.nominal.empty() || reach == Reach::Nobody)
        return pairs;
    const Choices choices(session.nominal, thetas_of(people), session.alternatives);
    if (reach == Reach::Everybody) pairs.reserve(session.persons * (session.persons - 1) / 2);
    for (std::size_t person = 0; person < session.persons; ++person)
        compare_with(choices, person, others_of(session, reach, person), pairs);
    const Calibration null = simulate_omega(people, session.nominal, session.alternatives, seed);
    for (ComparedPair& pair : pairs)
        pair.omega_p = null.p(pair.likeness.omega_raw_p);
    rank(
        pairs,
        [](const auto& pair) { return pair.omega_p; },
        [](auto& pair) -> double& { return pair.omega_q; });
    rank(
        pairs,
        [](const auto& pair) { return pair.likeness.gbt_p; },
        [](auto& pair) -> double& { return pair.gbt_q; });
    rank(
        pairs,
        [](const auto& pair) { return pair.likeness.m4_p; },
        [](auto& pair) -> double& { return pair.m4_q; });
    return pairs;
}

PairFinding finding_of(const ComparedPair& pair, Statistic statistic, double alpha) {
    const Likeness& likeness = pair.likeness;
    PairFinding finding{.first = pair.first,
                        .second = pair.second,
                        .statistic = statistic,
                        .common = likeness.common};
    if (!pair.tested()) return finding;
    switch (statistic) {
        case Statistic::Omega:
            finding.value = likeness.omega;
            finding.p = pair.omega_p;
            finding.q = pair.omega_q;
            break;
        case Statistic::Gbt:
            finding.value = likeness.right_matches + likeness.wrong_matches;
            finding.p = likeness.gbt_p;
            finding.q = pair.gbt_q;
            break;
        case Statistic::M4:
            finding.value = likeness.right_matches + kWrongMatchWeight * likeness.wrong_matches;
            finding.p = likeness.m4_p;
            finding.q = pair.m4_q;
            break;
        case Statistic::LzStar:
        case Statistic::ResponseTimes:
        case Statistic::RapidAnswers:
        case Statistic::NamedItems:
            ENSURE(false);
    }
    finding.state = *finding.q <= alpha ? State::ToCheck : State::Ok;
    return finding;
}

}  // namespace probant::engine::forensics
