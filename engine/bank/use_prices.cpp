// SPDX-License-Identifier: EUPL-1.2
#include "engine/bank/use_prices.h"

#include <algorithm>
#include <utility>

#include "crypto/canonical_json.h"
#include "engine/bank/fields.h"

namespace probant::engine {
namespace {

constexpr Range kPricesVersions{1, 1};
constexpr Range kPrices{0, 1'000'000};                // the whole of a best test's worth
constexpr Range kLevelBounds{-8'000'000, 8'000'000};  // the grid's own ends
constexpr double kMicro = 1e6;

void read_levels(UsePrices& prices, Fields& fields) {
    constexpr Range kCount{kLevels - 1, kLevels - 1};
    const auto& bounds = fields.array("levels_micro", kCount);
    std::int64_t before = kLevelBounds.least;
    for (std::size_t n = 0; n < std::min(bounds.size(), kLevels - 1); ++n) {
        const auto* bound = bounds[n].integer();
        if (bound == nullptr || *bound <= before || *bound >= kLevelBounds.most) {
            fields.faults().add(fields.at("levels_micro").element(n),
                                "Écrire une borne entière, au-dessus de la précédente.",
                                "Write an integer bound, above the one before.");
            return;
        }
        before = *bound;
        prices.levels.at(n) = static_cast<double>(before) / kMicro;
    }
}

void read_prices(UsePrices& prices, Fields& fields, const Bank& bank) {
    const auto* value = fields.required("prices_micro");
    if (value == nullptr) return;
    Fields by_item(*value, fields.at("prices_micro"), fields.faults());
    prices.by_item.assign(bank.items.size(), 0);
    for (std::size_t item = 0; item < bank.items.size(); ++item) {
        const auto& id = bank.items[item].id;
        if (by_item.optional(id) == nullptr) continue;
        prices.by_item[item] =
            static_cast<float>(static_cast<double>(by_item.integer(id, kPrices)) / kMicro);
    }
    by_item.refuse_unknown();
}

std::int64_t micro(double figure) {
    return static_cast<std::int64_t>(figure * kMicro + (figure < 0 ? -0.5 : 0.5));
}

}  // namespace

UsePrices no_prices() {
    return {.by_item = {}, .levels = kNormalQuintiles};
}

std::size_t level_of(const UsePrices& prices, std::int64_t theta_micro) {
    return level_of(prices.levels, static_cast<double>(theta_micro) / kMicro);
}

Result<UsePrices, std::vector<BankFault>> read_use_prices(std::string_view text, const Bank& bank) {
    const Where where{.file = "exposure.json", .item = {}, .field = {}};
    Faults faults;
    const auto value = read_json(text, where, faults);
    if (!value) return Refused{faults.take()};
    Fields fields(*value, where, faults);
    static_cast<void>(fields.integer("v", kPricesVersions));
    UsePrices prices;
    read_levels(prices, fields);
    read_prices(prices, fields, bank);
    fields.refuse_unknown();
    if (!faults.empty()) return Refused{faults.take()};
    return prices;
}

std::string write_use_prices(const UsePrices& prices, const Bank& bank) {
    json::Object by_item;
    for (std::size_t item = 0; item < prices.by_item.size(); ++item) {
        const auto price = micro(static_cast<double>(prices.by_item[item]));
        if (price > 0) by_item.emplace(bank.items[item].id, price);
    }
    json::Array levels;
    for (const double bound : prices.levels)
        levels.emplace_back(micro(bound));
    return json::write(json::Object{
        {"v", 1}, {"prices_micro", std::move(by_item)}, {"levels_micro", std::move(levels)}});
}

}  // namespace probant::engine
