// engine/quality/violations.h: sittings that broke a rule of their test.
//
// Role        Looks at what was given, not at what the selection meant: counts the sittings that
//             break each rule, and names the first ones so that they can be looked at.
// Threads     Values and free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "engine/adaptive/pool.h"
#include "engine/quality/run.h"
#include "engine/shadow/constraints.h"

namespace probant::engine::quality {

constexpr std::size_t kViolationsNamed = 20;

enum class Rule { Length, Competence, Domain, Tube, Enemy, Seconds, Words, Type, Language };
constexpr std::size_t kRules = 9;

/// What sittings are held against, and what that needs to know of the items.
struct JudgedRules {
    Constraints constraints{.length = 0};  ///< length 0: any
    bool may_end_early{};                  ///< a shorter test then owes no fewest of anything
    std::vector<ItemCost> costs{};         ///< by item
    std::vector<char> is_foreign{};        ///< by item: in no language asked for; empty: none is
};

/// Whether the rules say anything of the kind; a rule that they do not have is not broken.
[[nodiscard]] bool is_judged(const JudgedRules& rules, Rule rule);

/// Whether they say anything at all.
[[nodiscard]] bool is_any_judged(const JudgedRules& rules);

/// Another number of questions than the rules say: of the whole test, of a competence or a domain.
struct WrongLength {
    std::size_t given{};
    friend bool operator==(const WrongLength&, const WrongLength&) = default;
};

struct UnevenCompetence {
    Competence competence{};
    std::uint32_t given{};
    friend bool operator==(const UnevenCompetence&, const UnevenCompetence&) = default;
};

struct UnevenDomain {
    std::uint32_t domain{};  ///< 1 … 5
    std::uint32_t given{};
    friend bool operator==(const UnevenDomain&, const UnevenDomain&) = default;
};

/// Two questions of a tube that gives no more.
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

/// More seconds expected than the budget has.
struct SecondsSpent {
    double seconds{};
    friend bool operator==(const SecondsSpent&, const SecondsSpent&) = default;
};

struct WordsSpent {
    double words{};
    friend bool operator==(const WordsSpent&, const WordsSpent&) = default;
};

struct TooManyOfType {
    std::string type{};
    std::uint32_t given{};
    friend bool operator==(const TooManyOfType&, const TooManyOfType&) = default;
};

struct ForeignItem {
    ItemNumber item{};
    friend bool operator==(const ForeignItem&, const ForeignItem&) = default;
};

using Broken = std::variant<WrongLength,
                            UnevenCompetence,
                            UnevenDomain,
                            SharedTube,
                            MetEnemies,
                            SecondsSpent,
                            WordsSpent,
                            TooManyOfType,
                            ForeignItem>;

struct Violation {
    std::size_t sitting{};
    Broken what{};
    friend bool operator==(const Violation&, const Violation&) = default;
};

/// Sittings that break each rule, once each however often they break it.
struct Violations {
    std::array<std::size_t, kRules> counts{};
    std::vector<Violation> first{};  ///< at most kViolationsNamed, the first of its kind a sitting

    [[nodiscard]] std::size_t of(Rule rule) const {
        return counts.at(static_cast<std::size_t>(rule));
    }
};

[[nodiscard]] Violations violations_of(const Pool& pool, const Run& run, const JudgedRules& rules);

}  // namespace probant::engine::quality
