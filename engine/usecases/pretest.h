// engine/usecases/pretest.h: questions on trial: at which ranks they come, and which.
//
// Role        A question that nobody has answered yet has no parameters worth the name. A few are
//             asked among the others, are said to be, count for nothing, and have time of their
//             own; the journal keeps the answers for a calibration.
// Invariants  At most three (bank/rules_reader.cpp), at ranks from kPretestFirst to kPretestLast:
//             functions of the rules and the seed. What a candidate answers to one changes neither
//             the questions that count nor the score.
// Threads     Free functions; the room's thread, or a replay's.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <vector>

#include "engine/adaptive/selection.h"
#include "engine/session/room.h"

namespace probant::engine {

constexpr std::uint32_t kPretestFirst = 6;
constexpr std::uint32_t kPretestLast = 30;

[[nodiscard]] bool is_pretest(const Rules& rules, Seed seed, Rank rank);

/// One of the questions on trial that were used least, of another tube than what this candidate
/// was given and an enemy of none of it where there is one. ENSUREs that one is left: the package's
/// reader sees to it.
struct Pretest {
    ItemNumber item{};
    std::uint32_t eligible{};
    std::uint32_t ties{};
};

[[nodiscard]] Pretest choose_pretest(const Room& room,
                                     const Candidate& candidate,
                                     const Chance& chance,
                                     const Content& content);

/// By item, what this candidate may not be given for the score: what is not live, what does not
/// suit their needs and, as long as a complete test exists without them, what shares a tube with a
/// question on trial that they were given, or is its enemy. Empty for nothing.
[[nodiscard]] std::vector<char> withheld_from(const Candidate& candidate,
                                              const TestState& test,
                                              const Content& content);

}  // namespace probant::engine
