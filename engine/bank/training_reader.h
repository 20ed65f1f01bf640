// engine/bank/training_reader.h: what a training has in rules.json that a certification has not.
//
// Role     Internal to read_rules(): the purpose, the competences, and when a test may stop early.
// Threads  Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "engine/bank/fields.h"
#include "engine/bank/rules.h"

namespace probant::engine {

/// Certification where nothing is said.
[[nodiscard]] Purpose read_purpose(Fields& fields);

/// The competences, and the blueprint they share.
void read_training(Rules& rules, Fields& fields);

/// Once length, answers_min, time and scale are known. A certification has a fixed length.
void read_stopping(Rules& rules, Fields& fields);

}  // namespace probant::engine
