// SPDX-License-Identifier: EUPL-1.2
#include "engine/calibration/answers.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <optional>

#include "crypto/base/ensure.h"

namespace probant::engine::calibration {
namespace {

using Seen = std::array<std::size_t, kNotGiven>;

/// Where a single category occurs, the one that nobody gave: 0, or 1 when that one is 0.
std::optional<std::uint8_t> other_category(const Seen& seen) {
    if (std::ranges::count_if(seen, [](std::size_t count) { return count > 0; }) != 1) return {};
    return seen[0] > 0 ? 1 : 0;
}

double mean_category(std::span<const std::uint8_t> answers) {
    double sum = 0;
    double count = 0;
    for (const auto answer : answers) {
        if (answer == kNotGiven) continue;
        sum += answer;
        count += 1;
    }
    return count > 0 ? sum / count : 0;
}

}  // namespace

Answers::Answers(std::span<const std::uint8_t> bytes, std::size_t items) : first_rows_(items + 1) {
    ENSURE(items > 0 && bytes.size() % items == 0);
    find_rows(bytes);
    group(bytes);
    list_patterns();
}

std::span<const std::uint8_t> Answers::categories(std::size_t item) const {
    return std::span(categories_)
        .subspan(first_rows_[item], first_rows_[item + 1] - first_rows_[item]);
}

std::size_t Answers::answers_to(std::size_t item) const {
    const auto counts = std::span(counts_).subspan(first_rows_[item], categories(item).size());
    return std::accumulate(counts.begin(), counts.end(), std::size_t{0});
}

bool Answers::alike(std::size_t item) const {
    const auto counts = std::span(counts_).subspan(first_rows_[item], categories(item).size());
    return std::ranges::count_if(counts, [](std::size_t count) { return count > 0; }) < 2;
}

std::span<const std::uint32_t> Answers::rows_of(std::size_t pattern) const {
    return std::span(pattern_rows_)
        .subspan(pattern_starts_[pattern], pattern_starts_[pattern + 1] - pattern_starts_[pattern]);
}

std::span<const std::uint32_t> Answers::patterns_of(std::size_t chunk, std::size_t row) const {
    const std::size_t place = chunk * rows() + row;
    return std::span(row_patterns_)
        .subspan(row_starts_[place], row_starts_[place + 1] - row_starts_[place]);
}

void Answers::find_rows(std::span<const std::uint8_t> bytes) {
    std::vector<Seen> seen(items());
    for (std::size_t place = 0; place < bytes.size(); ++place) {
        ENSURE(bytes[place] <= kNotGiven);
        if (bytes[place] != kNotGiven) ++seen[place % items()].at(bytes[place]);
    }
    for (std::size_t item = 0; item < items(); ++item) {
        first_rows_[item] = categories_.size();
        const auto other = other_category(seen[item]);
        for (std::uint8_t category = 0; category < kNotGiven; ++category) {
            if (seen[item].at(category) == 0 && category != other) continue;
            categories_.push_back(category);
            counts_.push_back(seen[item].at(category));
            items_of_rows_.push_back(item);
        }
    }
    first_rows_.back() = categories_.size();
}

void Answers::group(std::span<const std::uint8_t> bytes) {
    std::vector<std::size_t> order(bytes.size() / items());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto answers_of = [&](std::size_t person) {
        return bytes.subspan(person * items(), items());
    };
    std::vector<double> scores;
    scores.reserve(order.size());
    for (std::size_t person = 0; person < order.size(); ++person)
        scores.push_back(mean_category(answers_of(person)));
    std::ranges::sort(order, [&](std::size_t left, std::size_t right) {
        if (scores[left] != scores[right]) return scores[left] < scores[right];
        return std::ranges::lexicographical_compare(answers_of(left), answers_of(right));
    });
    std::vector<std::array<std::uint32_t, kNotGiven>> rows(items());
    for (std::size_t row = 0; row < categories_.size(); ++row)
        rows[items_of_rows_[row]].at(categories_[row]) = static_cast<std::uint32_t>(row);
    pattern_starts_.push_back(0);
    for (std::size_t n = 0; n < order.size(); ++n) {
        const auto answers = answers_of(order[n]);
        if (n > 0 && std::ranges::equal(answers, answers_of(order[n - 1]))) {
            frequencies_.back() += 1;
            continue;
        }
        frequencies_.push_back(1);
        for (std::size_t item = 0; item < items(); ++item)
            if (answers[item] != kNotGiven) pattern_rows_.push_back(rows[item].at(answers[item]));
        pattern_starts_.push_back(pattern_rows_.size());
    }
}

void Answers::list_patterns() {
    row_starts_.assign(chunks() * rows() + 1, 0);
    for (std::size_t pattern = 0; pattern < patterns(); ++pattern) {
        for (const auto row : rows_of(pattern))
            ++row_starts_[pattern / kChunk * rows() + row + 1];
    }
    std::partial_sum(row_starts_.begin(), row_starts_.end(), row_starts_.begin());
    auto next = row_starts_;
    row_patterns_.resize(pattern_rows_.size());
    for (std::size_t pattern = 0; pattern < patterns(); ++pattern) {
        for (const auto row : rows_of(pattern)) {
            row_patterns_[next[pattern / kChunk * rows() + row]++] =
                static_cast<std::uint32_t>(pattern);
        }
    }
}

}  // namespace probant::engine::calibration
