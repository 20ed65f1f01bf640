// SPDX-License-Identifier: EUPL-1.2
#include "center/app/closed_picture.h"

#include <algorithm>

#include "engine/journal/shape_codec.h"
#include "engine/usecases/asked.h"

namespace probant::center {
namespace {

static_assert(engine::codec::names_every_member<ClosedCandidate>() &&
              engine::codec::names_every_member<ClosedPicture>() &&
              engine::codec::names_every_member<engine::SittingResult>() &&
              engine::codec::names_every_member<engine::Competence>() &&
              engine::codec::names_every_member<engine::LevelFound>() &&
              engine::codec::names_every_member<engine::TrainedCompetence>() &&
              engine::codec::names_every_member<engine::TrainingResult>());

ClosedCandidate closed(const CandidateView& view) {
    ClosedCandidate candidate{
        .candidate = view.id,
        .seat = view.seat,
        .extra_time = view.extra_time,
        .needs = view.needs.empty() ? std::nullopt : std::optional{view.needs},
        .signed_in = view.signed_in,
        .started_ms = view.started_ms,
        .drawn = view.drawn,
        .theta_micro = view.theta_micro,
        .held = view.held,
        .all_answered = view.all_answered,
        .reports = view.reports,
        .deadline = view.deadline,
        .ended_at = view.clock_stopped_at,
        .ended_by = view.ended_by,
        .unfinished = view.unfinished,
        .result = view.result,
        .training = view.training};
    if (view.ended_entry) candidate.ended_entry = static_cast<std::int64_t>(*view.ended_entry);
    return candidate;
}

/// A competence is one of the sixteen, whatever number a file holds.
bool names_competences(const ClosedPicture& picture) {
    return std::ranges::all_of(picture.candidates, [](const ClosedCandidate& candidate) {
        if (!candidate.training) return true;
        return std::ranges::all_of(candidate.training->competences, [](const auto& one) {
            return one.competence.index < engine::kCompetences;
        });
    });
}

}  // namespace

ClosedPicture picture_of(const SessionView& session, engine::Instant last) {
    const auto& rules = session.content->rules;
    const auto duration =
        std::chrono::duration_cast<std::chrono::seconds>(engine::duration_of(rules));
    ClosedPicture picture{.entries = static_cast<std::int64_t>(session.version),
                          .at = last,
                          .wall_ms = session.last_wall_ms,
                          .paused = session.paused,
                          .caps_exceeded = session.caps_exceeded,
                          .bank = session.content->bank_digest,
                          .rules = session.content->rules_digest,
                          .purpose = rules.purpose,
                          .length = engine::asked_of(rules),
                          .duration_s = duration.count(),
                          .answers_min = rules.answers_min,
                          .reports_max = rules.reports_max};
    for (const auto& candidate : session.candidates)
        picture.candidates.push_back(closed(*candidate));
    return picture;
}

CandidateView view_of(const ClosedCandidate& candidate) {
    CandidateView view{
        .id = candidate.candidate,
        .seat = candidate.seat,
        .extra_time = candidate.extra_time,
        .needs = candidate.needs.value_or(engine::AccessNeeds{}),
        .phase = candidate.ended_by ? CandidatePhaseSeen::Ended : CandidatePhaseSeen::Absent,
        // Armed again or not, a code opens nothing in a closed session.
        .code = candidate.signed_in ? CodeSeen::Used : CodeSeen::Armed,
        .signed_in = candidate.signed_in,
        .started_ms = candidate.started_ms,
        .drawn = candidate.drawn,
        .theta_micro = candidate.theta_micro,
        .held = static_cast<std::uint32_t>(candidate.held),
        .all_answered = candidate.all_answered,
        .deadline = candidate.deadline,
        .clock_stopped_at = candidate.ended_at,
        .reports = static_cast<std::uint32_t>(candidate.reports),
        .ended_by = candidate.ended_by,
        .unfinished = candidate.unfinished,
        .result = candidate.result,
        .training = candidate.training};
    if (candidate.ended_entry)
        view.ended_entry = static_cast<std::uint64_t>(*candidate.ended_entry);
    return view;
}

engine::Content content_of(const ClosedPicture& picture) {
    engine::Content content;
    content.bank_digest = picture.bank;
    content.rules_digest = picture.rules;
    auto& rules = content.rules;
    rules.purpose = picture.purpose;
    rules.selection.blueprint.length = static_cast<std::uint32_t>(picture.length);
    rules.duration_s = static_cast<std::uint32_t>(picture.duration_s);
    rules.answers_min = static_cast<std::uint32_t>(picture.answers_min);
    rules.reports_max = static_cast<std::uint32_t>(picture.reports_max);
    return content;
}

std::string write_picture(const ClosedPicture& picture) {
    return json::write(engine::codec::encode(picture));
}

std::optional<ClosedPicture> read_picture(std::string_view text) {
    const auto value = json::read(text);
    ClosedPicture picture;
    if (!value || !engine::codec::decode(value.value(), picture)) return std::nullopt;
    if (!names_competences(picture)) return std::nullopt;
    return picture;
}

}  // namespace probant::center
