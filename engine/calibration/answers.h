// engine/calibration/answers.h: what was answered, as calibration reads it.
//
// Role        Persons of equal answers are one pattern with a frequency; patterns are in the order
//             of their mean category, then of their bytes: the order of the persons changes
//             nothing, and patterns that are near are likely to be of near abilities. An answer
//             seen to an item is a row: one for each category that occurs; where everybody answered
//             alike, one more, of nobody. Answers are listed twice: the rows of a pattern, and, by
//             chunk of patterns, the patterns of a row.
// Invariants  Not administered is not listed. Lists are in rising order.
// Threads     Immutable once made.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace probant::engine::calibration {

constexpr std::uint8_t kNotGiven = 9;

/// Patterns that are worked on together: the posteriors of as many stay in a processor's cache.
/// It also fixes the order of the sums: another value gives other last bits.
constexpr std::size_t kChunk = 256;

class Answers {
public:
    /// Row-major, persons x items; each a category, 0 to 8, or kNotGiven.
    Answers(std::span<const std::uint8_t> bytes, std::size_t items);

    [[nodiscard]] std::size_t items() const { return first_rows_.size() - 1; }

    [[nodiscard]] std::size_t patterns() const { return frequencies_.size(); }

    [[nodiscard]] std::size_t chunks() const { return (patterns() + kChunk - 1) / kChunk; }

    [[nodiscard]] std::size_t rows() const { return categories_.size(); }

    [[nodiscard]] double frequency(std::size_t pattern) const { return frequencies_[pattern]; }

    [[nodiscard]] std::size_t first_row(std::size_t item) const { return first_rows_[item]; }

    /// The item of a row.
    [[nodiscard]] std::size_t item(std::size_t row) const { return items_of_rows_[row]; }

    /// The categories of the item's rows, in rising order: none, or two at least.
    [[nodiscard]] std::span<const std::uint8_t> categories(std::size_t item) const;

    /// Persons who gave the answer of this row.
    [[nodiscard]] std::size_t count(std::size_t row) const { return counts_[row]; }

    /// Persons who answered the item.
    [[nodiscard]] std::size_t answers_to(std::size_t item) const;

    /// Whether all who answered the item, if any, gave the same answer.
    [[nodiscard]] bool alike(std::size_t item) const;

    [[nodiscard]] std::span<const std::uint32_t> rows_of(std::size_t pattern) const;

    [[nodiscard]] std::span<const std::uint32_t> patterns_of(std::size_t chunk,
                                                             std::size_t row) const;

private:
    void find_rows(std::span<const std::uint8_t> bytes);
    void group(std::span<const std::uint8_t> bytes);
    void list_patterns();

    std::vector<std::size_t> first_rows_{};
    std::vector<std::size_t> items_of_rows_{};
    std::vector<std::uint8_t> categories_{};
    std::vector<std::size_t> counts_{};
    std::vector<double> frequencies_{};
    std::vector<std::size_t> pattern_starts_{};
    std::vector<std::uint32_t> pattern_rows_{};
    std::vector<std::size_t> row_starts_{};  ///< by chunk, then row
    std::vector<std::uint32_t> row_patterns_{};
};

}  // namespace probant::engine::calibration
