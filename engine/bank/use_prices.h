// engine/bank/use_prices.h: what giving each item costs at first, from a package's exposure.json.
//
// Role        Prices and levels that `probant-engine prices` learned before anybody sat; the use of
//             the items moves the prices from there. rules.json names the file by its digest, so
//             that a journal, which names the rules, names them too.
// Refuses     A price of an item that the bank does not have, figures out of their limits, levels
//             that do not rise.
// Threads     Values and free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/base/result.h"
#include "engine/bank/bank.h"
#include "engine/bank/bank_fault.h"
#include "engine/exposure/exposure.h"

namespace probant::engine {

struct UsePrices {
    std::vector<float> by_item{};  ///< in the unit of Worth; empty: they start at nothing
    LevelBounds levels{};          ///< the quintiles of N(0, 1) until some are learned
};

[[nodiscard]] UsePrices no_prices();

[[nodiscard]] std::size_t level_of(const UsePrices& prices, std::int64_t theta_micro);

[[nodiscard]] Result<UsePrices, std::vector<BankFault>> read_use_prices(std::string_view text,
                                                                        const Bank& bank);

/// The file; what read_use_prices() gives back, to the millionth.
[[nodiscard]] std::string write_use_prices(const UsePrices& prices, const Bank& bank);

}  // namespace probant::engine
