// center/app/closed_picture.h: what a closed session looks like, kept beside its journal.
//
// Role        Written in the transaction that closes a session, so that a centre which starts again
//             shows the session without deciding its journal once more: in no time, and whatever
//             bank is installed by then.
// Invariants  A picture for lists and consoles, never evidence: a receipt is made from the entries,
//             a packet is sealed by replaying them.
// Format      docs/JOURNAL.md. Strict: what does not read whole is no picture, and the journal is
//             replayed instead.
// Threads     Values and free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "center/app/view.h"
#include "engine/journal/shape.h"

namespace probant::center {

/// The name of its row among the facts of a session's file.
inline constexpr std::string_view kClosedPictureFact = "closedPicture";

struct ClosedCandidate {
    engine::CandidateId candidate{};
    engine::SeatNumber seat{};
    engine::Duration extra_time{};
    std::optional<engine::AccessNeeds> needs{};
    bool signed_in{};
    std::int64_t started_ms{};
    std::vector<engine::ItemNumber> drawn{};
    std::int64_t theta_micro{};
    std::int64_t held{};
    bool all_answered{};
    std::int64_t reports{};
    engine::Instant deadline{};
    engine::Instant ended_at{};
    std::optional<engine::EndedBy> ended_by{};  ///< none: absent
    std::optional<std::int64_t> ended_entry{};
    std::optional<engine::UnfinishedReason> unfinished{};
    std::optional<engine::SittingResult> result{};
    std::optional<engine::TrainingResult> training{};
};

struct ClosedPicture {
    std::int64_t entries{};
    engine::Instant at{};    ///< of the last entry
    std::int64_t wall_ms{};  ///< of the same
    bool paused{};
    std::int64_t caps_exceeded{};

    // What consoles show of its package, which may not be the one installed any more.
    engine::Digest bank{};
    engine::Digest rules{};
    engine::Purpose purpose{};
    std::int64_t length{};
    std::int64_t duration_s{};
    std::int64_t answers_min{};
    std::int64_t reports_max{};

    std::vector<ClosedCandidate> candidates{};
};

/// `last` is the instant of the session's last entry.
[[nodiscard]] ClosedPicture picture_of(const SessionView& session, engine::Instant last);

[[nodiscard]] CandidateView view_of(const ClosedCandidate& candidate);

/// The figures of its package, without a question.
[[nodiscard]] engine::Content content_of(const ClosedPicture& picture);

[[nodiscard]] std::string write_picture(const ClosedPicture& picture);

[[nodiscard]] std::optional<ClosedPicture> read_picture(std::string_view text);

}  // namespace probant::center

namespace probant::engine {

template <>
struct Shape<SittingResult> {
    static constexpr auto kFields = std::tuple{field("outcome", &SittingResult::outcome),
                                               field("points", &SittingResult::points),
                                               field("level", &SittingResult::level),
                                               field("thetaMicro", &SittingResult::theta_micro),
                                               field("seMicro", &SittingResult::se_micro)};
};

template <>
struct Shape<Competence> {
    static constexpr auto kFields = std::tuple{field("index", &Competence::index)};
};

template <>
struct Shape<LevelFound> {
    static constexpr auto kFields = std::tuple{field("level", &LevelFound::level),
                                               field("low", &LevelFound::low),
                                               field("high", &LevelFound::high)};
};

template <>
struct Shape<TrainedCompetence> {
    static constexpr auto kFields = std::tuple{field("competence", &TrainedCompetence::competence),
                                               field("level", &TrainedCompetence::level)};
};

template <>
struct Shape<TrainingResult> {
    static constexpr auto kFields = std::tuple{field("answers", &TrainingResult::answers),
                                               field("stopped", &TrainingResult::stopped),
                                               field("competences", &TrainingResult::competences)};
};

template <>
struct Shape<center::ClosedCandidate> {
    using Type = center::ClosedCandidate;
    static constexpr auto kFields = std::tuple{field("candidate", &Type::candidate),
                                               field("seat", &Type::seat),
                                               field("extraMs", &Type::extra_time),
                                               field("needs", &Type::needs),
                                               field("signedIn", &Type::signed_in),
                                               field("started", &Type::started_ms),
                                               field("drawn", &Type::drawn),
                                               field("thetaMicro", &Type::theta_micro),
                                               field("held", &Type::held),
                                               field("allAnswered", &Type::all_answered),
                                               field("reports", &Type::reports),
                                               field("deadline", &Type::deadline),
                                               field("endedAt", &Type::ended_at),
                                               field("endedBy", &Type::ended_by),
                                               field("endedEntry", &Type::ended_entry),
                                               field("unfinished", &Type::unfinished),
                                               field("result", &Type::result),
                                               field("training", &Type::training)};
};

template <>
struct Shape<center::ClosedPicture> {
    using Type = center::ClosedPicture;
    static constexpr auto kFields = std::tuple{field("entries", &Type::entries),
                                               field("at", &Type::at),
                                               field("wall", &Type::wall_ms),
                                               field("paused", &Type::paused),
                                               field("capsExceeded", &Type::caps_exceeded),
                                               field("bank", &Type::bank),
                                               field("rules", &Type::rules),
                                               field("purpose", &Type::purpose),
                                               field("length", &Type::length),
                                               field("durationS", &Type::duration_s),
                                               field("answersMin", &Type::answers_min),
                                               field("reportsMax", &Type::reports_max),
                                               field("candidates", &Type::candidates)};
};

}  // namespace probant::engine
