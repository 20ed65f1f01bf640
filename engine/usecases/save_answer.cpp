// SPDX-License-Identifier: EUPL-1.2
#include "engine/items/presentation.h"
#include "engine/items/response_match.h"
#include "engine/scoring/enough.h"
#include "engine/usecases/asked.h"

namespace probant::engine {
namespace {

/// What comes after the time allowed is kept once for the jury, and never scored.
Verdict keep_late(const SaveAnswer& command, const Sitting& sitting, const Bank& bank) {
    const auto* ended = std::get_if<Ended>(&sitting.phase);
    const bool by_time = ended == nullptr || ended->by == EndedBy::Time;
    if (!by_time) return Refused{Refusal::SittingEnded};
    if (sitting.late_answer_kept) return Refused{Refusal::TooLate};
    if (sitting.current != command.draw) return Refused{Refusal::TooLate};
    const auto& item = bank.at(draw_of(sitting, command.draw).item);
    if (!fits(item, command.response)) return Refused{Refusal::ResponseDoesNotFit};
    return Events{LateAnswerKept{
        .candidate = command.candidate, .draw = command.draw, .response = command.response}};
}

/// Every question has a place in the order: an answer to another than the current one is stale.
std::optional<Refusal> refuse_draw(const Sitting& sitting, DrawNumber draw) {
    if (!was_drawn(sitting, draw)) return Refusal::WrongDraw;
    if (draw_of(sitting, draw).answer) return Refusal::AlreadyAnswered;
    if (!sitting.current) return Refusal::NoQuestion;
    if (*sitting.current != draw) return Refusal::WrongDraw;
    return std::nullopt;
}

}  // namespace

Verdict judge(const SaveAnswer& command, const Asked& asked) {
    if (const auto refusal = refuse_unless_open(asked.room)) return Refused{*refusal};
    const auto* candidate = find_candidate(asked.room, command.candidate);
    if (candidate == nullptr) return Refused{Refusal::UnknownCandidate};
    const auto* sitting = sitting_of(*candidate);
    if (sitting == nullptr) return Refused{Refusal::NotStarted};
    if (is_ended(*sitting)) return keep_late(command, *sitting, asked.content.bank);
    if (std::holds_alternative<Paused>(sitting->phase)) return Refused{Refusal::SittingPaused};
    if (const auto refusal = refuse_draw(*sitting, command.draw)) return Refused{*refusal};
    if (asked.now > sitting->deadline + late_grace_of(asked.content.rules))
        return keep_late(command, *sitting, asked.content.bank);

    const auto& draw = draw_of(*sitting, command.draw);
    const auto& item = asked.content.bank.at(draw.item);
    if (!fits(item, command.response)) return Refused{Refusal::ResponseDoesNotFit};

    const auto shown = present(item, sitting->seed, command.draw);
    const auto category = credit_of(item, to_bank(shown, command.response));
    Events events{AnswerSaved{.candidate = command.candidate,
                              .draw = command.draw,
                              .response = command.response,
                              .category = category}};
    auto test = sitting->test;
    if (!draw.pretest) answer(test, asked.content.pool, draw.item, category);
    if (has_seen_enough(test, asked.content, time_active(*sitting, asked.now))) {
        events.emplace_back(
            TestStopped{.candidate = command.candidate, .rule = asked.content.rules.stopping.kind});
        return events;
    }
    draw_next(events,
              NextDraw{.candidate = command.candidate,
                       .seed = sitting->seed,
                       .draw = {static_cast<std::uint32_t>(sitting->draws.size()) + 1},
                       .rank = {draw.rank.value + 1}},
              test,
              asked);
    return events;
}

}  // namespace probant::engine
