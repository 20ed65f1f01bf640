// engine/quality/violations.h: sittings that broke a rule of their blueprint.
//
// Role        Looks at what was given, not at what the selection meant: counts the sittings that
//             break each rule, and names the first ones so that they can be looked at.
// Threads     Values and free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <cstdint>
#include <variant>
#include <vector>

#include "engine/adaptive/pool.h"
#include "engine/bank/rules.h"
#include "engine/quality/run.h"

namespace probant::engine::quality {

constexpr std::size_t kViolationsNamed = 20;

/// A competence with another number of questions than the rules say.
struct UnevenCompetence {
    Competence competence{};
    std::uint32_t given{};
    friend bool operator==(const UnevenCompetence&, const UnevenCompetence&) = default;
};

/// Two questions of one tube.
struct SharedTube {
    ItemNumber one{};
    ItemNumber other{};
    friend bool operator==(const SharedTube&, const SharedTube&) = default;
};

/// Two enemies in one sitting.
struct MetEnemies {
    ItemNumber one{};
    ItemNumber other{};
    friend bool operator==(const MetEnemies&, const MetEnemies&) = default;
};

struct Violation {
    std::size_t sitting{};
    std::variant<UnevenCompetence, SharedTube, MetEnemies> what{};
    friend bool operator==(const Violation&, const Violation&) = default;
};

/// Sittings that break each rule, once each however often they break it.
struct Violations {
    std::size_t competence{};
    std::size_t tube{};
    std::size_t enemy{};
    std::vector<Violation> first{};  ///< at most kViolationsNamed, the first of its kind a sitting
};

/// A rule that the blueprint does not have is not broken.
[[nodiscard]] Violations violations_of(const Pool& pool,
                                       const Run& run,
                                       const Blueprint& blueprint);

}  // namespace probant::engine::quality
