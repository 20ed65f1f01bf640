// engine/journal/command_shape.h: how each command is spelt in the journal, as data.
//
// Role        One Shape a type, in the order of session/command.h.
// Invariants  A Shape names every member of its type (shape_codec.cpp proves it), under a name that
//             never changes and is never used again for something else (docs/JOURNAL.md).
// Threads     Constants.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "engine/journal/shape.h"
#include "engine/session/command.h"

namespace probant::engine {

template <>
struct Shape<CreateSession> {
    static constexpr std::string_view kName = "CreateSession";
    static constexpr auto kFields = std::tuple{field("session", &CreateSession::session),
                                               field("centre", &CreateSession::centre),
                                               field("language", &CreateSession::language),
                                               field("bank", &CreateSession::bank),
                                               field("rules", &CreateSession::rules),
                                               field("roster", &CreateSession::roster),
                                               field("enrolments", &CreateSession::enrolments),
                                               field("camera", &CreateSession::camera)};
};

template <>
struct Shape<OpenSession> {
    static constexpr std::string_view kName = "OpenSession";
    static constexpr auto kFields = std::tuple{field("sessionKey", &OpenSession::session_key),
                                               field("endorsement", &OpenSession::endorsement),
                                               field("past", &OpenSession::past)};
};

template <>
struct Shape<ConfirmPresence> {
    static constexpr std::string_view kName = "ConfirmPresence";
    static constexpr auto kFields = std::tuple{field("candidate", &ConfirmPresence::candidate)};
};

template <>
struct Shape<UndoPresence> {
    static constexpr std::string_view kName = "UndoPresence";
    static constexpr auto kFields = std::tuple{field("candidate", &UndoPresence::candidate)};
};

template <>
struct Shape<Authorise> {
    static constexpr std::string_view kName = "Authorise";
    static constexpr auto kFields = std::tuple{field("candidate", &Authorise::candidate)};
};

template <>
struct Shape<AuthoriseToResume> {
    static constexpr std::string_view kName = "AuthoriseToResume";
    static constexpr auto kFields = std::tuple{field("candidate", &AuthoriseToResume::candidate)};
};

template <>
struct Shape<PauseSitting> {
    static constexpr std::string_view kName = "PauseSitting";
    static constexpr auto kFields = std::tuple{field("candidate", &PauseSitting::candidate),
                                               field("note", &PauseSitting::note)};
};

template <>
struct Shape<ResumeSitting> {
    static constexpr std::string_view kName = "ResumeSitting";
    static constexpr auto kFields = std::tuple{field("candidate", &ResumeSitting::candidate)};
};

template <>
struct Shape<PauseRoom> {
    static constexpr std::string_view kName = "PauseRoom";
    static constexpr auto kFields = std::tuple{field("note", &PauseRoom::note)};
};

template <>
struct Shape<ResumeRoom> {
    static constexpr std::string_view kName = "ResumeRoom";
    static constexpr std::tuple<> kFields{};
};

template <>
struct Shape<GiveTime> {
    static constexpr std::string_view kName = "GiveTime";
    static constexpr auto kFields = std::tuple{field("candidate", &GiveTime::candidate),
                                               field("extraMs", &GiveTime::extra),
                                               field("note", &GiveTime::note)};
};

template <>
struct Shape<EndSitting> {
    static constexpr std::string_view kName = "EndSitting";
    static constexpr auto kFields = std::tuple{field("candidate", &EndSitting::candidate),
                                               field("reason", &EndSitting::reason),
                                               field("note", &EndSitting::note)};
};

template <>
struct Shape<DecideReport> {
    static constexpr std::string_view kName = "DecideReport";
    static constexpr auto kFields = std::tuple{field("candidate", &DecideReport::candidate),
                                               field("draw", &DecideReport::draw),
                                               field("accepted", &DecideReport::accepted),
                                               field("note", &DecideReport::note)};
};

template <>
struct Shape<TakeAlert> {
    static constexpr std::string_view kName = "TakeAlert";
    static constexpr auto kFields = std::tuple{field("alert", &TakeAlert::alert)};
};

template <>
struct Shape<ResolveAlert> {
    static constexpr std::string_view kName = "ResolveAlert";
    static constexpr auto kFields =
        std::tuple{field("alert", &ResolveAlert::alert), field("note", &ResolveAlert::note)};
};

template <>
struct Shape<AnswerAlert> {
    static constexpr std::string_view kName = "AnswerAlert";
    static constexpr auto kFields = std::tuple{field("alert", &AnswerAlert::alert),
                                               field("answer", &AnswerAlert::answer),
                                               field("note", &AnswerAlert::note)};
};

template <>
struct Shape<UnmuteRule> {
    static constexpr std::string_view kName = "UnmuteRule";
    static constexpr auto kFields = std::tuple{field("rule", &UnmuteRule::rule)};
};

template <>
struct Shape<CloseSession> {
    static constexpr std::string_view kName = "CloseSession";
    static constexpr auto kFields = std::tuple{field("unfinished", &CloseSession::unfinished)};
};

template <>
struct Shape<SignIn> {
    static constexpr std::string_view kName = "SignIn";
    static constexpr auto kFields = std::tuple{field("candidate", &SignIn::candidate)};
};

template <>
struct Shape<StartSitting> {
    static constexpr std::string_view kName = "StartSitting";
    static constexpr auto kFields = std::tuple{field("candidate", &StartSitting::candidate),
                                               field("seed", &StartSitting::seed)};
};

template <>
struct Shape<SaveAnswer> {
    static constexpr std::string_view kName = "SaveAnswer";
    static constexpr auto kFields = std::tuple{field("candidate", &SaveAnswer::candidate),
                                               field("draw", &SaveAnswer::draw),
                                               field("response", &SaveAnswer::response)};
};

template <>
struct Shape<ReportQuestion> {
    static constexpr std::string_view kName = "ReportQuestion";
    static constexpr auto kFields = std::tuple{field("candidate", &ReportQuestion::candidate),
                                               field("draw", &ReportQuestion::draw),
                                               field("code", &ReportQuestion::code),
                                               field("note", &ReportQuestion::note)};
};

template <>
struct Shape<CallForHelp> {
    static constexpr std::string_view kName = "CallForHelp";
    static constexpr auto kFields = std::tuple{field("candidate", &CallForHelp::candidate)};
};

template <>
struct Shape<HandIn> {
    static constexpr std::string_view kName = "HandIn";
    static constexpr auto kFields = std::tuple{field("candidate", &HandIn::candidate)};
};

template <>
struct Shape<KeepMinute> {
    static constexpr std::string_view kName = "KeepMinute";
    static constexpr auto kFields = std::tuple{field("candidate", &KeepMinute::candidate),
                                               field("opening", &KeepMinute::opening),
                                               field("minute", &KeepMinute::minute),
                                               field("batches", &KeepMinute::batches),
                                               field("digest", &KeepMinute::digest),
                                               field("gaps", &KeepMinute::gaps)};
};

template <>
struct Shape<RaiseAlert> {
    static constexpr std::string_view kName = "RaiseAlert";
    static constexpr auto kFields = std::tuple{field("candidate", &RaiseAlert::candidate),
                                               field("raised", &RaiseAlert::raised),
                                               field("still", &RaiseAlert::still)};
};

template <>
struct Shape<FollowAlert> {
    static constexpr std::string_view kName = "FollowAlert";
    static constexpr auto kFields = std::tuple{field("candidate", &FollowAlert::candidate),
                                               field("raised", &FollowAlert::raised),
                                               field("over", &FollowAlert::over)};
};

template <>
struct Shape<Tick> {
    static constexpr std::string_view kName = "Tick";
    static constexpr std::tuple<> kFields{};
};

template <>
struct Shape<RestartCentre> {
    static constexpr std::string_view kName = "RestartCentre";
    static constexpr auto kFields = std::tuple{field("wallGapMs", &RestartCentre::wall_gap)};
};

template <>
struct Shape<EndByTime> {
    static constexpr std::string_view kName = "EndByTime";
    static constexpr auto kFields = std::tuple{field("candidate", &EndByTime::candidate)};
};

}  // namespace probant::engine
