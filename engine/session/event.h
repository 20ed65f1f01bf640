// engine/session/event.h: what has happened in a session, for good; a closed list.
//
// Role        decide() returns events; the journal keeps them; evolve() folds them into the room.
// Invariants  An event is true for ever and complete: folding needs it, the room before it and the
//             bank and rules whose digests the session was created with, nothing else.
// Threads     Values.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/bank/ids.h"
#include "engine/bank/rules.h"
#include "engine/models/item_model.h"
#include "engine/session/command.h"

namespace probant::engine {

struct SessionCreated {
    SessionId session{};
    std::string centre{};
    std::string language{};
    Digest bank{};
    Digest rules{};
    Digest roster{};
    std::vector<Enrolment> enrolments{};
    std::optional<bool> camera{};
    friend bool operator==(const SessionCreated&, const SessionCreated&) = default;
};

struct SessionOpened {
    std::string session_key{};
    std::string endorsement{};
    std::optional<PastUse> past{};
    friend bool operator==(const SessionOpened&, const SessionOpened&) = default;
};

struct PresenceConfirmed {
    CandidateId candidate{};
};

struct PresenceUndone {
    CandidateId candidate{};
};

struct CandidateAuthorised {
    CandidateId candidate{};
};

/// The one-time code opens one more sign-in, on any station, until then.
struct CodeRearmed {
    CandidateId candidate{};
    Instant until{};
};

struct CandidateSignedIn {
    CandidateId candidate{};
};

/// The candidate signed in on another station: the sign-in before ends.
struct MovedElsewhere {
    CandidateId candidate{};
};

struct SittingStarted {
    CandidateId candidate{};
    Seed seed{};
    Instant deadline{};
};

/// The k-th question, and why it came: the estimate of ability that chose it, in millionths, how
/// many items every rule allowed, and among how many near ties chance drew.
struct ItemDrawn {
    CandidateId candidate{};
    DrawNumber draw{};
    Rank rank{};
    ItemNumber item{};
    std::int64_t theta_micro{};
    std::int64_t se_micro{};
    std::int64_t eligible{};
    std::int64_t ties{};
    bool cap_exceeded{};  ///< no item was left that had not been given too often
    bool pretest{};       ///< on trial: counts for nothing
};

/// As shown and as given; `category` is what it earned by the key and the table of credit, and a
/// replay must find the same.
struct AnswerSaved {
    CandidateId candidate{};
    DrawNumber draw{};
    ShownResponse response{};
    Category category{};
};

/// Kept for the jury, never scored; one per sitting.
struct LateAnswerKept {
    CandidateId candidate{};
    DrawNumber draw{};
    ShownResponse response{};
};

struct QuestionReported {
    CandidateId candidate{};
    DrawNumber draw{};
    ReportCode code{};
    AlertNumber alert{};
    Note note{};
};

/// The report was accepted: the question counts for nothing and its tube is barred.
struct QuestionSetAside {
    CandidateId candidate{};
    DrawNumber draw{};
};

/// The report was not accepted: the same question comes back.
struct ReportDismissed {
    CandidateId candidate{};
    DrawNumber draw{};
};

/// No admissible question is left for this rank: the sitting goes on with one fewer.
struct RankGivenUp {
    CandidateId candidate{};
    Rank rank{};
};

/// The test ends before its last question: its rules have seen enough.
struct TestStopped {
    CandidateId candidate{};
    StopKind rule{};
};

struct PauseBegan {
    CandidateId candidate{};
    PauseCause cause{};
};

/// This cause is over. The deadline moves by the time stopped when it was the last one.
struct PauseEnded {
    CandidateId candidate{};
    PauseCause cause{};
    Instant deadline{};
};

struct RoomPauseBegan {};

struct RoomPauseEnded {};

struct TimeGiven {
    CandidateId candidate{};
    Duration extra{};
    Instant deadline{};
};

struct SittingEnded {
    CandidateId candidate{};
    EndedBy by{};
};

/// Why an unfinished sitting was unfinished, as a person said it.
struct UnfinishedExplained {
    CandidateId candidate{};
    UnfinishedReason reason{};
};

/// A question that a candidate who gave up would have had: counted wrong.
struct ItemImputed {
    CandidateId candidate{};
    DrawNumber draw{};
    ItemNumber item{};
};

struct SittingScored {
    CandidateId candidate{};
    OutcomeState outcome{};
    std::int64_t answers{};  ///< given by the candidate, not imputed
    std::int64_t points{};   ///< 0..1024; 0 unless validated
    std::int64_t level{};    ///< 0..8; 0 unless validated
    std::int64_t theta_micro{};
    std::int64_t se_micro{};
};

struct CandidateAbsent {
    CandidateId candidate{};
};

struct AlertOpened {
    AlertNumber alert{};
    CandidateId candidate{};
    AlertKind kind{};
};

struct AlertTaken {
    AlertNumber alert{};
    AccountId by{};
};

struct AlertResolved {
    AlertNumber alert{};
};

// What a camera asked. A rule that fell silent, or speaks again: engine/proctoring/mute.h.

/// An alert of that number was opened for what a station's camera measured.
struct CameraAlertRaised {
    AlertNumber alert{};
    ProctoringAlert raised{};
    std::optional<Digest> still{};
};

struct CameraAlertFollowed {
    AlertNumber alert{};
    ProctoringAlert raised{};
    bool over{};
};

struct CameraAlertAnswered {
    AlertNumber alert{};
    AlertAnswer answer{};
    Note note{};
};

/// The picture was deleted in the same breath: nothing was to be seen in it.
struct StillDropped {
    AlertNumber alert{};
};

struct MinuteKept {
    CandidateId candidate{};
    std::uint32_t opening{};
    std::uint32_t minute{};
    std::uint32_t batches{};
    Digest digest{};
    std::vector<ObservationGap> gaps{};
};

struct SessionClosed {};

struct Ticked {};

struct CentreRestarted {
    Duration wall_gap{};
};

using Event = std::variant<SessionCreated,
                           SessionOpened,
                           PresenceConfirmed,
                           PresenceUndone,
                           CandidateAuthorised,
                           CodeRearmed,
                           CandidateSignedIn,
                           MovedElsewhere,
                           SittingStarted,
                           ItemDrawn,
                           AnswerSaved,
                           LateAnswerKept,
                           QuestionReported,
                           QuestionSetAside,
                           ReportDismissed,
                           RankGivenUp,
                           TestStopped,
                           PauseBegan,
                           PauseEnded,
                           RoomPauseBegan,
                           RoomPauseEnded,
                           TimeGiven,
                           SittingEnded,
                           UnfinishedExplained,
                           ItemImputed,
                           SittingScored,
                           CandidateAbsent,
                           AlertOpened,
                           AlertTaken,
                           AlertResolved,
                           CameraAlertRaised,
                           CameraAlertFollowed,
                           CameraAlertAnswered,
                           StillDropped,
                           RuleMuted,
                           RuleUnmuted,
                           MinuteKept,
                           SessionClosed,
                           Ticked,
                           CentreRestarted>;

using Events = std::vector<Event>;

}  // namespace probant::engine
