// engine/scoring/training_result.h: what a candidate is told at the end of a training.
//
// Role        The level of each of its competences with the interval around it, how many answers
//             they rest on, and the rule that stopped the test, if one did.
// Invariants  Of a training that has ended, never of a certification. From the candidate's own
//             answers alone: what a closing imputes is not in it. Fewer answers than the rules
//             score: no level.
// Threads     Values and a free function.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/bank/competence.h"
#include "engine/bank/content.h"
#include "engine/scoring/score.h"
#include "engine/session/sitting.h"

namespace probant::engine {

struct TrainedCompetence {
    Competence competence{};
    std::optional<LevelFound> level{};  ///< none: not enough evidence
    friend bool operator==(const TrainedCompetence&, const TrainedCompetence&) = default;
};

struct TrainingResult {
    std::uint32_t answers{};
    std::optional<StopKind> stopped{};  ///< none: to its last question, or ended by somebody
    std::vector<TrainedCompetence> competences{};  ///< those of the rules, ascending
    friend bool operator==(const TrainingResult&, const TrainingResult&) = default;
};

[[nodiscard]] std::optional<TrainingResult> training_result(const Sitting& sitting,
                                                            const Content& content);

}  // namespace probant::engine
