// engine/journal/shape.h: how each command and each event is spelt in the journal, as data.
//
// Role        One `Shape` a type: its name, its fields in the order of the type, and the member
// each
//             goes to. shape_codec.h writes and reads anything that has a Shape, strictly.
// Invariants  A name here is part of the journal's format (docs/JOURNAL.md): it never changes and
// is
//             never used again for something else.
// Threads     Constants.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <string_view>
#include <tuple>
#include <utility>

#include "engine/session/actor.h"
#include "engine/session/command.h"
#include "engine/session/event.h"

namespace probant::engine {

template <class Owner, class Member>
struct Field {
    std::string_view name;
    Member Owner::*member;
};

template <class Owner, class Member>
constexpr Field<Owner, Member> field(std::string_view name, Member Owner::*member) {
    return {name, member};
}

template <class T>
struct Shape;

// Structures inside commands and events: no type name.

template <>
struct Shape<Enrolment> {
    static constexpr auto kFields = std::tuple{field("candidate", &Enrolment::candidate),
                                               field("seat", &Enrolment::seat),
                                               field("extraMs", &Enrolment::extra_time)};
};

template <>
struct Shape<UnfinishedSitting> {
    static constexpr auto kFields = std::tuple{field("candidate", &UnfinishedSitting::candidate),
                                               field("reason", &UnfinishedSitting::reason)};
};

template <>
struct Shape<Actor> {
    static constexpr auto kFields = std::tuple{
        field("role", &Actor::role), field("id", &Actor::id), field("seat", &Actor::seat)};
};

// Commands.

template <>
struct Shape<CreateSession> {
    static constexpr std::string_view kName = "CreateSession";
    static constexpr std::tuple<> kFields{};
};

template <>
struct Shape<OpenSession> {
    static constexpr std::string_view kName = "OpenSession";
    static constexpr std::tuple<> kFields{};
};

template <>
struct Shape<ConfirmPresence> {
    static constexpr std::string_view kName = "ConfirmPresence";
    static constexpr std::tuple<> kFields{};
};

template <>
struct Shape<UndoPresence> {
    static constexpr std::string_view kName = "UndoPresence";
    static constexpr std::tuple<> kFields{};
};

template <>
struct Shape<Authorise> {
    static constexpr std::string_view kName = "Authorise";
    static constexpr std::tuple<> kFields{};
};

template <>
struct Shape<AuthoriseToResume> {
    static constexpr std::string_view kName = "AuthoriseToResume";
    static constexpr std::tuple<> kFields{};
};

template <>
struct Shape<PauseSitting> {
    static constexpr std::string_view kName = "PauseSitting";
    static constexpr std::tuple<> kFields{};
};

template <>
struct Shape<ResumeSitting> {
    static constexpr std::string_view kName = "ResumeSitting";
    static constexpr std::tuple<> kFields{};
};

template <>
struct Shape<PauseRoom> {
    static constexpr std::string_view kName = "PauseRoom";
    static constexpr std::tuple<> kFields{};
};

template <>
struct Shape<ResumeRoom> {
    static constexpr std::string_view kName = "ResumeRoom";
    static constexpr std::tuple<> kFields{};
};

template <>
struct Shape<GiveTime> {
    static constexpr std::string_view kName = "GiveTime";
    static constexpr std::tuple<> kFields{};
};

template <>
struct Shape<EndSitting> {
    static constexpr std::string_view kName = "EndSitting";
    static constexpr std::tuple<> kFields{};
};

template <>
struct Shape<DecideReport> {
    static constexpr std::string_view kName = "DecideReport";
    static constexpr std::tuple<> kFields{};
};

template <>
struct Shape<TakeAlert> {
    static constexpr std::string_view kName = "TakeAlert";
    static constexpr std::tuple<> kFields{};
};

template <>
struct Shape<ResolveAlert> {
    static constexpr std::string_view kName = "ResolveAlert";
    static constexpr std::tuple<> kFields{};
};

template <>
struct Shape<CloseSession> {
    static constexpr std::string_view kName = "CloseSession";
    static constexpr std::tuple<> kFields{};
};

template <>
struct Shape<SignIn> {
    static constexpr std::string_view kName = "SignIn";
    static constexpr std::tuple<> kFields{};
};

template <>
struct Shape<StartSitting> {
    static constexpr std::string_view kName = "StartSitting";
    static constexpr std::tuple<> kFields{};
};

template <>
struct Shape<SaveAnswer> {
    static constexpr std::string_view kName = "SaveAnswer";
    static constexpr std::tuple<> kFields{};
};

template <>
struct Shape<ReportQuestion> {
    static constexpr std::string_view kName = "ReportQuestion";
    static constexpr std::tuple<> kFields{};
};

template <>
struct Shape<CallForHelp> {
    static constexpr std::string_view kName = "CallForHelp";
    static constexpr std::tuple<> kFields{};
};

template <>
struct Shape<HandIn> {
    static constexpr std::string_view kName = "HandIn";
    static constexpr std::tuple<> kFields{};
};

template <>
struct Shape<Tick> {
    static constexpr std::string_view kName = "Tick";
    static constexpr std::tuple<> kFields{};
};

template <>
struct Shape<RestartCentre> {
    static constexpr std::string_view kName = "RestartCentre";
    static constexpr std::tuple<> kFields{};
};

template <>
struct Shape<EndByTime> {
    static constexpr std::string_view kName = "EndByTime";
    static constexpr std::tuple<> kFields{};
};

// Events.

template <>
struct Shape<SessionCreated> {
    static constexpr std::string_view kName = "SessionCreated";
    static constexpr std::tuple<> kFields{};
};

template <>
struct Shape<SessionOpened> {
    static constexpr std::string_view kName = "SessionOpened";
    static constexpr std::tuple<> kFields{};
};

template <>
struct Shape<PresenceConfirmed> {
    static constexpr std::string_view kName = "PresenceConfirmed";
    static constexpr std::tuple<> kFields{};
};

template <>
struct Shape<PresenceUndone> {
    static constexpr std::string_view kName = "PresenceUndone";
    static constexpr std::tuple<> kFields{};
};

template <>
struct Shape<CandidateAuthorised> {
    static constexpr std::string_view kName = "CandidateAuthorised";
    static constexpr std::tuple<> kFields{};
};

template <>
struct Shape<CodeRearmed> {
    static constexpr std::string_view kName = "CodeRearmed";
    static constexpr std::tuple<> kFields{};
};

template <>
struct Shape<CandidateSignedIn> {
    static constexpr std::string_view kName = "CandidateSignedIn";
    static constexpr std::tuple<> kFields{};
};

template <>
struct Shape<MovedElsewhere> {
    static constexpr std::string_view kName = "MovedElsewhere";
    static constexpr std::tuple<> kFields{};
};

template <>
struct Shape<SittingStarted> {
    static constexpr std::string_view kName = "SittingStarted";
    static constexpr std::tuple<> kFields{};
};

template <>
struct Shape<ItemDrawn> {
    static constexpr std::string_view kName = "ItemDrawn";
    static constexpr std::tuple<> kFields{};
};

template <>
struct Shape<AnswerSaved> {
    static constexpr std::string_view kName = "AnswerSaved";
    static constexpr std::tuple<> kFields{};
};

template <>
struct Shape<LateAnswerKept> {
    static constexpr std::string_view kName = "LateAnswerKept";
    static constexpr std::tuple<> kFields{};
};

template <>
struct Shape<QuestionReported> {
    static constexpr std::string_view kName = "QuestionReported";
    static constexpr std::tuple<> kFields{};
};

template <>
struct Shape<QuestionSetAside> {
    static constexpr std::string_view kName = "QuestionSetAside";
    static constexpr std::tuple<> kFields{};
};

template <>
struct Shape<ReportDismissed> {
    static constexpr std::string_view kName = "ReportDismissed";
    static constexpr std::tuple<> kFields{};
};

template <>
struct Shape<RankGivenUp> {
    static constexpr std::string_view kName = "RankGivenUp";
    static constexpr std::tuple<> kFields{};
};

template <>
struct Shape<PauseBegan> {
    static constexpr std::string_view kName = "PauseBegan";
    static constexpr std::tuple<> kFields{};
};

template <>
struct Shape<PauseEnded> {
    static constexpr std::string_view kName = "PauseEnded";
    static constexpr std::tuple<> kFields{};
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
    static constexpr std::tuple<> kFields{};
};

template <>
struct Shape<SittingEnded> {
    static constexpr std::string_view kName = "SittingEnded";
    static constexpr std::tuple<> kFields{};
};

template <>
struct Shape<UnfinishedExplained> {
    static constexpr std::string_view kName = "UnfinishedExplained";
    static constexpr std::tuple<> kFields{};
};

template <>
struct Shape<ItemImputed> {
    static constexpr std::string_view kName = "ItemImputed";
    static constexpr std::tuple<> kFields{};
};

template <>
struct Shape<SittingScored> {
    static constexpr std::string_view kName = "SittingScored";
    static constexpr std::tuple<> kFields{};
};

template <>
struct Shape<CandidateAbsent> {
    static constexpr std::string_view kName = "CandidateAbsent";
    static constexpr std::tuple<> kFields{};
};

template <>
struct Shape<AlertOpened> {
    static constexpr std::string_view kName = "AlertOpened";
    static constexpr std::tuple<> kFields{};
};

template <>
struct Shape<AlertTaken> {
    static constexpr std::string_view kName = "AlertTaken";
    static constexpr std::tuple<> kFields{};
};

template <>
struct Shape<AlertResolved> {
    static constexpr std::string_view kName = "AlertResolved";
    static constexpr std::tuple<> kFields{};
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
    static constexpr std::tuple<> kFields{};
};

// Closed lists: the spelling of each value.

template <class E>
struct Names;

template <>
struct Names<Role> {
    static constexpr std::array kAll{std::pair{Role::Candidate, "candidate"},
                                     std::pair{Role::Invigilator, "invigilator"},
                                     std::pair{Role::Manager, "manager"},
                                     std::pair{Role::Centre, "centre"}};
};

template <>
struct Names<PauseCause> {
    static constexpr std::array kAll{std::pair{PauseCause::Invigilator, "invigilator"},
                                     std::pair{PauseCause::Room, "room"},
                                     std::pair{PauseCause::Report, "report"}};
};

template <>
struct Names<EndedBy> {
    static constexpr std::array kAll{std::pair{EndedBy::Candidate, "candidate"},
                                     std::pair{EndedBy::Time, "time"},
                                     std::pair{EndedBy::Invigilator, "invigilator"},
                                     std::pair{EndedBy::Closing, "closing"}};
};

template <>
struct Names<UnfinishedReason> {
    static constexpr std::array kAll{std::pair{UnfinishedReason::Technical, "technical"},
                                     std::pair{UnfinishedReason::GivenUp, "given_up"}};
};

template <>
struct Names<OutcomeState> {
    static constexpr std::array kAll{std::pair{OutcomeState::Validated, "validated"},
                                     std::pair{OutcomeState::Rejected, "rejected"},
                                     std::pair{OutcomeState::Cancelled, "cancelled"}};
};

template <>
struct Names<ReportCode> {
    static constexpr std::array kAll{std::pair{ReportCode::E1, "E1"},
                                     std::pair{ReportCode::E2, "E2"},
                                     std::pair{ReportCode::E3, "E3"},
                                     std::pair{ReportCode::E4, "E4"},
                                     std::pair{ReportCode::E5, "E5"},
                                     std::pair{ReportCode::E8, "E8"},
                                     std::pair{ReportCode::E9, "E9"},
                                     std::pair{ReportCode::E10, "E10"},
                                     std::pair{ReportCode::E11, "E11"},
                                     std::pair{ReportCode::E12, "E12"}};
};

template <>
struct Names<AlertKind> {
    static constexpr std::array kAll{std::pair{AlertKind::Help, "help"},
                                     std::pair{AlertKind::Report, "report"}};
};

/// The spelling of a value of a closed list, in the journal and in the API alike.
template <class E>
constexpr std::string_view spelling_of(E value) {
    for (const auto& [one, name] : Names<E>::kAll)
        if (one == value) return name;
    fail_ensure("a value of a closed list has a spelling");
}

/// Nothing when no value is spelt so.
template <class E>
constexpr std::optional<E> value_spelt(std::string_view text) {
    for (const auto& [one, name] : Names<E>::kAll)
        if (text == name) return one;
    return std::nullopt;
}

}  // namespace probant::engine
