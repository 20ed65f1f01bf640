// engine/bank/item_reader.h: one question of a file, before it knows the others.
//
// Role        Internal to read_bank(): every rule of docs/BANK.md that one question can break by
//             itself. What ties questions together (enemies, tubes, media) is judged there.
// Threads     Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <vector>

#include "engine/bank/fields.h"
#include "engine/bank/item.h"

namespace probant::engine {

/// A question whose tube and enemies are still names.
struct ItemDraft {
    Item item{};
    std::string tube{};
    std::vector<std::string> enemies{};
    Where where{};
};

[[nodiscard]] ItemDraft read_item(const json::Value& value, Where where, Faults& faults);

/// Internal to read_item(): the blocks above the answer, and the key.
[[nodiscard]] std::vector<Block> read_context(Fields& fields);
[[nodiscard]] Key read_key(const Item& item, Fields& fields);

/// Internal too: partial credit, once the key is known. Nothing where the question has none.
[[nodiscard]] bool has_credit(Fields& fields);
void read_credit(Item& item, Fields& fields);

/// A difficulty is that of full credit, and lies near its level's.
constexpr Range kDifficulties{-60000, 60000};  // six SDs of candidates either way
void refuse_far_difficulty(const Item& item, Fields& fields, std::string_view field);

}  // namespace probant::engine
