// engine/session/room.h: one session, as a pure state machine.
//
// Role        decide() judges a command against the room; evolve() folds an event into it. The
//             shell appends the events to the journal before anyone is told of them. A room is the
//             fold of its journal: recovery, audit, simulation and the registry's check are all
//             the same replay.
// Invariants  decide() changes nothing. Every event that decide() returns folds into the room that
//             it judged, in order. Time never goes backwards.
// Threads     Values and free functions; no lock, clock, randomness or file.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "crypto/base/result.h"
#include "engine/bank/content.h"
#include "engine/session/candidate.h"
#include "engine/session/command.h"
#include "engine/session/event.h"
#include "engine/session/refusal.h"

namespace probant::engine {

/// A room larger than this is two rooms; every per-candidate limit is derived from it.
constexpr std::size_t kCandidatesMax = 2000;

/// The time for which a code armed again may be used.
constexpr Duration kCodeRearmedFor = std::chrono::minutes{10};

/// More than this in one act is a typing mistake.
constexpr Duration kTimeGivenMax = std::chrono::minutes{120};

/// An accommodation longer than the longest test is a typing mistake.
constexpr Duration kExtraTimeMax = std::chrono::hours{10};

/// A camera that raises more in one sitting is broken: ten rules, once a minute for two hours.
constexpr std::uint32_t kCameraAlertsMax = 1200;

enum class SessionPhase { Empty, Draft, Open, Closed };

/// What an alert of a camera is about, and what became of it.
struct CameraAlert {
    ProctoringAlert raised{};
    bool over{};
    std::optional<Digest> still{};  ///< none was kept, or it was deleted
    bool still_dropped{};
    std::optional<AlertAnswer> answer{};
    bool set_aside{};  ///< raised before its rule last spoke again
    Note note{};       ///< of the answer
    friend bool operator==(const CameraAlert&, const CameraAlert&) = default;
};

struct Alert {
    CandidateId candidate{};
    AlertKind kind{};
    Instant opened{};
    std::optional<AccountId> taken_by{};
    bool resolved{};
    std::optional<CameraAlert> camera{};  ///< of an alert of that kind alone
    friend bool operator==(const Alert&, const Alert&) = default;
};

struct Room {
    SessionPhase phase{SessionPhase::Empty};
    SessionCreated created{};  ///< as journalled; empty until then
    SessionOpened opened{};
    bool paused{};
    Instant now{};                        ///< of the last entry
    std::vector<Candidate> candidates{};  ///< in roster order
    std::unordered_map<CandidateId, std::size_t> places{};
    std::vector<Alert> alerts{};         ///< alert n is alerts[n - 1]
    Mutes mutes{};                       ///< of the camera's rules
    std::vector<std::uint32_t> given{};  ///< by item, to how many; empty before the first draw
    std::vector<LevelUse> by_level{};    ///< the same by level of ability, under a cap by level
    std::uint32_t started{};             ///< sittings
    std::uint32_t caps_exceeded{};       ///< draws that a cap would have refused
    friend bool operator==(const Room&, const Room&) = default;
};

/// Null for a stranger.
[[nodiscard]] const Candidate* find_candidate(const Room& room, CandidateId id);

/// Judges `command`, asked by `by` at `now`. `content` is the session's bank and rules.
[[nodiscard]] Result<Events, Refusal> decide(
    const Room& room, const Command& command, const Actor& by, Instant now, const Content& content);

/// Folds `event`, which happened at `at`. Total: ENSUREs what decide() promised.
void evolve(Room& room, const Event& event, Instant at, const Content& content);

/// A sitting whose time is over, and the instant at which it ended.
struct DueEnd {
    Instant at{};
    CandidateId candidate{};
};

/// The first sitting to be ended by time; nothing when no clock runs.
[[nodiscard]] std::optional<DueEnd> next_due_end(const Room& room, const Rules& rules);

/// The rules by which a camera watches this candidate; none where the session has no camera.
[[nodiscard]] RuleSet rules_watching(const Room& room,
                                     const Candidate& candidate,
                                     const Content& content);

/// Whether a clock runs in this room: then time itself must be kept.
[[nodiscard]] bool someone_runs(const Room& room);

}  // namespace probant::engine
