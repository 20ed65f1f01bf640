// engine/shadow/constraints.h: rules of a test that tie its questions together.
//
// Role        What a blueprint of fixed counts cannot say: ranges by competence and by domain, a
//             budget of seconds and of words, a most of each type of question.
// Threads     Values.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/bank/competence.h"

namespace probant::engine {

constexpr std::uint32_t kNoMost = std::numeric_limits<std::uint32_t>::max();

struct CountRange {
    std::uint32_t least{};
    std::uint32_t most{kNoMost};
    friend bool operator==(const CountRange&, const CountRange&) = default;
};

struct Constraints {
    std::uint32_t length{32};
    CountRange competence{};                     ///< of each
    std::array<CountRange, kDomains> domains{};  ///< domain 1 first
    std::uint32_t tube_most{kNoMost};            ///< questions of one tube
    bool enemies_apart{};
    std::optional<double> seconds{};  ///< the whole test's, at most
    std::optional<double> words{};
    std::map<std::string, std::uint32_t> type_most{};
    friend bool operator==(const Constraints&, const Constraints&) = default;
};

/// What the constraints need to know of an item besides what measures (PoolItem).
struct ItemCost {
    std::uint32_t domain{1};  ///< 1 … 5
    double seconds{};         ///< expected
    double words{};
    std::string type{};
};

}  // namespace probant::engine
