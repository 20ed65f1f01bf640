// engine/bank/quality.h: is a bank that breaks no rule also a fair one?
//
// Role        What only the whole bank can show: enough tubes for every test and every report,
//             right options that no habit gives away, texts really written in both languages.
// Invariants  A judgement is made only on enough questions (kHabitQuestionsLeast) to be one.
// Threads     Values and free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "engine/bank/bank.h"
#include "engine/bank/bank_fault.h"
#include "engine/bank/content.h"

namespace probant::engine {

constexpr std::size_t kInteractions = 6;
constexpr std::size_t kOptionsMost = 7;

/// Above this share a candidate who follows the habit gains: chance alone gives 25 to 33 %.
constexpr std::uint32_t kHabitPermilleMost = 450;
constexpr std::uint32_t kHabitQuestionsLeast = 20;

/// Of live items: a retired one, or one on trial, fills no test.
struct CompetenceCount {
    std::uint32_t items{};
    std::uint32_t tubes{};
    std::uint32_t peaceful_tubes{};  ///< with a question that has no enemy
};

struct BankCounts {
    std::uint32_t items{};
    std::uint32_t tubes{};
    std::uint32_t media{};
    std::uint32_t enemy_pairs{};
    std::uint32_t pretests{};
    std::uint32_t retired{};
    std::uint32_t partial_credit{};  ///< questions with a table of credit
    std::array<std::uint32_t, 8> levels{};
    std::array<std::uint32_t, kInteractions> interactions{};
    std::array<CompetenceCount, kCompetences> competences{};
    std::uint32_t single_choices{};
    std::uint32_t longest_right_fr{};  ///< single choices whose right option is the longest
    std::uint32_t longest_right_en{};
    std::array<std::uint32_t, kOptionsMost> key_places{};  ///< of single choices, in the file
};

[[nodiscard]] BankCounts count_bank(const Bank& bank);

/// What is unfair, in the order of the bank.
[[nodiscard]] std::vector<BankFault> judge_bank(const Bank& bank, const Rules& rules);

}  // namespace probant::engine
