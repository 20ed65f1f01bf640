// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <map>
#include <set>

#include <catch2/catch.hpp>

#include "engine/proctoring/alerts_of.h"
#include "engine/proctoring/observation_batch.h"
#include "engine/proctoring/observation_limits.h"
#include "engine/proctoring/watch.h"
#include "tests/unit/engine/proctoring/film.h"
#include "tests/unit/engine/proctoring/wild.h"

namespace probant::engine {
namespace {

using film::Film;
using film::Wild;

constexpr std::uint64_t kSeeds = 120;
constexpr std::size_t kSamples = 1500;

struct Lived {
    std::vector<AlertChange> changes{};
    std::vector<ProctoringAlert> alerts{};
    std::vector<ObservationBatch> batches{};
};

// A station: it watches and packs, and pauses now and then.
class Station {
public:
    Station() : watch_(ProctoringRules{}, RuleSet::all()) {}

    void see(const Observation& observation) {
        take(watch_.see(observation));
        pack(packer_.add(observation));
    }

    void pause() {
        take(watch_.pause());
        pack(packer_.finish());
    }

    void resume() {
        watch_.resume(++opening_);
        packer_.open(opening_);
    }

    [[nodiscard]] const Lived& lived() const { return lived_; }

private:
    void take(const std::vector<AlertChange>& changes) {
        for (const auto& change : changes) {
            lived_.changes.push_back(change);
            apply(lived_.alerts, change);
        }
    }

    void pack(std::optional<ObservationBatch> batch) {
        if (batch) lived_.batches.push_back(std::move(*batch));
    }

    Watch watch_;
    BatchPacker packer_{};
    std::uint32_t opening_{};
    Lived lived_{};
};

Lived lived(const std::vector<Observation>& observations, Wild& chance) {
    Station station;
    for (const auto& one : observations) {
        station.see(one);
        if (chance.below(400) != 0) continue;
        station.pause();
        station.resume();
    }
    station.pause();
    return station.lived();
}

Lived wild_life(std::uint64_t seed) {
    Wild wild(seed);
    return lived(wild.some(kSamples), wild);
}

// Alerts of one rule in one opening, as they were raised.
std::vector<std::vector<ProctoringAlert>> by_rule(const std::vector<ProctoringAlert>& alerts) {
    std::map<std::pair<std::uint32_t, ProctoringRule>, std::vector<ProctoringAlert>> groups;
    for (const auto& alert : alerts)
        groups[{alert.opening, alert.rule}].push_back(alert);
    std::vector<std::vector<ProctoringAlert>> all;
    for (auto& [key, group] : groups)
        all.push_back(std::move(group));
    return all;
}

}  // namespace

TEST_CASE("Whatever a camera gives, each alert is closed and ends after it starts") {
    std::set<ProctoringRule> raised;
    for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
        const auto life = wild_life(seed);
        std::map<std::uint32_t, int> open;
        for (const auto& change : life.changes)
            open[change.alert.number] += change.step == AlertStep::Closed ? -1 : 1;
        CHECK(std::ranges::all_of(open, [](const auto& one) { return one.second == 0; }));
        for (const auto& alert : life.alerts) {
            raised.insert(alert.rule);
            CHECK(alert.start <= alert.end);
            CHECK(figure(alert, "seen_ms") <= (alert.end - alert.start).count());
            CHECK(alert.still.at >= alert.start);
            CHECK(alert.still.at <= alert.end);
        }
    }
    // The wild has to be wild enough to try them all.
    CHECK(raised.size() == kProctoringRules.size());
}

TEST_CASE(
    "Whatever a camera gives, alerts of a rule are in order, further apart than the cooldown") {
    const ProctoringRules rules;
    for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
        for (const auto& alerts : by_rule(wild_life(seed).alerts)) {
            const auto close = std::ranges::adjacent_find(
                alerts, [&](const ProctoringAlert& first, const ProctoringAlert& second) {
                    return second.start - first.end <= rules.cooldown;
                });
            CHECK(close == alerts.end());
        }
    }
}

TEST_CASE("Whatever a camera gives, the bytes of its batches read as the batches") {
    for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
        for (const auto& batch : wild_life(seed).batches) {
            const auto bytes = bytes_of(batch);
            const auto read = read_batch(bytes);
            REQUIRE(read.has_value());
            CHECK(read.value() == batch);
        }
    }
}

TEST_CASE("Whatever a camera gives, a replay of its batches gives the alerts that were lived") {
    std::size_t alerts = 0;
    for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
        const auto life = wild_life(seed);
        CHECK(alerts_of(life.batches, ProctoringRules{}, RuleSet::all()) == life.alerts);
        alerts += life.alerts.size();
    }
    CHECK(alerts > kSeeds);
}

TEST_CASE("Batches that come twice, and in another order, give the same alerts") {
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        Wild chance(seed);
        const auto life = lived(Film(900, 5, seed)
                                    .moving()
                                    .nobody({100, 130})
                                    .looped({200, 300}, 15)
                                    .covered({400, 410})
                                    .somebody_else({500, 520})
                                    .observations(),
                                chance);
        auto batches = life.batches;
        for (std::size_t count = batches.size(); count > 0; --count) {
            const auto one = chance.below(static_cast<std::uint32_t>(batches.size()));
            batches.push_back(batches[one]);
            std::swap(batches[one], batches[count - 1]);
        }

        CHECK(alerts_of(batches, ProctoringRules{}, RuleSet::all()) == life.alerts);
    }
}

TEST_CASE("A plain observation is its own plain observation") {
    Wild wild(5);
    for (const auto& one : wild.some(2000)) {
        const auto once = plain(one);
        CHECK(plain(once) == once);
    }
}

}  // namespace probant::engine
