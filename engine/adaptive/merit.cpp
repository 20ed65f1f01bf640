// SPDX-License-Identifier: EUPL-1.2
#include "engine/adaptive/merit.h"

#include <algorithm>
#include <array>
#include <bit>

#include "crypto/base/ensure.h"

namespace probant::engine {
namespace {

struct Point {
    double away{};  ///< from the mean, in SDs
    float weight{};
};

// Abramowitz and Stegun, table 25.10, n = 5, for a normal density.
constexpr std::array kPoints{Point{-2.8569700138728056, 0.011257411F},
                             Point{-1.3556261799742659, 0.22207592F},
                             Point{0.0, 0.53333333F},
                             Point{1.3556261799742659, 0.22207592F},
                             Point{2.8569700138728056, 0.011257411F}};

/// How much more an item is worth for what it teaches, before any question is left to profit.
constexpr double kLearning = 0.3;

/// The price of what may not be drawn: beyond any worth.
constexpr float kBarred = 1e9F;

constexpr float kPermilleWhole = 1000.0F;

Lanes all_lanes(float value) {
    Lanes lanes{};
    lanes.fill(value);
    return lanes;
}

/// Four lanes that every processor adds at once: element by element, so the same bits on all.
using Wide = float __attribute__((vector_size(sizeof(Lanes))));

Wide wide(float value) {
    return value - Wide{};
}

/// One draw's view of the table: a price and a mean worth for each slot, and the competences of
/// which something may be drawn.
class Sweep {
public:
    Sweep(const Pool& pool, std::span<const ItemNumber> items, const Weighing& weighing)
        : table_(pool.worth()),
          price_(table_.rows(), all_lanes(kBarred)),
          worth_(table_.rows(), Lanes{}),
          used_(table_.rows(), Lanes{}) {
        const auto competences = pool.competence_indexes();
        for (const ItemNumber item : items) {
            const Slot slot = table_.slot_of(item);
            price_[slot.row].at(slot.lane) =
                weighing.prices.empty() ? 0.0F : weighing.prices[item.value];
            open_.at(competences[item.value]) = true;
        }
        const std::vector<Lanes> unused(weighing.use == nullptr ? table_.rows() : 0, Lanes{});
        for (const Point& point : kPoints) {
            const double theta = weighing.ability.mean + point.away * weighing.ability.sd;
            add_point({.worth = table_.at(Worth::node_of(theta)),
                       .use = weighing.use == nullptr ? std::span<const Lanes>(unused)
                                                      : weighing.use->at(theta),
                       .weight = point.weight,
                       .use_price = weighing.use_price});
        }
        if (!weighing.by_competence) knowing_.fill(0);
        learning_ = static_cast<float>(1.0 + kLearning * weighing.left);
    }

    /// In the order of the slots; `least`: none below it.
    [[nodiscard]] std::vector<Merit> from(float least) const {
        std::vector<Merit> found;
        for_each_row([&](const Lanes& merits, std::size_t row) {
            if (*std::ranges::max_element(merits) < least) return;
            for (std::size_t lane = 0; lane < kLanes; ++lane) {
                if (merits.at(lane) < least) continue;
                found.push_back({.item = table_.item_of({.row = row, .lane = lane}),
                                 .worth = worth_[row].at(lane),
                                 .merit = merits.at(lane)});
            }
        });
        return found;
    }

    /// The largest merit of a lane, and what the item of it is worth; the item is not looked up.
    [[nodiscard]] Merit best() const {
        Wide most = wide(-kBarred);
        Wide worth{};
        for_each_row([&](const Lanes& merits, std::size_t row) {
            const auto here = std::bit_cast<Wide>(merits);
            worth = here > most ? std::bit_cast<Wide>(worth_[row]) : worth;
            most = here > most ? here : most;
        });
        const auto all = std::bit_cast<Lanes>(most);
        const auto lane = static_cast<std::size_t>(std::ranges::max_element(all) - all.begin());
        return {.item = {}, .worth = std::bit_cast<Lanes>(worth).at(lane), .merit = all.at(lane)};
    }

private:
    template <class Visit>
    void for_each_row(const Visit& visit) const {
        for (std::size_t competence = 0; competence < kCompetences; ++competence) {
            if (!open_.at(competence)) continue;
            const Rows rows = table_.rows_of(competence);
            const float known = knowing_.at(competence);
            for (std::size_t row = rows.first; row < rows.last; ++row) {
                const auto cost =
                    std::bit_cast<Wide>(price_[row]) + std::bit_cast<Wide>(used_[row]);
                const Wide merits = std::bit_cast<Wide>(worth_[row]) * learning_ - cost - known;
                visit(std::bit_cast<Lanes>(merits), row);
            }
        }
    }

    /// One ability at which the posterior is read.
    struct AtPoint {
        std::span<const Lanes> worth{};
        std::span<const Lanes> use{};
        float weight{};
        float use_price{};
    };

    void add_point(const AtPoint& point) {
        for (std::size_t competence = 0; competence < kCompetences; ++competence) {
            if (!open_.at(competence)) continue;
            const Rows rows = table_.rows_of(competence);
            knowing_.at(competence) += point.weight * add_point(point, rows);
        }
    }

    /// Of one competence's rows: adds to the means, gives the best worth less what it costs.
    float add_point(const AtPoint& point, const Rows& rows) {
        Wide best = wide(-kBarred);
        for (std::size_t row = rows.first; row < rows.last; ++row) {
            const auto here = std::bit_cast<Wide>(point.worth[row]);
            const Wide used = std::bit_cast<Wide>(point.use[row]) * point.use_price;
            const Wide gain = here - (std::bit_cast<Wide>(price_[row]) + used);
            worth_[row] =
                std::bit_cast<Lanes>(std::bit_cast<Wide>(worth_[row]) + here * point.weight);
            used_[row] =
                std::bit_cast<Lanes>(std::bit_cast<Wide>(used_[row]) + used * point.weight);
            best = best < gain ? gain : best;
        }
        return std::ranges::max(std::bit_cast<Lanes>(best));
    }

    const Worth& table_;
    std::vector<Lanes> price_;
    std::vector<Lanes> worth_;  ///< on average over the posterior
    std::vector<Lanes> used_;   ///< what recent use costs, on average
    std::array<bool, kCompetences> open_{};
    std::array<float, kCompetences> knowing_{};  ///< the best there is, were the ability known
    float learning_{};
};

bool is_better(const Merit& left, const Merit& right) {
    if (left.merit != right.merit) return left.merit > right.merit;
    return left.item < right.item;
}

}  // namespace

std::vector<Merit> best_merits(const Pool& pool,
                               std::span<const ItemNumber> items,
                               const Weighing& weighing,
                               const NearTie& near_tie) {
    ENSURE(!items.empty());
    const Sweep sweep(pool, items, weighing);
    const Merit best = sweep.best();
    const float share = 1.0F - static_cast<float>(near_tie.permille) / kPermilleWhole;
    auto ties = sweep.from(best.merit - share * best.worth);
    std::ranges::sort(ties, is_better);
    if (ties.size() > near_tie.most) ties.resize(near_tie.most);
    return ties;
}

}  // namespace probant::engine
