// engine/items/fold.h: two spellings of the same short answer become one.
//
// Role        Folds Latin letters to plain lower-case ones (case, accents, œ æ ß and their kin),
//             drops combining accents, turns every apostrophe, hyphen and space into one space,
//             runs into one, none at the ends. "Pièce-jointe " and "piece jointe" are one answer.
// Invariants  fold(fold(x)) == fold(x). What is not a Latin letter stays as it is: a point, a
//             slash or an @ can be the answer.
// Threads     Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>

namespace probant::engine {

/// ENSUREs UTF-8.
[[nodiscard]] std::string fold(std::string_view text);

}  // namespace probant::engine
