// engine/bank/reading.h: how much there is to read in a question.
//
// Role        Words as people count them, between blanks: of the prompt, what is above the answer
// and the
//             options; of the language that has more, so that one figure serves both.
// Threads     Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>

#include "engine/bank/item.h"

namespace probant::engine {

[[nodiscard]] std::uint32_t words_of(const Item& item);

}  // namespace probant::engine
