// engine/bank/content.h: what an exam is made of besides people: a bank and its rules.
//
// Role        The immutable value that decide() and replay receive: questions, the pool that
//             measures with them, rules, and the two digests that name them in the journal.
// Invariants  `pool` is made from `bank`: item n of one is item n of the other.
// Threads     Immutable once made; shared freely.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/base/bytes.h"
#include "crypto/base/result.h"
#include "crypto/digest.h"
#include "engine/adaptive/pool.h"
#include "engine/bank/bank.h"
#include "engine/bank/bank_fault.h"
#include "engine/bank/rules.h"
#include "engine/bank/use_prices.h"
#include "engine/shadow/constraints.h"

namespace probant::engine {

struct Content {
    Bank bank;
    Rules rules{};
    crypto::Digest bank_digest{};
    crypto::Digest rules_digest{};
    Pool pool;
    std::vector<char> withheld{};  ///< by item: not live, so never given for a score; or empty
    UsePrices use_prices{no_prices()};
    /// Of rules with limits (Limits): what each item costs, and what ties them together.
    std::vector<ItemCost> costs{};
    std::optional<Constraints> constraints{};
};

/// Can a complete test be made from nothing, within every limit? Of a certification. `withheld`: by
/// item, what is not given; empty for nothing.
[[nodiscard]] bool has_whole_test(const Content& content, std::span<const char> withheld);

/// `rules_digest` is that of the bytes of rules.json.
[[nodiscard]] Content make_content(Bank bank, Rules rules, const crypto::Digest& rules_digest);

/// The whole package: paths relative to its directory ("rules.json", "exposure.json",
/// "bank/bank.json", "bank/items/1.1.json", "bank/media/…") and their bytes. Other paths are
/// faults; so is an exposure.json that rules.json does not name by its digest.
[[nodiscard]] Result<Content, std::vector<BankFault>> read_package(
    const std::map<std::string, Bytes>& files);

}  // namespace probant::engine
