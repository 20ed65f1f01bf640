// SPDX-License-Identifier: EUPL-1.2
#include "engine/calibration/sums.h"

#include <algorithm>
#include <span>

namespace probant::engine::calibration {
namespace {

// Rows of the answers that one part of the crew's work counts.
constexpr std::size_t kRowsOfPart = 64;

/// start + the sum of some rows of one block.
Lanes sum_of(const Lanes& start,
             const NodeRows& table,
             std::size_t block,
             std::span<const std::uint32_t> rows) {
    Lanes sum = start;
    for (const auto row : rows) {
        const Lanes& added = table.block(row, block);
        for (std::size_t lane = 0; lane < kLanes; ++lane)
            sum.at(lane) += added.at(lane);
    }
    return sum;
}

}  // namespace

void add_answers(const Answers& answers,
                 const Added& added,
                 std::size_t chunk,
                 NodeRows& patterns) {
    const std::size_t first = chunk * kChunk;
    const std::size_t end = std::min(first + kChunk, answers.patterns());
    for (std::size_t block = 0; block < patterns.blocks(); ++block) {
        if (added.reach != nullptr && !added.reach->at(chunk, block)) continue;
        for (std::size_t pattern = first; pattern < end; ++pattern) {
            patterns.block(pattern, block) =
                sum_of(added.start[block], added.table, block, answers.rows_of(pattern));
        }
    }
}

void add_patterns(const Answers& answers,
                  const NodeRows& patterns,
                  const Reach& reach,
                  const Crew& crew,
                  NodeRows& rows) {
    const auto add = [&](std::size_t first, std::size_t end, std::size_t block) {
        for (std::size_t row = first; row < end; ++row)
            rows.block(row, block).fill(0);
        for (std::size_t chunk = 0; chunk < answers.chunks(); ++chunk) {
            if (!reach.at(chunk, block)) continue;
            for (std::size_t row = first; row < end; ++row) {
                Lanes& sum = rows.block(row, block);
                sum = sum_of(sum, patterns, block, answers.patterns_of(chunk, row));
            }
        }
    };
    crew((answers.rows() + kRowsOfPart - 1) / kRowsOfPart, [&](std::size_t part) {
        const std::size_t first = part * kRowsOfPart;
        const std::size_t end = std::min(first + kRowsOfPart, answers.rows());
        for (std::size_t block = 0; block < rows.blocks(); ++block)
            add(first, end, block);
    });
}

}  // namespace probant::engine::calibration
