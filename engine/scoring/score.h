// engine/scoring/score.h: what a test's answers are worth, and how surely.
//
// Role        The printed score, its interval and level; domains compared with the whole; the
//             competences, whose level is published only when there is enough evidence.
// Invariants  The level is read off the printed points: number and level never disagree. All
//             figures are integers; the same answers give the same ones on any machine.
// Threads     Values and free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "crypto/canonical_json.h"
#include "engine/adaptive/pool.h"
#include "engine/adaptive/test_state.h"
#include "engine/bank/content.h"
#include "engine/bank/rules.h"

namespace probant::engine {

constexpr std::int64_t kPointsMax = 1024;

/// A domain beside the rest of the test.
enum class Standing { Stronger, Alike, Weaker, CouldNotTell };

struct DomainScore {
    Standing standing{Standing::CouldNotTell};
    std::uint32_t answered{};
    friend bool operator==(const DomainScore&, const DomainScore&) = default;
};

/// A competence's level, and the levels at the ends of its 95 % interval.
struct LevelFound {
    std::int64_t level{};
    std::int64_t low{};
    std::int64_t high{};
    friend bool operator==(const LevelFound&, const LevelFound&) = default;
};

struct CompetenceScore {
    std::uint32_t seen{};  ///< questions answered
    std::uint32_t right{};
    std::uint32_t partly{};             ///< neither right nor wrong: a part of the credit
    std::optional<LevelFound> level{};  ///< none: not enough evidence
    friend bool operator==(const CompetenceScore&, const CompetenceScore&) = default;
};

struct Score {
    std::int64_t theta_micro{};
    std::int64_t se_micro{};
    std::int64_t points{};  ///< 0..1024
    std::int64_t low{};     ///< of the 95 % interval, clamped
    std::int64_t high{};
    std::int64_t level{};  ///< 0..8
    std::int64_t level_low{};
    std::int64_t level_high{};
    std::array<DomainScore, kDomains> domains{};
    std::array<CompetenceScore, kCompetences> competences{};
    friend bool operator==(const Score&, const Score&) = default;
};

[[nodiscard]] Score score(const TestState& state, const Pool& pool, const Rules& rules);
[[nodiscard]] Score score(const TestState& state, const Content& content);

/// {"thetaMicro","seMicro","points","low","high","level","levelLow","levelHigh","provisional",
///  "domains":[{"domain","standing","answered"}],"competences":[{"code","seen","right","partly","level"}]};
/// a competence's level is null when there is not enough evidence.
[[nodiscard]] json::Value score_to_json(const Score& score, const Rules& rules);

/// The level that `points` open on this scale.
[[nodiscard]] std::int64_t level_of(std::int64_t points, const Scale& scale);

}  // namespace probant::engine
