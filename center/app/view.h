// center/app/view.h: what everyone but the room loop sees of the sessions.
//
// Role        An immutable picture, made by the room loop after each durable batch and read by any
//             thread through a shared pointer. Candidates that did not change are shared with the
//             picture before.
// Invariants  Nothing here is ahead of the disk.
// Threads     Immutable once published.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "center/app/clock.h"
#include "center/storage/session_store.h"
#include "engine/scoring/training_result.h"
#include "engine/session/room.h"

namespace probant::center {

enum class CandidatePhaseSeen { Enrolled, Present, Authorised, Running, Paused, Ended, Absent };

enum class CodeSeen { Armed, Used, Rearmed };

/// The question on a candidate's page.
struct QuestionSeen {
    engine::DrawNumber draw{};
    engine::Rank rank{};
    engine::ItemNumber item{};
    engine::Seed seed{};
    std::optional<engine::QuestionReport> report{};
};

struct CandidateView {
    engine::CandidateId id{};
    engine::SeatNumber seat{};
    engine::Duration extra_time{};
    engine::AccessNeeds needs{};
    engine::RuleSet watch{};       ///< the camera's rules for this candidate
    std::uint32_t next_opening{};  ///< of the camera
    std::uint32_t looks{};         ///< of an invigilator at who sits there
    CandidatePhaseSeen phase{CandidatePhaseSeen::Enrolled};
    CodeSeen code{CodeSeen::Armed};
    bool signed_in{};

    std::int64_t started_ms{};                ///< by the wall clock; 0 before
    std::vector<engine::ItemNumber> drawn{};  ///< in the order of the draws
    std::int64_t theta_micro{};               ///< the estimate that chose the last of them
    std::uint32_t held{};                     ///< answers on the disk
    bool all_answered{};
    engine::Instant deadline{};
    engine::Instant clock_stopped_at{};  ///< while paused or ended
    std::set<engine::PauseCause> pauses{};
    std::uint32_t reports{};
    std::optional<QuestionSeen> question{};
    std::optional<engine::EndedBy> ended_by{};
    std::optional<std::uint64_t> ended_entry{};
    std::optional<engine::UnfinishedReason> unfinished{};
    std::optional<engine::SittingResult> result{};
    std::optional<engine::TrainingResult> training{};  ///< ended, and not a certification
};

/// Since when nothing can be recorded, and why.
struct ReadOnly {
    std::int64_t since_ms{};
    bool disk_full{};
};

struct SessionView {
    SessionFacts facts{};
    std::shared_ptr<const std::map<engine::CandidateId, Person>> people{};
    std::shared_ptr<const engine::Content> content{};

    std::uint64_t version{};  ///< entries on the disk
    engine::SessionPhase phase{};
    bool paused{};
    ExamClock clock{};
    std::vector<std::shared_ptr<const CandidateView>> candidates{};
    std::shared_ptr<const std::unordered_map<engine::CandidateId, std::size_t>> places{};
    std::vector<engine::Alert> alerts{};
    engine::Mutes mutes{};
    std::optional<ReadOnly> read_only{};
    std::string short_code{};  ///< of the last signed checkpoint
    std::int64_t last_wall_ms{};
    std::uint32_t caps_exceeded{};  ///< questions given more often than the rules plan

    [[nodiscard]] const CandidateView* find(engine::CandidateId id) const;
};

struct CentreView {
    std::map<engine::SessionId, std::shared_ptr<const SessionView>> sessions{};

    [[nodiscard]] std::shared_ptr<const SessionView> find(engine::SessionId id) const;
};

/// False while any session is read-only.
[[nodiscard]] bool records_everywhere(const CentreView& centre);

/// The picture of one candidate.
[[nodiscard]] CandidateView picture_of(const engine::Room& room,
                                       const engine::Candidate& candidate,
                                       const engine::Content& content);

/// The time left on a candidate's clock at a boot time.
[[nodiscard]] engine::Duration time_left(const CandidateView& candidate, engine::Instant now);

}  // namespace probant::center
