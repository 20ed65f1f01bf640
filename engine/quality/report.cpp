// SPDX-License-Identifier: EUPL-1.2
#include "engine/quality/report.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "crypto/base/ensure.h"

namespace probant::engine::quality {
namespace {

std::vector<Side> sides_of(const Groups& groups, std::size_t reference, std::size_t focal) {
    std::vector<Side> sides;
    sides.reserve(groups.of_sittings.size());
    for (const auto& group : groups.of_sittings) {
        Side side = Side::Neither;
        if (group == reference) side = Side::Reference;
        if (group == focal) side = Side::Focal;
        sides.push_back(side);
    }
    return sides;
}

/// The places of the sittings of one group.
std::vector<std::size_t> places_of(const Groups& groups, std::size_t group) {
    std::vector<std::size_t> places;
    for (std::size_t place = 0; place < groups.of_sittings.size(); ++place) {
        if (groups.of_sittings[place] == group) places.push_back(place);
    }
    return places;
}

/// What is compared: whose answers, and who is in which group.
struct Compared {
    const Pool& pool;
    const Run& run;
    const Groups& groups;
};

GroupsReport introduced(const Compared& compared, const LeftOut& left_out) {
    GroupsReport report;
    const Groups& groups = compared.groups;
    for (std::size_t group = 0; group < groups.names.size(); ++group) {
        const auto places = places_of(groups, group);
        GroupPeople people{.name = groups.names[group], .sittings = places.size()};
        if (places.size() >= kGroupLeast)
            people.population = population_of(compared.pool, compared.run, places, left_out);
        report.groups.push_back(people);
    }
    const auto largest = std::ranges::max_element(report.groups, {}, &GroupPeople::sittings);
    report.reference = static_cast<std::size_t>(largest - report.groups.begin());
    report.without_group = static_cast<std::size_t>(
        std::ranges::count_if(groups.of_sittings, [](const auto& group) { return !group; }));
    return report;
}

/// Who has no group, or one too small to be described, comes from everybody's population.
Origins origins_of(const Population& everybody, const GroupsReport& report, const Groups& groups) {
    Origins origins{.populations = {everybody}, .of_sittings = {}};
    std::vector<std::size_t> of_groups;
    for (const GroupPeople& group : report.groups) {
        of_groups.push_back(group.population ? origins.populations.size() : 0);
        if (group.population) origins.populations.push_back(*group.population);
    }
    for (const auto& group : groups.of_sittings)
        origins.of_sittings.push_back(group ? of_groups[*group] : 0);
    return origins;
}

/// The second pass: people matched, and their groups described, by the fair items alone.
Dif purified(const Dif& first,
             const Compared& compared,
             const Population& everybody,
             const std::vector<Side>& sides) {
    const auto unfair = unfair_items(first);
    if (unfair.empty()) return first;
    LeftOut left_out(compared.pool.size(), false);
    for (const ItemNumber item : unfair)
        left_out[item.value] = true;
    const auto origins = origins_of(everybody, introduced(compared, left_out), compared.groups);
    auto second = dif_of(rests_by_item(compared.pool, compared.run, origins, left_out), sides);
    second.left_out = unfair;
    return second;
}

std::vector<std::size_t> all_places(const Run& run) {
    std::vector<std::size_t> places(run.sittings.size());
    std::iota(places.begin(), places.end(), std::size_t{0});
    return places;
}

bool has_answers(const Run& run) {
    return std::ranges::any_of(run.sittings,
                               [](const RunSitting& sitting) { return !sitting.answers.empty(); });
}

}  // namespace

Report report_of(const Pool& pool, const Run& run, const Frame& frame, const Knowledge& knowledge) {
    ENSURE(frame.sitting_names.size() == run.sittings.size());
    Report report{.frame = frame,
                  .sittings = run.sittings.size(),
                  .length = mean_length(run),
                  .lengths = lengths_of(run),
                  .with_answers = has_answers(run),
                  .exposure = exposure_of(run, pool.size(), frame.limits),
                  .overlap = overlap_of(run, pool.size()),
                  .precision = precision_of(pool, run),
                  .violations = violations_of(pool, run, frame.rules),
                  .answers = answers_of(pool, run)};
    report.with_groups = knowledge.groups.has_value();
    if (knowledge.reference) report.reference = drift_from(*knowledge.reference, pool);
    if (!report.with_answers) return report;
    const auto everybody = population_of(pool, run, all_places(run));
    report.population = everybody;
    if (!knowledge.groups) {
        report.fit = fit_of(rests_by_item(pool, run, one_origin(everybody, run)));
        return report;
    }
    const Groups& groups = *knowledge.groups;
    ENSURE(groups.of_sittings.size() == run.sittings.size());
    const Compared compared{.pool = pool, .run = run, .groups = groups};
    auto introduction = introduced(compared, {});
    const auto rests = rests_by_item(pool, run, origins_of(everybody, introduction, groups));
    report.fit = fit_of(rests);
    for (std::size_t group = 0; group < groups.names.size(); ++group) {
        if (group == introduction.reference) continue;
        const auto sides = sides_of(groups, introduction.reference, group);
        introduction.focal.push_back(
            {.group = group, .dif = purified(dif_of(rests, sides), compared, everybody, sides)});
    }
    report.groups = std::move(introduction);
    return report;
}

}  // namespace probant::engine::quality
