// SPDX-License-Identifier: EUPL-1.2
#include <set>

#include "engine/usecases/asked.h"

namespace probant::engine {
namespace {

std::optional<Refusal> refuse_roster(const std::vector<Enrolment>& enrolments) {
    if (enrolments.empty()) return Refusal::EmptyRoster;
    if (enrolments.size() > kCandidatesMax) return Refusal::RosterTooLong;
    std::set<CandidateId> candidates;
    std::set<SeatNumber> seats;
    for (const auto& enrolment : enrolments) {
        if (!candidates.insert(enrolment.candidate).second) return Refusal::DuplicateCandidate;
        if (enrolment.extra_time < Duration::zero() || enrolment.extra_time > kExtraTimeMax)
            return Refusal::TimeOutOfRange;
        if (!seats.insert(enrolment.seat).second) return Refusal::SeatTaken;
    }
    return std::nullopt;
}

/// By the bank that the command names, which is the one at hand.
std::optional<Refusal> refuse_needs(const std::vector<Enrolment>& enrolments,
                                    const Content& content) {
    std::set<AccessNeeds> served;
    for (const auto& enrolment : enrolments) {
        if (!enrolment.needs || served.contains(*enrolment.needs)) continue;
        const auto& needs = *enrolment.needs;
        if (needs.empty() || !are_needs(needs) || !has_sitting_for(needs, content))
            return Refusal::NeedsUnserved;
        served.insert(needs);
    }
    return std::nullopt;
}

}  // namespace

Verdict judge(const CreateSession& command, const Asked& asked) {
    if (asked.room.phase != SessionPhase::Empty) return Refused{Refusal::AlreadyCreated};
    if (const auto refusal = refuse_roster(command.enrolments)) return Refused{*refusal};
    if (const auto refusal = refuse_needs(command.enrolments, asked.content))
        return Refused{*refusal};
    if (command.camera && (!*command.camera || !asked.content.rules.proctoring))
        return Refused{Refusal::CameraNotOrdered};
    return Events{SessionCreated{.session = command.session,
                                 .centre = command.centre,
                                 .language = command.language,
                                 .bank = command.bank,
                                 .rules = command.rules,
                                 .roster = command.roster,
                                 .enrolments = command.enrolments,
                                 .camera = command.camera}};
}

}  // namespace probant::engine
