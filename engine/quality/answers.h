// engine/quality/answers.h: how many answers the run gathered, item by item: what may be
// calibrated.
//
// Role        Coverage of the bank by answers, overall and by competence.
// Threads     Values and free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <cstddef>

#include "engine/adaptive/pool.h"
#include "engine/quality/run.h"

namespace probant::engine::quality {

/// Enough answers for a rough calibration under priors, and for a good one.
constexpr std::size_t kAnswersForRough = 100;
constexpr std::size_t kAnswersForGood = 500;

struct AnswerCoverage {
    std::size_t items{};  ///< of the bank
    std::size_t given{};  ///< questions
    std::size_t answered{};
    std::size_t never_answered{};  ///< items
    std::size_t rough{};           ///< items with kAnswersForRough or more
    std::size_t good{};            ///< items with kAnswersForGood or more
};

struct AnswersReport {
    AnswerCoverage all{};
    std::array<AnswerCoverage, kCompetences> competences{};
};

/// Without answers in the run, each question given counts as answered.
[[nodiscard]] AnswersReport answers_of(const Pool& pool, const Run& run);

}  // namespace probant::engine::quality
