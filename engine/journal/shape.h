// engine/journal/shape.h: how a type is spelt in what we keep and sign, as data.
//
// Role        One `Shape` a type: its name, its fields in the order of the type, and the member
//             each goes to; one `Names` a closed list. shape_codec.h writes and reads anything that
//             has one, strictly. Commands and events have theirs in command_shape.h, event_shape.h.
// Invariants  A name here is part of a format (docs/JOURNAL.md): it never changes and is never used
//             again for something else.
// Threads     Constants.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <string_view>
#include <tuple>
#include <utility>

#include "engine/bank/rules.h"
#include "engine/session/actor.h"
#include "engine/session/command.h"

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
                                               field("extraMs", &Enrolment::extra_time),
                                               field("needs", &Enrolment::needs),
                                               field("companion", &Enrolment::companion)};
};

template <>
struct Shape<LevelUse> {
    static constexpr auto kFields =
        std::tuple{field("sittings", &LevelUse::sittings), field("counts", &LevelUse::counts)};
};

template <>
struct Shape<PastUse> {
    static constexpr auto kFields = std::tuple{field("sittings", &PastUse::sittings),
                                               field("within", &PastUse::within),
                                               field("levels", &PastUse::levels)};
};

template <>
struct Shape<UnfinishedSitting> {
    static constexpr auto kFields = std::tuple{field("candidate", &UnfinishedSitting::candidate),
                                               field("reason", &UnfinishedSitting::reason)};
};

template <>
struct Shape<FrameRef> {
    static constexpr auto kFields =
        std::tuple{field("sequence", &FrameRef::sequence), field("atMs", &FrameRef::at)};
};

template <>
struct Shape<Evidence> {
    static constexpr auto kFields =
        std::tuple{field("name", &Evidence::name), field("value", &Evidence::value)};
};

template <>
struct Shape<ProctoringAlert> {
    static constexpr auto kFields = std::tuple{field("number", &ProctoringAlert::number),
                                               field("opening", &ProctoringAlert::opening),
                                               field("rule", &ProctoringAlert::rule),
                                               field("state", &ProctoringAlert::state),
                                               field("startMs", &ProctoringAlert::start),
                                               field("endMs", &ProctoringAlert::end),
                                               field("evidence", &ProctoringAlert::evidence),
                                               field("still", &ProctoringAlert::still)};
};

template <>
struct Shape<ObservationGap> {
    static constexpr auto kFields = std::tuple{field("opening", &ObservationGap::opening),
                                               field("fromMs", &ObservationGap::from),
                                               field("toMs", &ObservationGap::to),
                                               field("samples", &ObservationGap::samples)};
};

template <>
struct Shape<Actor> {
    static constexpr auto kFields = std::tuple{
        field("role", &Actor::role), field("id", &Actor::id), field("seat", &Actor::seat)};
};

// Closed lists: the spelling of each value.

template <class E>
struct Names;

template <>
struct Names<Role> {
    static constexpr std::array kAll{std::pair{Role::Candidate, "candidate"},
                                     std::pair{Role::Invigilator, "invigilator"},
                                     std::pair{Role::Manager, "manager"},
                                     std::pair{Role::Centre, "centre"},
                                     std::pair{Role::Station, "station"}};
};

template <>
struct Names<AccessNeed> {
    static constexpr std::array kAll{std::pair{AccessNeed::Keyboard, "keyboard"},
                                     std::pair{AccessNeed::ScreenReader, "screen_reader"},
                                     std::pair{AccessNeed::LowVision, "low_vision"},
                                     std::pair{AccessNeed::Colours, "colours"}};
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
struct Names<Purpose> {
    static constexpr std::array kAll{std::pair{Purpose::Certification, "certification"},
                                     std::pair{Purpose::Training, "training"}};
};

template <>
struct Names<StopKind> {
    static constexpr std::array kAll{std::pair{StopKind::Length, "length"},
                                     std::pair{StopKind::Precision, "precision"},
                                     std::pair{StopKind::Interval, "interval"},
                                     std::pair{StopKind::Sprt, "sprt"},
                                     std::pair{StopKind::Time, "time"}};
};

template <>
struct Names<AlertKind> {
    static constexpr std::array kAll{std::pair{AlertKind::Help, "help"},
                                     std::pair{AlertKind::Report, "report"},
                                     std::pair{AlertKind::Camera, "camera"}};
};

template <>
struct Names<AlertAnswer> {
    static constexpr std::array kAll{std::pair{AlertAnswer::Nothing, "nothing"},
                                     std::pair{AlertAnswer::Note, "note"},
                                     std::pair{AlertAnswer::Act, "act"}};
};

template <>
struct Names<ProctoringRule> {
    static constexpr std::array kAll{std::pair{ProctoringRule::FaceAbsent, "face_absent"},
                                     std::pair{ProctoringRule::ExtraFace, "extra_face"},
                                     std::pair{ProctoringRule::LookingAway, "looking_away"},
                                     std::pair{ProctoringRule::Covered, "covered"},
                                     std::pair{ProctoringRule::TooDark, "too_dark"},
                                     std::pair{ProctoringRule::Blurred, "blurred"},
                                     std::pair{ProctoringRule::Frozen, "frozen"},
                                     std::pair{ProctoringRule::Looped, "looped"},
                                     std::pair{ProctoringRule::Identity, "identity"},
                                     std::pair{ProctoringRule::Object, "object"}};
};

/// Ok is what a rule says, never what an alert is.
template <>
struct Names<ProctoringState> {
    static constexpr std::array kAll{std::pair{ProctoringState::ToCheck, "to_check"},
                                     std::pair{ProctoringState::CouldNotTell, "could_not_tell"}};
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
