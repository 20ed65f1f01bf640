// SPDX-License-Identifier: EUPL-1.2
#include "engine/quality/drift.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "engine/adaptive/grid.h"
#include "engine/math/distributions.h"
#include "engine/math/elementary.h"
#include "engine/quality/dif.h"
#include "engine/quality/false_discovery.h"

namespace probant::engine::quality {
namespace {

std::vector<double> difficulties_of(const ItemModel& model) {
    return is_graded(model) ? model.thresholds : std::vector<double>{model.difficulty};
}

double two_sided(double z) {
    return 2 * math::normal_upper(std::abs(z));
}

/// The share of full credit that a person of this ability earns on average.
double expected_share(const ItemModel& model, double theta) {
    const auto full = full_credit(model).value;
    double credit = 0;
    for (std::uint32_t k = 1; k <= full; ++k)
        credit += k * probability(model, theta, Category{k});
    return credit / full;
}

double curve_gap(const ItemModel& one, const ItemModel& other) {
    double weights = 0;
    double squares = 0;
    for (std::size_t node = 0; node < kNodes; ++node) {
        const double theta = node_theta(node);
        const double weight = math::exp(-0.5 * theta * theta);
        const double gap = expected_share(one, theta) - expected_share(other, theta);
        weights += weight;
        squares += weight * gap * gap;
    }
    return std::sqrt(squares / weights);
}

bool comparable(const ReferenceItem& calibrated, const ItemModel& bank) {
    const auto count = difficulties_of(bank).size();
    const auto is_positive = [](double error) { return error > 0; };
    return calibrated.sound && is_graded(calibrated.model) == is_graded(bank) &&
           difficulties_of(calibrated.model).size() == count &&
           calibrated.difficulty_errors.size() == count && calibrated.discrimination_error > 0 &&
           std::ranges::all_of(calibrated.difficulty_errors, is_positive);
}

ParameterDrift compared(const ReferenceItem& calibrated, const ItemModel& bank) {
    ParameterDrift drift{.item = calibrated.item};
    drift.discrimination_difference = calibrated.model.discrimination - bank.discrimination;
    drift.curve_gap = curve_gap(calibrated.model, bank);
    const auto now = difficulties_of(calibrated.model);
    const auto before = difficulties_of(bank);
    if (!comparable(calibrated, bank)) {
        if (now.size() == before.size()) drift.difficulty_difference = now[0] - before[0];
        return drift;
    }
    drift.state = DriftState::Steady;
    drift.discrimination_z = drift.discrimination_difference / calibrated.discrimination_error;
    double most = -1;
    for (std::size_t k = 0; k < now.size(); ++k) {
        const double z = (now[k] - before[k]) / calibrated.difficulty_errors[k];
        if (std::abs(z) <= most) continue;
        most = std::abs(z);
        drift.difficulty_difference = now[k] - before[k];
        drift.difficulty_z = z;
    }
    // As many looks as there are parameters: Bonferroni's bound needs no correlations.
    const double looks = 1 + static_cast<double>(now.size());
    drift.p = std::min(
        {1.0, two_sided(drift.discrimination_z) * looks, two_sided(drift.difficulty_z) * looks});
    return drift;
}

/// Gives each tested one its rate, and says which moved.
template <class Drift>
void judge(std::vector<Drift>& items) {
    std::vector<double> p;
    for (const Drift& item : items) {
        if (item.state != DriftState::CouldNotTell) p.push_back(item.p);
    }
    const auto q = false_discovery_rates(p);
    auto rate = q.begin();
    for (Drift& item : items) {
        if (item.state == DriftState::CouldNotTell) continue;
        item.q = *rate++;
        if (item.q < kDiscovery) item.state = DriftState::Moved;
    }
}

struct Spread {
    double count{};
    double sum{};
    double squares{};

    void add(double value) {
        count += 1;
        sum += value;
        squares += value * value;
    }

    [[nodiscard]] double mean() const { return sum / count; }

    [[nodiscard]] double variance() const { return squares / count - mean() * mean(); }
};

void tell_scale(ReferenceDrift& drift,
                const std::vector<ReferenceItem>& reference,
                const Pool& pool) {
    Spread calibrated;
    Spread bank;
    for (const ReferenceItem& item : reference) {
        const ItemModel& known = pool.at(item.item).model;
        if (!comparable(item, known)) continue;
        for (const double b : difficulties_of(item.model))
            calibrated.add(b);
        for (const double b : difficulties_of(known))
            bank.add(b);
    }
    if (bank.count < 2) return;
    drift.difficulty_shift = calibrated.mean() - bank.mean();
    if (bank.variance() > 0)
        drift.difficulty_spread = std::sqrt(calibrated.variance() / bank.variance());
}

struct Compared {
    double answers{};
    double right{};
    double expected{};
    double variance{};

    void add(const Rest& rest) {
        answers += 1;
        right += rest.right ? 1 : 0;
        expected += rest.expected;
        variance += rest.expected * (1 - rest.expected);
    }

    [[nodiscard]] double away() const { return right - expected; }
};

FitDrift fit_of_one(ItemNumber number, std::vector<Rest> rests) {
    std::ranges::stable_sort(rests, {}, &Rest::ability);
    Compared all;
    std::array<Compared, kMatchedStrata> strata{};
    for (std::size_t rank = 0; rank < rests.size(); ++rank) {
        all.add(rests[rank]);
        strata.at(rank * kMatchedStrata / rests.size()).add(rests[rank]);
    }
    FitDrift fit{.item = number, .answers = rests.size()};
    fit.observed = all.right / all.answers;
    fit.expected = all.expected / all.answers;
    if (rests.size() < kAnswersLeast || all.variance <= 0) return fit;
    fit.z = all.away() / std::sqrt(all.variance);
    for (const Compared& stratum : strata) {
        if (stratum.variance <= 0) continue;
        fit.chi_square += stratum.away() * stratum.away() / stratum.variance;
        fit.freedom += 1;
    }
    fit.p = math::chi_square_upper(fit.chi_square, fit.freedom);
    fit.state = DriftState::Steady;
    return fit;
}

}  // namespace

ReferenceDrift drift_from(const std::vector<ReferenceItem>& reference, const Pool& pool) {
    ReferenceDrift drift;
    for (const ReferenceItem& item : reference)
        drift.items.push_back(compared(item, pool.at(item.item).model));
    judge(drift.items);
    tell_scale(drift, reference, pool);
    return drift;
}

std::vector<FitDrift> fit_of(const std::vector<std::vector<Rest>>& rests) {
    std::vector<FitDrift> fits;
    for (std::uint32_t number = 0; number < rests.size(); ++number) {
        if (!rests[number].empty()) fits.push_back(fit_of_one(ItemNumber{number}, rests[number]));
    }
    judge(fits);
    return fits;
}

}  // namespace probant::engine::quality
