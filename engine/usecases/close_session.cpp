// SPDX-License-Identifier: EUPL-1.2
#include <map>

#include "engine/scoring/score.h"
#include "engine/usecases/asked.h"
#include "engine/usecases/next_question.h"
#include "engine/usecases/pretest.h"

namespace probant::engine {
namespace {

using Reasons = std::map<CandidateId, UnfinishedReason>;

std::optional<UnfinishedReason> reason_for(const Candidate& candidate, const Reasons& given) {
    if (const auto found = given.find(candidate.id); found != given.end()) return found->second;
    return sitting_of(candidate)->unfinished;
}

std::optional<Refusal> refuse_to_close(const Asked& asked, const Reasons& given) {
    for (const auto& candidate : asked.room.candidates) {
        const auto* sitting = sitting_of(candidate);
        if (sitting == nullptr) continue;
        if (is_paused_by(*sitting, PauseCause::Report)) return Refusal::ReportUndecided;
        const bool unfinished = !is_finished(*sitting, asked.content.rules);
        if (unfinished && !reason_for(candidate, given)) return Refusal::ReasonMissing;
    }
    return std::nullopt;
}

/// A candidate who gave up is scored as if every question left had been answered wrong.
void impute(Events& events, const Candidate& candidate, TestState& test, const Content& content) {
    const auto& sitting = *sitting_of(candidate);
    DrawNumber number{static_cast<std::uint32_t>(sitting.draws.size()) + 1};
    auto left = length_of(content.rules) - sitting.answers - sitting.ranks_given_up;
    const bool on_trial = sitting.current && draw_of(sitting, *sitting.current).pretest;
    if (sitting.current && !on_trial) {
        // The question on the page was drawn; it is the first that is counted wrong.
        const auto item = draw_of(sitting, *sitting.current).item;
        events.emplace_back(
            ItemImputed{.candidate = candidate.id, .draw = *sitting.current, .item = item});
        answer(test, content.pool, item, /*right=*/false);
        --left;
    }
    for (; left > 0; --left, ++number.value) {
        const auto withheld = withheld_from(candidate, test, content);
        const auto next = next_question(
            test, content, {.seed = sitting.seed, .draw = number}, {.withheld = withheld});
        if (!next) return;
        const auto item = next.value().item;
        events.emplace_back(ItemImputed{.candidate = candidate.id, .draw = number, .item = item});
        draw(test, item);
        answer(test, content.pool, item, /*right=*/false);
    }
}

SittingScored scored(const Candidate& candidate, const TestState& test, const Content& content) {
    const auto result = score(test, content);
    return SittingScored{.candidate = candidate.id,
                         .outcome = OutcomeState::Validated,
                         .answers = sitting_of(candidate)->answers,
                         .points = result.points,
                         .level = result.level,
                         .theta_micro = result.theta_micro,
                         .se_micro = result.se_micro};
}

SittingScored not_scored(const Candidate& candidate, OutcomeState outcome) {
    return SittingScored{
        .candidate = candidate.id, .outcome = outcome, .answers = sitting_of(candidate)->answers};
}

/// The rules for sittings that stopped before their end (invigilation: unfinished sittings).
void judge_sitting(Events& events,
                   const Candidate& candidate,
                   const Asked& asked,
                   const Reasons& given) {
    const auto& sitting = *sitting_of(candidate);
    const auto& rules = asked.content.rules;
    if (!is_ended(sitting)) end_sitting(events, asked, candidate.id, EndedBy::Closing);
    auto test = sitting.test;
    const bool enough = sitting.answers >= rules.answers_min;
    if (is_finished(sitting, rules)) {
        // Asked all that the bank still held: when that is too little, it is not their doing.
        events.emplace_back(enough ? scored(candidate, test, asked.content)
                                   : not_scored(candidate, OutcomeState::Cancelled));
        return;
    }
    const auto reason = reason_for(candidate, given);
    ENSURE(reason.has_value());
    events.emplace_back(UnfinishedExplained{.candidate = candidate.id, .reason = *reason});
    const bool technical = *reason == UnfinishedReason::Technical;
    if (!enough) {
        const auto outcome = technical ? OutcomeState::Cancelled : OutcomeState::Rejected;
        events.emplace_back(not_scored(candidate, outcome));
        return;
    }
    if (!technical) impute(events, candidate, test, asked.content);
    events.emplace_back(scored(candidate, test, asked.content));
}

}  // namespace

Verdict judge(const CloseSession& command, const Asked& asked) {
    if (const auto refusal = refuse_unless_open(asked.room)) return Refused{*refusal};
    Reasons given;
    for (const auto& [candidate, reason] : command.unfinished) {
        if (find_candidate(asked.room, candidate) == nullptr)
            return Refused{Refusal::UnknownCandidate};
        if (!given.emplace(candidate, reason).second) return Refused{Refusal::DuplicateCandidate};
    }
    if (const auto refusal = refuse_to_close(asked, given)) return Refused{*refusal};

    Events events;
    for (const auto& candidate : asked.room.candidates) {
        if (sitting_of(candidate) != nullptr) {
            judge_sitting(events, candidate, asked, given);
        } else {
            events.emplace_back(CandidateAbsent{.candidate = candidate.id});
        }
    }
    events.emplace_back(SessionClosed{});
    return events;
}

}  // namespace probant::engine
