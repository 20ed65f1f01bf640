// SPDX-License-Identifier: EUPL-1.2
#include "engine/usecases/asked.h"

#include "engine/usecases/next_question.h"
#include "engine/usecases/pretest.h"
#include "engine/usecases/wear.h"

namespace probant::engine {

std::optional<Refusal> refuse_unless_open(const Room& room) {
    switch (room.phase) {
        case SessionPhase::Empty:
            return Refusal::NothingCreated;
        case SessionPhase::Draft:
            return Refusal::NotOpen;
        case SessionPhase::Open:
            return std::nullopt;
        case SessionPhase::Closed:
            return Refusal::SessionIsClosed;
    }
    fail_ensure("a session has a phase");
}

Result<const Candidate*, Refusal> open_candidate(const Asked& asked, CandidateId id) {
    if (const auto refusal = refuse_unless_open(asked.room)) return Refused{*refusal};
    const auto* candidate = find_candidate(asked.room, id);
    if (candidate == nullptr) return Refused{Refusal::UnknownCandidate};
    return candidate;
}

Result<SittingOf, Refusal> live_sitting(const Asked& asked, CandidateId id) {
    const auto candidate = open_candidate(asked, id);
    if (!candidate) return Refused{candidate.error()};
    const auto* sitting = sitting_of(*candidate.value());
    if (sitting == nullptr) return Refused{Refusal::NotStarted};
    if (is_ended(*sitting)) return Refused{Refusal::SittingEnded};
    return SittingOf{.candidate = candidate.value(), .sitting = sitting};
}

Result<SittingOf, Refusal> running_sitting(const Asked& asked, CandidateId id) {
    const auto live = live_sitting(asked, id);
    if (!live) return live;
    if (!std::holds_alternative<Running>(live.value().sitting->phase))
        return Refused{Refusal::SittingPaused};
    return live;
}

Instant deadline_after_pause(const Sitting& sitting, PauseCause cause, Instant now) {
    const auto* paused = std::get_if<Paused>(&sitting.phase);
    ENSURE(paused != nullptr && paused->causes.contains(cause));
    if (paused->causes.size() > 1) return sitting.deadline;
    return sitting.deadline + (now - paused->since);
}

namespace {

void draw_pretest(Events& events,
                  const NextDraw& next,
                  const TestState& test,
                  const Candidate& candidate,
                  const Asked& asked) {
    const auto [item, eligible, ties] = choose_pretest(
        asked.room, candidate, {.seed = next.seed, .draw = next.draw}, asked.content);
    const auto now = estimate(test.likelihood, asked.content.rules.selection.prior_sd_milli);
    events.emplace_back(ItemDrawn{.candidate = next.candidate,
                                  .draw = next.draw,
                                  .rank = next.rank,
                                  .item = item,
                                  .theta_micro = now.theta_micro,
                                  .se_micro = now.se_micro,
                                  .eligible = eligible,
                                  .ties = ties,
                                  .pretest = true});
}

}  // namespace

void draw_next(Events& events, const NextDraw& next, const TestState& test, const Asked& asked) {
    if (next.rank.value > asked_of(asked.content.rules)) return;
    const auto* candidate = find_candidate(asked.room, next.candidate);
    ENSURE(candidate != nullptr);
    if (is_pretest(asked.content.rules, next.seed, next.rank)) {
        draw_pretest(events, next, test, *candidate, asked);
        return;
    }
    const auto withheld = withheld_from(*candidate, test, asked.content);
    const auto wear = wear_of(asked.room, *candidate, test, asked.content);
    const auto drawn = next_question(test,
                                     asked.content,
                                     {.seed = next.seed, .draw = next.draw},
                                     {.withheld = withheld,
                                      .worn = wear.worn,
                                      .exposure = nullptr,
                                      .uses = wear.uses,
                                      .prices = wear.prices});
    if (drawn) {
        events.emplace_back(ItemDrawn{.candidate = next.candidate,
                                      .draw = next.draw,
                                      .rank = next.rank,
                                      .item = drawn.value().item,
                                      .theta_micro = drawn.value().theta_micro,
                                      .se_micro = drawn.value().se_micro,
                                      .eligible = drawn.value().eligible,
                                      .ties = drawn.value().candidates,
                                      .cap_exceeded = drawn.value().cap_exceeded});
        return;
    }
    // What is inadmissible now stays so: no answer can come between these ranks.
    for (auto rank = next.rank; rank.value <= asked_of(asked.content.rules); ++rank.value)
        events.emplace_back(RankGivenUp{.candidate = next.candidate, .rank = rank});
}

void end_sitting(Events& events, const Asked& asked, CandidateId candidate, EndedBy by) {
    events.emplace_back(SittingEnded{.candidate = candidate, .by = by});
    AlertNumber number{};
    for (const auto& alert : asked.room.alerts) {
        ++number.value;
        if (alert.candidate == candidate && !alert.resolved && !alert.camera)
            events.emplace_back(AlertResolved{.alert = number});
    }
}

std::uint32_t length_of(const Rules& rules) {
    return rules.selection.blueprint.length;
}

std::uint32_t asked_of(const Rules& rules) {
    return length_of(rules) + (rules.pretest ? rules.pretest->count : 0);
}

Duration duration_of(const Rules& rules) {
    const auto on_trial = rules.pretest ? rules.pretest->count * rules.pretest->time_s : 0;
    return std::chrono::seconds{rules.duration_s + on_trial};
}

Duration late_grace_of(const Rules& rules) {
    return std::chrono::milliseconds{rules.late_grace_ms};
}

bool is_finished(const Sitting& sitting, const Rules& rules) {
    return sitting.stopped_by || next_rank(sitting).value > asked_of(rules);
}

}  // namespace probant::engine
