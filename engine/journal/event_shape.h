// engine/journal/event_shape.h: how each event is spelt in the journal, as data.
//
// Role        One Shape a type, in the order of session/event.h.
// Invariants  A Shape names every member of its type (shape_codec.cpp proves it), under a name that
//             never changes and is never used again for something else (docs/JOURNAL.md).
// Threads     Constants.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "engine/journal/shape.h"
#include "engine/session/event.h"

namespace probant::engine {

template <>
struct Shape<SessionCreated> {
    static constexpr std::string_view kName = "SessionCreated";
    static constexpr auto kFields = std::tuple{field("session", &SessionCreated::session),
                                               field("centre", &SessionCreated::centre),
                                               field("language", &SessionCreated::language),
                                               field("bank", &SessionCreated::bank),
                                               field("rules", &SessionCreated::rules),
                                               field("roster", &SessionCreated::roster),
                                               field("enrolments", &SessionCreated::enrolments),
                                               field("camera", &SessionCreated::camera)};
};

template <>
struct Shape<SessionOpened> {
    static constexpr std::string_view kName = "SessionOpened";
    static constexpr auto kFields = std::tuple{field("sessionKey", &SessionOpened::session_key),
                                               field("endorsement", &SessionOpened::endorsement),
                                               field("past", &SessionOpened::past)};
};

template <>
struct Shape<PresenceConfirmed> {
    static constexpr std::string_view kName = "PresenceConfirmed";
    static constexpr auto kFields = std::tuple{field("candidate", &PresenceConfirmed::candidate)};
};

template <>
struct Shape<PresenceUndone> {
    static constexpr std::string_view kName = "PresenceUndone";
    static constexpr auto kFields = std::tuple{field("candidate", &PresenceUndone::candidate)};
};

template <>
struct Shape<CandidateAuthorised> {
    static constexpr std::string_view kName = "CandidateAuthorised";
    static constexpr auto kFields = std::tuple{field("candidate", &CandidateAuthorised::candidate)};
};

template <>
struct Shape<CodeRearmed> {
    static constexpr std::string_view kName = "CodeRearmed";
    static constexpr auto kFields = std::tuple{field("candidate", &CodeRearmed::candidate),
                                               field("until", &CodeRearmed::until)};
};

template <>
struct Shape<CandidateSignedIn> {
    static constexpr std::string_view kName = "CandidateSignedIn";
    static constexpr auto kFields = std::tuple{field("candidate", &CandidateSignedIn::candidate)};
};

template <>
struct Shape<MovedElsewhere> {
    static constexpr std::string_view kName = "MovedElsewhere";
    static constexpr auto kFields = std::tuple{field("candidate", &MovedElsewhere::candidate)};
};

template <>
struct Shape<SittingStarted> {
    static constexpr std::string_view kName = "SittingStarted";
    static constexpr auto kFields = std::tuple{field("candidate", &SittingStarted::candidate),
                                               field("seed", &SittingStarted::seed),
                                               field("deadline", &SittingStarted::deadline)};
};

template <>
struct Shape<ItemDrawn> {
    static constexpr std::string_view kName = "ItemDrawn";
    static constexpr auto kFields = std::tuple{field("candidate", &ItemDrawn::candidate),
                                               field("draw", &ItemDrawn::draw),
                                               field("rank", &ItemDrawn::rank),
                                               field("item", &ItemDrawn::item),
                                               field("thetaMicro", &ItemDrawn::theta_micro),
                                               field("seMicro", &ItemDrawn::se_micro),
                                               field("eligible", &ItemDrawn::eligible),
                                               field("ties", &ItemDrawn::ties),
                                               field("capExceeded", &ItemDrawn::cap_exceeded),
                                               field("pretest", &ItemDrawn::pretest)};
};

template <>
struct Shape<AnswerSaved> {
    static constexpr std::string_view kName = "AnswerSaved";
    static constexpr auto kFields = std::tuple{field("candidate", &AnswerSaved::candidate),
                                               field("draw", &AnswerSaved::draw),
                                               field("response", &AnswerSaved::response),
                                               field("category", &AnswerSaved::category)};
};

template <>
struct Shape<LateAnswerKept> {
    static constexpr std::string_view kName = "LateAnswerKept";
    static constexpr auto kFields = std::tuple{field("candidate", &LateAnswerKept::candidate),
                                               field("draw", &LateAnswerKept::draw),
                                               field("response", &LateAnswerKept::response)};
};

template <>
struct Shape<QuestionReported> {
    static constexpr std::string_view kName = "QuestionReported";
    static constexpr auto kFields = std::tuple{field("candidate", &QuestionReported::candidate),
                                               field("draw", &QuestionReported::draw),
                                               field("code", &QuestionReported::code),
                                               field("alert", &QuestionReported::alert),
                                               field("note", &QuestionReported::note)};
};

template <>
struct Shape<QuestionSetAside> {
    static constexpr std::string_view kName = "QuestionSetAside";
    static constexpr auto kFields = std::tuple{field("candidate", &QuestionSetAside::candidate),
                                               field("draw", &QuestionSetAside::draw)};
};

template <>
struct Shape<ReportDismissed> {
    static constexpr std::string_view kName = "ReportDismissed";
    static constexpr auto kFields = std::tuple{field("candidate", &ReportDismissed::candidate),
                                               field("draw", &ReportDismissed::draw)};
};

template <>
struct Shape<RankGivenUp> {
    static constexpr std::string_view kName = "RankGivenUp";
    static constexpr auto kFields =
        std::tuple{field("candidate", &RankGivenUp::candidate), field("rank", &RankGivenUp::rank)};
};

template <>
struct Shape<TestStopped> {
    static constexpr std::string_view kName = "TestStopped";
    static constexpr auto kFields =
        std::tuple{field("candidate", &TestStopped::candidate), field("rule", &TestStopped::rule)};
};

template <>
struct Shape<PauseBegan> {
    static constexpr std::string_view kName = "PauseBegan";
    static constexpr auto kFields =
        std::tuple{field("candidate", &PauseBegan::candidate), field("cause", &PauseBegan::cause)};
};

template <>
struct Shape<PauseEnded> {
    static constexpr std::string_view kName = "PauseEnded";
    static constexpr auto kFields = std::tuple{field("candidate", &PauseEnded::candidate),
                                               field("cause", &PauseEnded::cause),
                                               field("deadline", &PauseEnded::deadline)};
};

template <>
struct Shape<RoomPauseBegan> {
    static constexpr std::string_view kName = "RoomPauseBegan";
    static constexpr std::tuple<> kFields{};
};

template <>
struct Shape<RoomPauseEnded> {
    static constexpr std::string_view kName = "RoomPauseEnded";
    static constexpr std::tuple<> kFields{};
};

template <>
struct Shape<TimeGiven> {
    static constexpr std::string_view kName = "TimeGiven";
    static constexpr auto kFields = std::tuple{field("candidate", &TimeGiven::candidate),
                                               field("extraMs", &TimeGiven::extra),
                                               field("deadline", &TimeGiven::deadline)};
};

template <>
struct Shape<SittingEnded> {
    static constexpr std::string_view kName = "SittingEnded";
    static constexpr auto kFields =
        std::tuple{field("candidate", &SittingEnded::candidate), field("by", &SittingEnded::by)};
};

template <>
struct Shape<UnfinishedExplained> {
    static constexpr std::string_view kName = "UnfinishedExplained";
    static constexpr auto kFields = std::tuple{field("candidate", &UnfinishedExplained::candidate),
                                               field("reason", &UnfinishedExplained::reason)};
};

template <>
struct Shape<ItemImputed> {
    static constexpr std::string_view kName = "ItemImputed";
    static constexpr auto kFields = std::tuple{field("candidate", &ItemImputed::candidate),
                                               field("draw", &ItemImputed::draw),
                                               field("item", &ItemImputed::item)};
};

template <>
struct Shape<SittingScored> {
    static constexpr std::string_view kName = "SittingScored";
    static constexpr auto kFields = std::tuple{field("candidate", &SittingScored::candidate),
                                               field("outcome", &SittingScored::outcome),
                                               field("answers", &SittingScored::answers),
                                               field("points", &SittingScored::points),
                                               field("level", &SittingScored::level),
                                               field("thetaMicro", &SittingScored::theta_micro),
                                               field("seMicro", &SittingScored::se_micro)};
};

template <>
struct Shape<CandidateAbsent> {
    static constexpr std::string_view kName = "CandidateAbsent";
    static constexpr auto kFields = std::tuple{field("candidate", &CandidateAbsent::candidate)};
};

template <>
struct Shape<AlertOpened> {
    static constexpr std::string_view kName = "AlertOpened";
    static constexpr auto kFields = std::tuple{field("alert", &AlertOpened::alert),
                                               field("candidate", &AlertOpened::candidate),
                                               field("kind", &AlertOpened::kind)};
};

template <>
struct Shape<AlertTaken> {
    static constexpr std::string_view kName = "AlertTaken";
    static constexpr auto kFields =
        std::tuple{field("alert", &AlertTaken::alert), field("by", &AlertTaken::by)};
};

template <>
struct Shape<AlertResolved> {
    static constexpr std::string_view kName = "AlertResolved";
    static constexpr auto kFields = std::tuple{field("alert", &AlertResolved::alert)};
};

template <>
struct Shape<CameraAlertRaised> {
    static constexpr std::string_view kName = "CameraAlertRaised";
    static constexpr auto kFields = std::tuple{field("alert", &CameraAlertRaised::alert),
                                               field("raised", &CameraAlertRaised::raised),
                                               field("still", &CameraAlertRaised::still)};
};

template <>
struct Shape<CameraAlertFollowed> {
    static constexpr std::string_view kName = "CameraAlertFollowed";
    static constexpr auto kFields = std::tuple{field("alert", &CameraAlertFollowed::alert),
                                               field("raised", &CameraAlertFollowed::raised),
                                               field("over", &CameraAlertFollowed::over)};
};

template <>
struct Shape<CameraAlertAnswered> {
    static constexpr std::string_view kName = "CameraAlertAnswered";
    static constexpr auto kFields = std::tuple{field("alert", &CameraAlertAnswered::alert),
                                               field("answer", &CameraAlertAnswered::answer),
                                               field("note", &CameraAlertAnswered::note)};
};

template <>
struct Shape<StillDropped> {
    static constexpr std::string_view kName = "StillDropped";
    static constexpr auto kFields = std::tuple{field("alert", &StillDropped::alert)};
};

template <>
struct Shape<RuleMuted> {
    static constexpr std::string_view kName = "RuleMuted";
    static constexpr auto kFields = std::tuple{field("rule", &RuleMuted::rule),
                                               field("alerts", &RuleMuted::alerts),
                                               field("nothing", &RuleMuted::nothing)};
};

template <>
struct Shape<RuleUnmuted> {
    static constexpr std::string_view kName = "RuleUnmuted";
    static constexpr auto kFields = std::tuple{field("rule", &RuleUnmuted::rule)};
};

template <>
struct Shape<MinuteKept> {
    static constexpr std::string_view kName = "MinuteKept";
    static constexpr auto kFields = std::tuple{field("candidate", &MinuteKept::candidate),
                                               field("opening", &MinuteKept::opening),
                                               field("minute", &MinuteKept::minute),
                                               field("batches", &MinuteKept::batches),
                                               field("digest", &MinuteKept::digest),
                                               field("gaps", &MinuteKept::gaps)};
};

template <>
struct Shape<SessionClosed> {
    static constexpr std::string_view kName = "SessionClosed";
    static constexpr std::tuple<> kFields{};
};

template <>
struct Shape<Ticked> {
    static constexpr std::string_view kName = "Ticked";
    static constexpr std::tuple<> kFields{};
};

template <>
struct Shape<CentreRestarted> {
    static constexpr std::string_view kName = "CentreRestarted";
    static constexpr auto kFields = std::tuple{field("wallGapMs", &CentreRestarted::wall_gap)};
};

}  // namespace probant::engine
