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

}  // namespace

Verdict judge(const CreateSession& command, const Asked& asked) {
    if (asked.room.phase != SessionPhase::Empty) return Refused{Refusal::AlreadyCreated};
    if (const auto refusal = refuse_roster(command.enrolments)) return Refused{*refusal};
    return Events{SessionCreated{.session = command.session,
                                 .centre = command.centre,
                                 .language = command.language,
                                 .bank = command.bank,
                                 .rules = command.rules,
                                 .roster = command.roster,
                                 .enrolments = command.enrolments}};
}

}  // namespace probant::engine
