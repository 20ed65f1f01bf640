// engine/usecases/asked.h: the circumstances in which a command is judged, and the usual questions.
//
// Role     Each file of this folder is one use case named by its verb: refusals first, then the
//          events that follow. `judge` is overloaded by command; decide() visits it.
// Threads  Free functions over values.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "engine/session/room.h"

namespace probant::engine {

struct Asked {
    const Room& room;
    const Actor& by;
    Instant now{};
    const Content& content;
};

using Verdict = Result<Events, Refusal>;

/// A started sitting with its candidate.
struct SittingOf {
    const Candidate* candidate{};
    const Sitting* sitting{};
};

/// The candidate, in an open session.
[[nodiscard]] Result<const Candidate*, Refusal> open_candidate(const Asked& asked, CandidateId id);

/// The candidate's sitting, in an open session, started and not ended.
[[nodiscard]] Result<SittingOf, Refusal> live_sitting(const Asked& asked, CandidateId id);

/// As live_sitting(), and its clock runs.
[[nodiscard]] Result<SittingOf, Refusal> running_sitting(const Asked& asked, CandidateId id);

/// Refused unless the session is open.
[[nodiscard]] std::optional<Refusal> refuse_unless_open(const Room& room);

/// The deadline that holds once `cause` is over at `now`: while another cause of pause holds, the
/// one that held before.
[[nodiscard]] Instant deadline_after_pause(const Sitting& sitting, PauseCause cause, Instant now);

/// Draws the question of the next rank, on trial where the seed says so, or gives up the ranks for
/// which none is admissible. Nothing comes after the last rank.
/// `test` is the state of the test as it will be once the events before this one are folded.
struct NextDraw {
    CandidateId candidate{};
    Seed seed{};
    DrawNumber draw{};
    Rank rank{};
};

void draw_next(Events& events, const NextDraw& next, const TestState& test, const Asked& asked);

/// What a camera asked stays open until a person has answered it.
/// SittingEnded, and the sitting's other open alerts resolved.
void end_sitting(Events& events, const Asked& asked, CandidateId candidate, EndedBy by);

/// The test's length, its duration and its grace, in the terms of the session.
[[nodiscard]] std::uint32_t length_of(const Rules& rules);
[[nodiscard]] std::uint32_t asked_of(const Rules& rules);  ///< with the questions on trial
[[nodiscard]] Duration duration_of(const Rules& rules);
[[nodiscard]] Duration late_grace_of(const Rules& rules);

/// Whether the candidate was asked everything that could be asked, and answered.
[[nodiscard]] bool is_finished(const Sitting& sitting, const Rules& rules);

Verdict judge(const CreateSession& command, const Asked& asked);
Verdict judge(const OpenSession& command, const Asked& asked);
Verdict judge(const ConfirmPresence& command, const Asked& asked);
Verdict judge(const UndoPresence& command, const Asked& asked);
Verdict judge(const Authorise& command, const Asked& asked);
Verdict judge(const AuthoriseToResume& command, const Asked& asked);
Verdict judge(const PauseSitting& command, const Asked& asked);
Verdict judge(const ResumeSitting& command, const Asked& asked);
Verdict judge(const PauseRoom& command, const Asked& asked);
Verdict judge(const ResumeRoom& command, const Asked& asked);
Verdict judge(const GiveTime& command, const Asked& asked);
Verdict judge(const EndSitting& command, const Asked& asked);
Verdict judge(const DecideReport& command, const Asked& asked);
Verdict judge(const TakeAlert& command, const Asked& asked);
Verdict judge(const ResolveAlert& command, const Asked& asked);
Verdict judge(const AnswerAlert& command, const Asked& asked);
Verdict judge(const UnmuteRule& command, const Asked& asked);
Verdict judge(const CloseSession& command, const Asked& asked);
Verdict judge(const SignIn& command, const Asked& asked);
Verdict judge(const StartSitting& command, const Asked& asked);
Verdict judge(const SaveAnswer& command, const Asked& asked);
Verdict judge(const ReportQuestion& command, const Asked& asked);
Verdict judge(const CallForHelp& command, const Asked& asked);
Verdict judge(const HandIn& command, const Asked& asked);
Verdict judge(const KeepMinute& command, const Asked& asked);
Verdict judge(const RaiseAlert& command, const Asked& asked);
Verdict judge(const FollowAlert& command, const Asked& asked);
Verdict judge(const Tick& command, const Asked& asked);
Verdict judge(const RestartCentre& command, const Asked& asked);
Verdict judge(const EndByTime& command, const Asked& asked);

}  // namespace probant::engine
