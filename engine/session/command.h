// engine/session/command.h: what someone asks of a session; a closed list.
//
// Role        Plain values, filled by the shell from a request. Each carries all that judging it
//             needs: no command is judged by looking anything up outside the room.
// Invariants  No name, no free text: a text stands for itself by a salted digest (`note`).
// Threads     Values.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "crypto/digest.h"
#include "engine/bank/access.h"
#include "engine/exposure/counts.h"
#include "engine/items/response.h"
#include "engine/proctoring/alert.h"
#include "engine/proctoring/backlog.h"
#include "engine/proctoring/mute.h"
#include "engine/session/actor.h"
#include "engine/session/ids.h"
#include "engine/session/reasons.h"
#include "engine/time/instant.h"

namespace probant::engine {

using Digest = crypto::Digest;

/// SHA-256(32-byte salt ‖ text): the text itself is in a side table, and can be deleted.
using Note = std::optional<Digest>;

/// One line of the roster, without its person.
struct Enrolment {
    CandidateId candidate{};
    SeatNumber seat{};
    Duration extra_time{};               ///< an accommodation, on top of the rules' duration
    std::optional<AccessNeeds> needs{};  ///< of the questions given; never an empty list
    std::optional<bool> companion{};     ///< somebody may be beside them; `true` or nothing
    friend bool operator==(const Enrolment&, const Enrolment&) = default;
};

// The manager's.
struct CreateSession {
    SessionId session{};
    std::string centre{};
    std::string language{};  ///< of the session's papers: "fr" or "en"
    Digest bank{};
    Digest rules{};
    Digest roster{};
    std::vector<Enrolment> enrolments{};
    std::optional<bool> camera{};  ///< watched as the rules order; `true` or nothing
};

// The invigilator's.
struct OpenSession {
    std::string session_key{};      ///< public half, base64; signs this session's checkpoints
    std::string endorsement{};      ///< by the centre key: engine/packet/session_key.h
    std::optional<PastUse> past{};  ///< what this centre gave before, where a cap asks for it
};

struct ConfirmPresence {
    CandidateId candidate{};
};

struct UndoPresence {
    CandidateId candidate{};
};

struct Authorise {
    CandidateId candidate{};
};

struct AuthoriseToResume {
    CandidateId candidate{};
};

struct PauseSitting {
    CandidateId candidate{};
    Note note{};
};

struct ResumeSitting {
    CandidateId candidate{};
};

struct PauseRoom {
    Note note{};
};

struct ResumeRoom {};

struct GiveTime {
    CandidateId candidate{};
    Duration extra{};
    Note note{};
};

struct EndSitting {
    CandidateId candidate{};
    UnfinishedReason reason{};
    Note note{};
};

struct DecideReport {
    CandidateId candidate{};
    DrawNumber draw{};
    bool accepted{};
    Note note{};
};

struct TakeAlert {
    AlertNumber alert{};
};

struct ResolveAlert {
    AlertNumber alert{};
    Note note{};
};

/// What a person made of what a camera asked them to look at; said again, it corrects.
struct AnswerAlert {
    AlertNumber alert{};
    AlertAnswer answer{};
    Note note{};
};

struct UnmuteRule {
    ProctoringRule rule{};
};

/// Why one sitting stopped before its last question.
struct UnfinishedSitting {
    CandidateId candidate{};
    UnfinishedReason reason{};
    friend bool operator==(const UnfinishedSitting&, const UnfinishedSitting&) = default;
};

struct CloseSession {
    std::vector<UnfinishedSitting> unfinished{};
};

// The candidate's.
struct SignIn {
    CandidateId candidate{};
};

struct StartSitting {
    CandidateId candidate{};
    Seed seed{};
};

struct SaveAnswer {
    CandidateId candidate{};
    DrawNumber draw{};
    ShownResponse response{};
};

struct ReportQuestion {
    CandidateId candidate{};
    DrawNumber draw{};
    ReportCode code{};
    Note note{};
};

struct CallForHelp {
    CandidateId candidate{};
};

struct HandIn {
    CandidateId candidate{};
};

// The station's.

/// One minute of what a camera measured is stored beside the journal: this is its digest.
struct KeepMinute {
    CandidateId candidate{};
    std::uint32_t opening{};
    std::uint32_t minute{};
    std::uint32_t batches{};
    Digest digest{};
    std::vector<ObservationGap> gaps{};  ///< what was let go before it, while the centre was away
};

struct RaiseAlert {
    CandidateId candidate{};
    ProctoringAlert raised{};
    std::optional<Digest> still{};  ///< of the picture that shows it, stored beside the journal
};

/// The same alert came again, or is over for now.
struct FollowAlert {
    CandidateId candidate{};
    ProctoringAlert raised{};
    bool over{};
};

// The centre's own.
struct Tick {};

struct RestartCentre {
    Duration
        wall_gap{};  ///< wall clock between the last durable entry and now; for the record only
};

struct EndByTime {
    CandidateId candidate{};
};

using Command = std::variant<CreateSession,
                             OpenSession,
                             ConfirmPresence,
                             UndoPresence,
                             Authorise,
                             AuthoriseToResume,
                             PauseSitting,
                             ResumeSitting,
                             PauseRoom,
                             ResumeRoom,
                             GiveTime,
                             EndSitting,
                             DecideReport,
                             TakeAlert,
                             ResolveAlert,
                             AnswerAlert,
                             UnmuteRule,
                             CloseSession,
                             SignIn,
                             StartSitting,
                             SaveAnswer,
                             ReportQuestion,
                             CallForHelp,
                             HandIn,
                             KeepMinute,
                             RaiseAlert,
                             FollowAlert,
                             Tick,
                             RestartCentre,
                             EndByTime>;

}  // namespace probant::engine
