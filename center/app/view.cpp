// SPDX-License-Identifier: EUPL-1.2
#include "center/app/view.h"

#include <algorithm>

#include "engine/usecases/asked.h"

namespace probant::center {
namespace {

using engine::Sitting;

struct PhaseSeen {
    CandidatePhaseSeen operator()(const engine::Enrolled& /*phase*/) const {
        return CandidatePhaseSeen::Enrolled;
    }

    CandidatePhaseSeen operator()(const engine::Present& /*phase*/) const {
        return CandidatePhaseSeen::Present;
    }

    CandidatePhaseSeen operator()(const engine::Authorised& /*phase*/) const {
        return CandidatePhaseSeen::Authorised;
    }

    CandidatePhaseSeen operator()(const engine::Absent& /*phase*/) const {
        return CandidatePhaseSeen::Absent;
    }

    CandidatePhaseSeen operator()(const Sitting& sitting) const {
        return std::visit(*this, sitting.phase);
    }

    CandidatePhaseSeen operator()(const engine::Running& /*phase*/) const {
        return CandidatePhaseSeen::Running;
    }

    CandidatePhaseSeen operator()(const engine::Paused& /*phase*/) const {
        return CandidatePhaseSeen::Paused;
    }

    CandidatePhaseSeen operator()(const engine::Ended& /*phase*/) const {
        return CandidatePhaseSeen::Ended;
    }
};

struct Code {
    CodeSeen operator()(const engine::CodeArmed& /*code*/) const { return CodeSeen::Armed; }

    CodeSeen operator()(const engine::CodeUsed& /*code*/) const { return CodeSeen::Used; }

    CodeSeen operator()(const engine::CodeRearmedUntil& /*code*/) const {
        return CodeSeen::Rearmed;
    }
};

void add_question(CandidateView& view, const Sitting& sitting) {
    if (!sitting.current || engine::is_ended(sitting)) return;
    const auto& draw = engine::draw_of(sitting, *sitting.current);
    view.question = QuestionSeen{.draw = *sitting.current,
                                 .rank = draw.rank,
                                 .item = draw.item,
                                 .seed = sitting.seed,
                                 .report = draw.report};
}

void add_sitting(CandidateView& view, const Sitting& sitting, const engine::Content& content) {
    for (const auto& draw : sitting.draws)
        view.drawn.push_back(draw.item);
    view.theta_micro = sitting.theta_micro;
    view.held = engine::held_of(sitting);
    view.all_answered = engine::is_finished(sitting, content.rules);
    view.deadline = sitting.deadline;
    view.reports = sitting.reports;
    view.unfinished = sitting.unfinished;
    view.result = sitting.result;
    view.training = engine::training_result(sitting, content);
    add_question(view, sitting);
    if (const auto* paused = std::get_if<engine::Paused>(&sitting.phase)) {
        view.pauses = paused->causes;
        view.clock_stopped_at = paused->since;
    }
    if (const auto* ended = std::get_if<engine::Ended>(&sitting.phase)) {
        view.ended_by = ended->by;
        view.clock_stopped_at = ended->at;
    }
}

}  // namespace

const CandidateView* SessionView::find(engine::CandidateId id) const {
    const auto place = places->find(id);
    return place == places->end() ? nullptr : candidates[place->second].get();
}

std::shared_ptr<const SessionView> CentreView::find(engine::SessionId id) const {
    const auto found = sessions.find(id);
    return found == sessions.end() ? nullptr : found->second;
}

bool records_everywhere(const CentreView& centre) {
    return std::ranges::none_of(centre.sessions,
                                [](const auto& one) { return one.second->read_only.has_value(); });
}

CandidateView picture_of(const engine::Room& room,
                         const engine::Candidate& candidate,
                         const engine::Content& content) {
    CandidateView view{.id = candidate.id,
                       .seat = candidate.seat,
                       .extra_time = candidate.extra_time,
                       .needs = candidate.needs,
                       .watch = engine::rules_watching(room, candidate, content),
                       .next_opening = candidate.camera.next_opening,
                       .looks = candidate.camera.looks,
                       .phase = std::visit(PhaseSeen{}, candidate.phase),
                       .code = std::visit(Code{}, candidate.code),
                       .signed_in = candidate.has_signed_in};
    if (const auto* sitting = engine::sitting_of(candidate)) add_sitting(view, *sitting, content);
    return view;
}

engine::Duration time_left(const CandidateView& candidate, engine::Instant now) {
    const bool runs = candidate.phase == CandidatePhaseSeen::Running;
    const auto clock = runs ? now : candidate.clock_stopped_at;
    return std::max(engine::Duration::zero(), candidate.deadline - clock);
}

}  // namespace probant::center
