// tests/support/responses.h: what a candidate may answer to a question, knowing its key.
//
// Role     In the terms of the page, as a station sends it.
// Threads  Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "engine/bank/item.h"
#include "engine/items/response.h"
#include "engine/session/sitting.h"

namespace probant::support {

/// The key's own response.
[[nodiscard]] engine::ShownResponse right_response(const engine::Item& item,
                                                   engine::Seed seed,
                                                   engine::DrawNumber draw);

/// One part short of it, which earns the last step but one of a table of credit; wrong without one.
[[nodiscard]] engine::ShownResponse nearly_right_response(const engine::Item& item,
                                                          engine::Seed seed,
                                                          engine::DrawNumber draw);

/// Fits the question, and earns nothing otherwise than by passing.
[[nodiscard]] engine::ShownResponse wrong_response(const engine::Item& item,
                                                   engine::Seed seed,
                                                   engine::DrawNumber draw);

/// Of another kind than the question asks for.
[[nodiscard]] engine::ShownResponse unfit_response(const engine::Item& item);

}  // namespace probant::support
