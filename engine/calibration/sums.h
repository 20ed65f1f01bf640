// engine/calibration/sums.h: the two sums that calibration is made of.
//
// Role        Over the answers of each pattern, and over the patterns of each answer: rows of
//             doubles over the nodes, added. Nearly all the time of a calibration is spent here.
// Invariants  The order of the additions does not depend on the crew.
// Threads     Each part of the crew's work writes rows of its own.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/calibration/answers.h"
#include "engine/calibration/crew.h"
#include "engine/calibration/lanes.h"

namespace probant::engine::calibration {

/// Where the patterns of a chunk may be: elsewhere all is 0 and nothing needs adding.
class Reach {
public:
    Reach() = default;

    Reach(std::size_t chunks, std::size_t blocks) : blocks_(blocks), reached_(chunks * blocks) {}

    void set(std::size_t chunk, std::size_t block, bool reached) {
        reached_[chunk * blocks_ + block] = reached ? 1 : 0;
    }

    [[nodiscard]] bool at(std::size_t chunk, std::size_t block) const {
        return reached_[chunk * blocks_ + block] != 0;
    }

private:
    std::size_t blocks_{};
    std::vector<std::uint8_t> reached_{};
};

/// What is added for each pattern.
struct Added {
    const NodeRows& table;            ///< a row for each row of the answers
    const std::vector<Lanes>& start;  ///< to begin with
    const Reach* reach{};             ///< what is elsewhere is left as it was; null: everywhere
};

/// For each pattern of a chunk: the start and the rows of its answers.
void add_answers(const Answers& answers, const Added& added, std::size_t chunk, NodeRows& patterns);

/// For each row of the answers: the rows of the patterns that gave it.
void add_patterns(const Answers& answers,
                  const NodeRows& patterns,
                  const Reach& reach,
                  const Crew& crew,
                  NodeRows& rows);

}  // namespace probant::engine::calibration
