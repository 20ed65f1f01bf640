// SPDX-License-Identifier: EUPL-1.2
#include "engine/session/refusal.h"

#include "crypto/base/ensure.h"

namespace probant::engine {

// NOLINTNEXTLINE(readability-function-size): a table, and the compiler knows what it misses
std::string_view name_of(Refusal refusal) {
    switch (refusal) {
        case Refusal::NotAllowed:
            return "not_allowed";
        case Refusal::IdReused:
            return "id_reused";
        case Refusal::ClockWentBack:
            return "clock_went_back";
        case Refusal::AlreadyCreated:
            return "already_created";
        case Refusal::NothingCreated:
            return "nothing_created";
        case Refusal::EmptyRoster:
            return "empty_roster";
        case Refusal::RosterTooLong:
            return "roster_too_long";
        case Refusal::DuplicateCandidate:
            return "duplicate_candidate";
        case Refusal::SeatTaken:
            return "seat_taken";
        case Refusal::NeedsUnserved:
            return "needs_unserved";
        case Refusal::AlreadyOpen:
            return "already_open";
        case Refusal::PastDoesNotFit:
            return "past_does_not_fit";
        case Refusal::NotOpen:
            return "not_open";
        case Refusal::SessionIsClosed:
            return "session_is_closed";
        case Refusal::ReasonMissing:
            return "reason_missing";
        case Refusal::ReportUndecided:
            return "report_undecided";
        case Refusal::UnknownCandidate:
            return "unknown_candidate";
        case Refusal::NotPresent:
            return "not_present";
        case Refusal::AlreadyPresent:
            return "already_present";
        case Refusal::NotAuthorised:
            return "not_authorised";
        case Refusal::AlreadyAuthorised:
            return "already_authorised";
        case Refusal::AlreadyStarted:
            return "already_started";
        case Refusal::NotStarted:
            return "not_started";
        case Refusal::CodeUsed:
            return "code_used";
        case Refusal::CodeExpired:
            return "code_expired";
        case Refusal::SittingPaused:
            return "sitting_paused";
        case Refusal::SittingEnded:
            return "sitting_ended";
        case Refusal::NotPaused:
            return "not_paused";
        case Refusal::AlreadyPaused:
            return "already_paused";
        case Refusal::RoomPaused:
            return "room_paused";
        case Refusal::RoomNotPaused:
            return "room_not_paused";
        case Refusal::TooLate:
            return "too_late";
        case Refusal::NoQuestion:
            return "no_question";
        case Refusal::WrongDraw:
            return "wrong_draw";
        case Refusal::AlreadyAnswered:
            return "already_answered";
        case Refusal::ResponseDoesNotFit:
            return "response_does_not_fit";
        case Refusal::TooManyReports:
            return "too_many_reports";
        case Refusal::AlreadyReported:
            return "already_reported";
        case Refusal::NothingReported:
            return "nothing_reported";
        case Refusal::TimeOutOfRange:
            return "time_out_of_range";
        case Refusal::UnknownAlert:
            return "unknown_alert";
        case Refusal::AlertTaken:
            return "alert_taken";
        case Refusal::AlertClosed:
            return "alert_closed";
        case Refusal::AlreadyAsked:
            return "already_asked";
        case Refusal::CameraNotOrdered:
            return "camera_not_ordered";
        case Refusal::AlertDoesNotFit:
            return "alert_does_not_fit";
        case Refusal::MinuteKnown:
            return "minute_known";
        case Refusal::TooManyAlerts:
            return "too_many_alerts";
        case Refusal::AlertKnown:
            return "alert_known";
        case Refusal::RuleIsMuted:
            return "rule_is_muted";
        case Refusal::RuleNotMuted:
            return "rule_not_muted";
        case Refusal::NotOfCamera:
            return "not_of_camera";
        case Refusal::SameAnswer:
            return "same_answer";
        case Refusal::AnswerInstead:
            return "answer_instead";
    }
    fail_ensure("a refusal has a name");
}

}  // namespace probant::engine
