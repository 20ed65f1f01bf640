// SPDX-License-Identifier: EUPL-1.2
#include "engine/adaptive/pool.h"

#include <algorithm>
#include <utility>

#include "crypto/base/ensure.h"
#include "engine/adaptive/posterior.h"
#include "engine/bank/bank.h"

namespace probant::engine {
namespace {

constexpr std::size_t kBands = 200;
constexpr double kBandWidth = 2 * kThetaMost / static_cast<double>(kBands);

std::vector<BoundedItem> band(const std::vector<PoolItem>& items, double low, double high) {
    std::vector<BoundedItem> bounded;
    bounded.reserve(items.size());
    for (std::uint32_t number = 0; number < items.size(); ++number)
        bounded.push_back({information_most(items[number].model, low, high), ItemNumber{number}});
    std::ranges::sort(bounded, [](const auto& left, const auto& right) {
        if (left.information_most != right.information_most)
            return left.information_most > right.information_most;
        return left.item < right.item;
    });
    return bounded;
}

std::size_t band_of(double theta) {
    const double place = (std::clamp(theta, -kThetaMost, kThetaMost) + kThetaMost) / kBandWidth;
    return std::min(static_cast<std::size_t>(place), kBands - 1);
}

/// A bank's figures are in ten-thousandths.
double from_bank(std::int32_t figure) {
    constexpr double kTenThousand = 10000.0;
    return figure / kTenThousand;
}

ItemModel model_of(const Item& item) {
    ItemModel model{.discrimination = from_bank(item.discrimination),
                    .difficulty = from_bank(item.difficulty),
                    .guessing = from_bank(item.guessing),
                    .thresholds = {}};
    model.thresholds.reserve(item.credit.size());
    for (const CreditStep& step : item.credit)
        model.thresholds.push_back(from_bank(step.difficulty));
    return model;
}

}  // namespace

Pool::Pool(std::vector<PoolItem> items) : items_(std::move(items)) {
    for (std::uint32_t number = 0; number < items_.size(); ++number) {
        const PoolItem& item = items_[number];
        const std::size_t tube = item.tube.value;
        if (tube >= tube_items_.size()) {
            tube_items_.resize(tube + 1);
            tube_peaceful_.resize(tube + 1, 0);
            tube_competence_.resize(tube + 1);
        }
        if (tube_items_[tube].empty()) {
            tube_competence_[tube] = item.competence;
            competence_tubes_.at(item.competence.index).push_back(item.tube);
        }
        ENSURE(tube_competence_[tube] == item.competence);
        tube_items_[tube].push_back(ItemNumber{number});
        if (item.enemies.empty()) tube_peaceful_[tube] = 1;
    }
    for (auto& tubes : competence_tubes_)
        std::ranges::sort(tubes);
    logs_.reserve(items_.size());
    std::vector<ItemModel> models;
    models.reserve(items_.size());
    for (const PoolItem& item : items_) {
        models.push_back(item.model);
        competences_.push_back(item.competence.index);
        auto& logs = logs_.emplace_back();
        for (std::uint32_t k = 0; k <= full_credit(item.model).value; ++k)
            logs.push_back(log_likelihood_on_grid(item.model, Category{k}));
    }
    worth_ = Worth(models, competences_);
    bands_.reserve(kBands);
    for (std::size_t number = 0; number < kBands; ++number) {
        const double low = -kThetaMost + static_cast<double>(number) * kBandWidth;
        // A hair wider than the band: the ends are rounded too.
        bands_.push_back(band(items_, low - 1e-9, low + kBandWidth + 1e-9));
    }
}

const PoolItem& Pool::at(ItemNumber item) const {
    ENSURE(item.value < items_.size());
    return items_[item.value];
}

Competence Pool::competence_of(TubeNumber tube) const {
    ENSURE(tube.value < tube_competence_.size());
    return tube_competence_[tube.value];
}

const std::vector<TubeNumber>& Pool::tubes_of(Competence competence) const {
    return competence_tubes_.at(competence.index);
}

const std::vector<ItemNumber>& Pool::items_of(TubeNumber tube) const {
    ENSURE(tube.value < tube_items_.size());
    return tube_items_[tube.value];
}

bool Pool::has_peaceful_item(TubeNumber tube) const {
    ENSURE(tube.value < tube_peaceful_.size());
    return tube_peaceful_[tube.value] != 0;
}

const std::vector<BoundedItem>& Pool::by_information(double theta) const {
    ENSURE(!bands_.empty());
    return bands_[band_of(theta)];
}

const OnGrid& Pool::log_likelihood(ItemNumber item, Category category) const {
    ENSURE(item.value < items_.size());
    const auto& logs = logs_[item.value];
    ENSURE(category.value < logs.size());
    return logs[category.value];
}

Pool make_pool(const Bank& bank) {
    std::vector<PoolItem> items;
    items.reserve(bank.items.size());
    for (const Item& item : bank.items) {
        items.push_back({.model = model_of(item),
                         .competence = item.competence,
                         .tube = item.tube,
                         .enemies = item.enemies});
    }
    return Pool(std::move(items));
}

}  // namespace probant::engine
