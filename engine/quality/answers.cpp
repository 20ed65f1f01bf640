// SPDX-License-Identifier: EUPL-1.2
#include "engine/quality/answers.h"

#include <vector>

namespace probant::engine::quality {
namespace {

struct Gathered {
    std::size_t given{};
    std::size_t answered{};
};

void add(AnswerCoverage& coverage, const Gathered& item) {
    ++coverage.items;
    coverage.given += item.given;
    coverage.answered += item.answered;
    if (item.answered == 0) ++coverage.never_answered;
    if (item.answered >= kAnswersForRough) ++coverage.rough;
    if (item.answered >= kAnswersForGood) ++coverage.good;
}

}  // namespace

AnswersReport answers_of(const Pool& pool, const Run& run) {
    std::vector<Gathered> items(pool.size());
    for (const RunSitting& sitting : run.sittings) {
        for (std::size_t k = 0; k < sitting.items.size(); ++k) {
            Gathered& item = items[sitting.items[k].value];
            ++item.given;
            if (sitting.answers.empty() || sitting.answers[k]) ++item.answered;
        }
    }
    AnswersReport report;
    for (std::uint32_t number = 0; number < items.size(); ++number) {
        add(report.all, items[number]);
        add(report.competences.at(pool.at(ItemNumber{number}).competence.index), items[number]);
    }
    return report;
}

}  // namespace probant::engine::quality
