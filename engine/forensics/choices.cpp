// SPDX-License-Identifier: EUPL-1.2
#include "engine/forensics/choices.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "crypto/base/ensure.h"

namespace probant::engine::forensics {

Choices::Choices(std::span<const NominalItem> items,
                 std::span<const double> thetas,
                 std::vector<std::uint8_t> chosen)
    : items_(items), chosen_(std::move(chosen)), own_items_(thetas.size()) {
    ENSURE(chosen_.size() == thetas.size() * items.size());
    std::size_t most = 2;
    for (const NominalItem& item : items)
        most = std::max(most, item.size());
    width_ = (most + 1) / 2 * 2;
    row_of_.assign(chosen_.size(), 0);
    rows_.assign(2 * width_, 0.0);  // the row of zeros
    for (std::size_t person = 0; person < thetas.size(); ++person) {
        for (std::uint32_t item = 0; item < items.size(); ++item) {
            auto& chosen_here = chosen_[person * items.size() + item];
            if (chosen_here >= items[item].size()) {
                chosen_here = kAlternativeNotAdministered;
                continue;
            }
            own_items_[person].push_back(item);
            row_of_[person * items.size() + item] = add_row(items[item], thetas[person]);
        }
    }
}

std::uint32_t Choices::add_row(const NominalItem& item, double theta) {
    const std::size_t at = rows_.size();
    ENSURE(at + 2 * width_ <= std::numeric_limits<std::uint32_t>::max());
    rows_.resize(at + 2 * width_, 0.0);
    choice_probabilities(item, theta, std::span(rows_).subspan(at, item.size()));
    for (std::size_t v = 0; v < item.size(); ++v) {
        if (item[v].right) rows_[at + width_ + v] = rows_[at + v];
    }
    return static_cast<std::uint32_t>(at);
}

}  // namespace probant::engine::forensics
