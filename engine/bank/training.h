// engine/bank/training.h: whether a bank holds a whole training of some competences.
//
// Role        A training asks equal shares of its competences and nothing of the others. Without a
//             blueprint to search, the proof is a count: of questions without an enemy, which
//             nothing drawn before can bar but a question of their own tube.
// Threads     Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/bank/bank.h"
#include "engine/bank/bank_fault.h"
#include "engine/bank/rules.h"

namespace probant::engine {

/// The most questions of one competence in a training: an equal share of its length, rounded up.
[[nodiscard]] std::uint32_t competence_share(const Rules& rules);

/// A fault for each competence that cannot give its share once so many questions of it were found
/// faulty: each of them takes its whole tube away. `withheld`: by item, what is not given; empty
/// for nothing but what is not live.
[[nodiscard]] std::vector<BankFault> few_for_training(const Bank& bank,
                                                      const Rules& rules,
                                                      std::uint32_t reports,
                                                      std::span<const char> withheld = {});

}  // namespace probant::engine
