// engine/session/refusal.h: every reason for which a command is refused; a closed list.
//
// Role     A refusal changes nothing and is never journalled. The shell turns each into a status
//          and a sentence in French and English; each names what the person can do next.
// Threads  Values.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string_view>

namespace probant::engine {

enum class Refusal {
    NotAllowed,     ///< this role, or this person, may not ask this
    IdReused,       ///< the same command id came before with other contents
    ClockWentBack,  ///< the shell's own time is behind the journal

    AlreadyCreated,
    NothingCreated,
    EmptyRoster,
    RosterTooLong,
    DuplicateCandidate,
    SeatTaken,
    NeedsUnserved,  ///< no complete test suits what a candidate needs
    AlreadyOpen,
    PastDoesNotFit,  ///< what the centre says it gave before is not about this bank
    NotOpen,
    SessionIsClosed,
    ReasonMissing,    ///< an unfinished sitting has no reason at closing
    ReportUndecided,  ///< a reported question waits for a decision

    UnknownCandidate,
    NotPresent,
    AlreadyPresent,
    NotAuthorised,
    AlreadyAuthorised,
    AlreadyStarted,
    NotStarted,
    CodeUsed,  ///< the code was used; the invigilator can arm it again
    CodeExpired,

    SittingPaused,
    SittingEnded,
    NotPaused,
    AlreadyPaused,
    RoomPaused,
    RoomNotPaused,

    TooLate,
    NoQuestion,  ///< every question has been answered
    WrongDraw,   ///< not the question that is on the page
    AlreadyAnswered,
    ResponseDoesNotFit,  ///< not a response to this kind of question

    TooManyReports,
    AlreadyReported,
    NothingReported,

    TimeOutOfRange,
    UnknownAlert,
    AlertTaken,
    AlertClosed,
    AlreadyAsked,  ///< an alert of this candidate for the same thing is open

    CameraNotOrdered,  ///< the rules of this bank have no camera, or this session has none
    AlertDoesNotFit,   ///< no camera's rules give such an alert, or these minutes
    MinuteKnown,       ///< that minute, or a later one, was kept before
    TooManyAlerts,
    AlertKnown,  ///< that alert of that opening was raised before
    RuleIsMuted,
    RuleNotMuted,
    NotOfCamera,    ///< an alert that is resolved, not answered
    SameAnswer,     ///< the alert was answered so before
    AnswerInstead,  ///< an alert of a camera is answered, not resolved
};

/// The name used in the API and the logs, e.g. "too_late".
[[nodiscard]] std::string_view name_of(Refusal refusal);

}  // namespace probant::engine
