// engine/session/sitting.h: one candidate's test in a session, as a value.
//
// Role        What the room knows of a sitting that has started. Before that it is Ready: an
//             authorised candidate (candidate.h).
// Invariants  Answers are recorded only while Running; the deadline only ever moves later; Ended is
//             final. A sitting's clock runs exactly while it is Running.
// Threads     Values.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <variant>
#include <vector>

#include "crypto/digest.h"
#include "engine/adaptive/test_state.h"
#include "engine/bank/ids.h"
#include "engine/bank/rules.h"
#include "engine/items/response.h"
#include "engine/models/item_model.h"
#include "engine/session/ids.h"
#include "engine/session/reasons.h"
#include "engine/time/instant.h"

namespace probant::engine {

struct Running {
    friend bool operator==(const Running&, const Running&) = default;
};

/// Stopped from the first cause to the end of the last.
struct Paused {
    Instant since{};
    std::set<PauseCause> causes{};
    friend bool operator==(const Paused&, const Paused&) = default;
};

struct Ended {
    Instant at{};
    EndedBy by{};
    friend bool operator==(const Ended&, const Ended&) = default;
};

using SittingPhase = std::variant<Running, Paused, Ended>;

struct GivenAnswer {
    ShownResponse response{};
    Category category{};
    Instant at{};
    friend bool operator==(const GivenAnswer&, const GivenAnswer&) = default;
};

/// What a candidate said of a question, and what was decided.
struct QuestionReport {
    ReportCode code{};
    AlertNumber alert{};
    std::optional<crypto::Digest> note{};  ///< of the candidate's own words
    std::optional<bool> accepted{};
    friend bool operator==(const QuestionReport&, const QuestionReport&) = default;
};

/// One question drawn, with all that became of it.
struct Draw {
    Rank rank{};
    ItemNumber item{};
    bool pretest{};  ///< on trial: not in the test
    Instant at{};
    std::optional<GivenAnswer> answer{};
    std::optional<QuestionReport> report{};
    friend bool operator==(const Draw&, const Draw&) = default;
};

struct SittingResult {
    OutcomeState outcome{};
    std::int64_t points{};
    std::int64_t level{};
    std::int64_t theta_micro{};
    std::int64_t se_micro{};
    friend bool operator==(const SittingResult&, const SittingResult&) = default;
};

struct Sitting {
    Seed seed{};
    Instant started{};
    Instant deadline{};
    std::uint32_t place{};       ///< among those of the session, by start, from 1
    std::int64_t theta_micro{};  ///< the estimate that chose the last question
    SittingPhase phase{Running{}};
    TestState test{};
    std::vector<Draw> draws{};            ///< draw k is draws[k - 1]
    std::optional<DrawNumber> current{};  ///< the question on the page; none when all are answered
    std::uint32_t answers{};              ///< that count
    std::uint32_t ranks_given_up{};
    std::uint32_t pretests{};           ///< questions on trial that are over: answered or dropped
    std::uint32_t pretests_answered{};  ///< of these
    std::uint32_t reports{};
    Duration time_paused{};  ///< over all pauses that have ended
    std::optional<StopKind>
        stopped_by{};  ///< the rule that ended the test before its last question
    bool late_answer_kept{};
    std::optional<UnfinishedReason> unfinished{};
    std::vector<ItemNumber> imputed{};
    std::optional<SittingResult> result{};

    friend bool operator==(const Sitting&, const Sitting&) = default;
};

/// The time left on the candidate's clock; it stands still while the sitting is paused.
[[nodiscard]] Duration time_left(const Sitting& sitting, Instant now);

/// The time that ran on the candidate's clock so far: pauses do not count.
[[nodiscard]] Duration time_active(const Sitting& sitting, Instant now);

[[nodiscard]] bool is_ended(const Sitting& sitting);

[[nodiscard]] bool is_paused_by(const Sitting& sitting, PauseCause cause);

/// `number` must be that of a question drawn in this sitting.
[[nodiscard]] const Draw& draw_of(const Sitting& sitting, DrawNumber number);

[[nodiscard]] bool was_drawn(const Sitting& sitting, DrawNumber number);

/// Answers given, those to questions on trial included.
[[nodiscard]] std::uint32_t held_of(const Sitting& sitting);

/// The rank of the question to draw next.
[[nodiscard]] Rank next_rank(const Sitting& sitting);

}  // namespace probant::engine
