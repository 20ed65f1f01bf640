// engine/bank/media_reader.h: the pictures and files a bank shows.
//
// Role        Internal to read_bank(): names, sizes, kinds (a closed list by extension, the
//             content must agree with it) and the names under which pages ask for them.
// Threads     Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

#include "engine/bank/bank.h"
#include "engine/bank/fields.h"

namespace probant::engine {

/// `name` is relative to media/. Faults are added; the medium is then of no use.
[[nodiscard]] Medium read_medium(const std::string& name, const Bytes& bytes, Faults& faults);

}  // namespace probant::engine
