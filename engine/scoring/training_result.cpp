// SPDX-License-Identifier: EUPL-1.2
#include "engine/scoring/training_result.h"

namespace probant::engine {

std::optional<TrainingResult> training_result(const Sitting& sitting, const Content& content) {
    const Rules& rules = content.rules;
    if (rules.purpose != Purpose::Training || !is_ended(sitting)) return std::nullopt;
    TrainingResult result{
        .answers = sitting.answers, .stopped = sitting.stopped_by, .competences = {}};
    // No more is said here than a closing scores.
    const bool scored = sitting.answers >= rules.answers_min;
    const Score found = scored ? score(sitting.test, content) : Score{};
    result.competences.reserve(rules.competences.size());
    for (const Competence competence : rules.competences) {
        result.competences.push_back(
            {.competence = competence, .level = found.competences.at(competence.index).level});
    }
    return result;
}

}  // namespace probant::engine
