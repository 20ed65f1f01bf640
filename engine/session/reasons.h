// engine/session/reasons.h: the closed lists of why: why a sitting is paused, ended, unfinished,
// why a question is reported, why an alert was opened.
//
// Role     Spelt in engine/journal/shape.h; part of the journal's format.
// Threads  Values.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

namespace probant::engine {

/// A sitting's clock runs only while it has no cause of pause; each resume removes its own.
enum class PauseCause { Invigilator, Room, Report };

enum class EndedBy { Candidate, Time, Invigilator, Closing };

/// Why a sitting has fewer answers than the rules ask; decides what becomes of it.
enum class UnfinishedReason { Technical, GivenUp };

/// What becomes of a sitting (mission.md): a result, none by the candidate's doing, none by ours.
enum class OutcomeState { Validated, Rejected, Cancelled };

/// The codes invigilators know, for a question that a candidate finds faulty during the test.
enum class ReportCode { E1, E2, E3, E4, E5, E8, E9, E10, E11, E12 };

/// What needs a human now.
enum class AlertKind { Help, Report, Camera };

}  // namespace probant::engine
