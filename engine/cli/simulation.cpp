// SPDX-License-Identifier: EUPL-1.2
#include "engine/cli/simulation.h"

#include <algorithm>
#include <ctime>
#include <map>
#include <utility>

#include "crypto/base/ensure.h"
#include "engine/adaptive/eligibility.h"
#include "engine/adaptive/selection.h"
#include "engine/cli/thread_crew.h"
#include "engine/exposure/hunger.h"
#include "engine/math/counter_rng.h"
#include "engine/math/elementary.h"
#include "engine/shadow/select_in_shadow.h"
#include "engine/shadow/shadow_test.h"

namespace probant::engine::cli {
namespace {

double thread_ms() {
    timespec now{};
    ENSURE(clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now) == 0);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

/// The items of one group are enemies of one another.
void name_enemies(const BankTable& bank,
                  std::optional<std::int64_t> BankRow::*group_of,
                  std::vector<PoolItem>& items) {
    std::map<std::int64_t, std::vector<ItemNumber>> groups;
    for (std::uint32_t row = 0; row < items.size(); ++row) {
        if (const auto group = bank.items[row].*group_of) groups[*group].push_back({row});
    }
    for (const auto& [group, members] : groups) {
        for (const ItemNumber one : members) {
            auto& enemies = items[one.value].enemies;
            for (const ItemNumber other : members)
                if (one != other) enemies.push_back(other);
            std::ranges::sort(enemies);
            const auto [first, last] = std::ranges::unique(enemies);
            enemies.erase(first, last);
        }
    }
}

bool contains(const std::vector<std::string>& words, std::string_view word) {
    return std::ranges::find(words, word) != words.end();
}

/// "keyboard;screen_reader" holds "keyboard".
bool suits(std::string_view access, std::string_view need) {
    while (!access.empty()) {
        const auto end = std::min(access.find(';'), access.size());
        if (access.substr(0, end) == need) return true;
        access.remove_prefix(std::min(end + 1, access.size()));
    }
    return false;
}

bool is_for(const BankRow& row, const Audience& audience) {
    const bool is_spoken = audience.languages.empty() || row.language.empty() ||
                           contains(audience.languages, row.language);
    return is_spoken &&
           (row.access.empty() || std::ranges::all_of(audience.needs, [&](const std::string& need) {
                return suits(row.access, need);
            }));
}

/// One candidate's own limits: what nobody is given, and what the file holds no answer for.
std::vector<char> withheld_from(const People& people,
                                const std::vector<char>& from_all,
                                std::size_t person) {
    auto withheld = from_all;
    bool any = std::ranges::find(withheld, 1) != withheld.end();
    for (std::size_t item = 0; item < withheld.size(); ++item) {
        if (people.responses.at(person, item) != kNotAdministered) continue;
        withheld[item] = 1;
        any = true;
    }
    if (!any) withheld.clear();
    return withheld;
}

/// Expected seconds: of the mean of the lognormal model, for a person of mean speed.
double expected_seconds(const BankRow& row) {
    const double alpha = row.time_discrimination;
    const double spread = alpha > 0 ? 0.5 / (alpha * alpha) : 0;
    return math::exp(row.time_intensity + spread);
}

/// One person's sitting: the state of it, and what its draws need.
class Sitter {
public:
    Sitter(const Exam& exam, const Plan& plan, const Surroundings& surroundings, Seed seed)
        : exam_(exam), plan_(plan), surroundings_(surroundings), seed_(seed) {
        if (plan.constraints) assembler_.emplace(exam.pool, exam.costs, *plan.constraints);
    }

    Sitting sit(const People& people, std::size_t person) {
        const double began = plan_.timing ? thread_ms() : 0;
        for (std::uint32_t k = 1;; ++k) {
            const auto next = select(DrawNumber{k});
            if (!next) break;
            const ItemNumber item = next.value().item;
            if (next.value().cap_exceeded) ++sitting_.caps_exceeded;
            draw(state_, item);
            answer(state_, exam_.pool, item, Category{people.responses.at(person, item.value)});
            seconds_ += exam_.costs[item.value].seconds;
            if (is_over()) break;
        }
        sitting_.score = moments(state_.likelihood, plan_.score_sd_milli);
        sitting_.interim = moments(state_.likelihood, plan_.rules.prior_sd_milli).mean;
        sitting_.cpu_ms = plan_.timing ? thread_ms() - began : 0;
        for (const GivenItem& given : state_.given)
            sitting_.items.push_back(given.item);
        return sitting_;
    }

private:
    Result<Selection, NoItem> select(DrawNumber number) {
        const Chance chance{.seed = seed_, .draw = number};
        if (!assembler_) return select_next(state_, exam_.pool, plan_.rules, chance, surroundings_);
        auto next =
            select_in_shadow(state_,
                             {.pool = exam_.pool, .assembler = *assembler_, .rules = plan_.rules},
                             chance,
                             surroundings_,
                             shadow_);
        if (shadow_ && shadow_->bound > 0) {
            const double gap = 1 - shadow_->information / shadow_->bound;
            sitting_.shadow_gaps.push_back(gap);
        }
        return next;
    }

    [[nodiscard]] bool is_over() const {
        if (plan_.stop.kind == StopKind::Length) return false;
        const auto score = moments(state_.likelihood, plan_.score_sd_milli);
        return should_stop(plan_.stop, state_, exam_.pool, {.score = score, .seconds = seconds_});
    }

    const Exam& exam_;
    const Plan& plan_;
    Surroundings surroundings_;
    Seed seed_;
    TestState state_{};
    std::optional<ShadowAssembler> assembler_{};
    std::optional<ShadowTest> shadow_{};
    double seconds_{};
    Sitting sitting_{};
};

Seed seed_of(const Plan& plan, std::size_t person) {
    const auto number = static_cast<std::uint32_t>(person);
    return {math::CounterRng(plan.seed, number, math::Purpose::Sitting).next()};
}

/// How many of a competence's items each sitting may take when none is in more than its share.
std::optional<std::string> starved_competence(const Pool& pool,
                                              const std::vector<char>& withheld,
                                              const Plan& plan) {
    const auto hungry = hungry_competence(pool,
                                          withheld,
                                          plan.rules.blueprint.per_competence.value_or(0),
                                          plan.exposure ? plan.exposure->cap_ppm : kMillionth);
    return hungry ? std::optional{sentence_of(*hungry).en} : std::nullopt;
}

}  // namespace

Exam exam_of(const BankTable& bank, const Audience& audience, bool sets_apart) {
    Exam exam;
    std::vector<PoolItem> items;
    items.reserve(bank.items.size());
    for (const BankRow& row : bank.items) {
        const bool may_come = row.status == ItemStatus::Live && is_for(row, audience);
        exam.withheld.push_back(may_come ? 0 : 1);
        exam.costs.push_back({.domain = row.domain,
                              .seconds = expected_seconds(row),
                              .words = static_cast<double>(row.words),
                              .type = row.type});
        items.push_back(
            {.model = row.model, .competence = row.competence, .tube = row.tube, .enemies = {}});
    }
    name_enemies(bank, &BankRow::enemy_group, items);
    if (sets_apart) name_enemies(bank, &BankRow::set, items);
    exam.pool = Pool(std::move(items));
    return exam;
}

std::optional<std::string> infeasible(const Exam& exam, const Plan& plan) {
    const auto& blueprint = plan.rules.blueprint;
    const auto given = static_cast<std::uint64_t>(std::ranges::count(exam.withheld, 0));
    if (plan.constraints) {
        const std::vector<double> nothing(exam.pool.size(), 0);
        const ShadowAssembler assembler(exam.pool, exam.costs, *plan.constraints);
        if (assembler.assemble({.drawn = {}, .information = nothing, .barred = exam.withheld}))
            return std::nullopt;
        return "no complete test was found that obeys these rules with this bank";
    }
    if (blueprint.per_competence) {
        if (plan.exposure) {
            if (auto said = starved_competence(exam.pool, exam.withheld, plan)) return said;
        }
        if (Eligibility({}, exam.pool, blueprint, exam.withheld).completes()) return std::nullopt;
        return "these rules allow no complete test with this bank";
    }
    if (given < blueprint.length) {
        return "these rules allow no complete test with this bank: it has " +
               std::to_string(given) + " items for " + std::to_string(blueprint.length) +
               " questions";
    }
    if (plan.exposure &&
        given * plan.exposure->cap_ppm < std::uint64_t{blueprint.length} * kMillionth) {
        return "the bank has " + std::to_string(given) +
               " items: " + std::to_string(blueprint.length) + " per candidate need a higher cap";
    }
    return std::nullopt;
}

SimulatedRun simulate(const Exam& exam, const People& people, const Plan& plan) {
    SimulatedRun run;
    std::optional<Exposure> exposure;
    if (plan.exposure) {
        const double began = thread_ms();
        exposure = burn_in(exam.pool, plan.rules, *plan.exposure, plan.burn_in);
        run.burn_in_cpu_s = plan.timing ? (thread_ms() - began) / 1e3 : 0;
        run.levels = exposure->levels();
    }
    run.sittings.resize(people.candidates.names.size());
    const auto sit = [&](std::size_t person) {
        const auto own = withheld_from(people, exam.withheld, person);
        const Surroundings surroundings{.withheld = own,
                                        .exposure = exposure ? &*exposure : nullptr};
        Sitting& sitting = run.sittings[person];
        sitting = Sitter(exam, plan, surroundings, seed_of(plan, person)).sit(people, person);
        if (exposure) exposure->add_sitting(sitting.items, sitting.interim);
    };
    // What one was given wears the items for those after: such a run has one order.
    thread_crew(exposure ? 1 : plan.threads)(run.sittings.size(), sit);
    return run;
}

}  // namespace probant::engine::cli
