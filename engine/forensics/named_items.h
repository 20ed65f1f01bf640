// engine/forensics/named_items.h: whether a person did better on a list of items said to be known.
//
// Role        Compares the answers to the items of the list with the others': a signed likelihood
//             ratio of two abilities against one, and when times are known the difference of speed
//             in standard deviations. The statistic is the length of what is positive in both.
// Sources     Sinharay (2017), "Detection of item preknowledge using likelihood ratio test and
// score
//             test"; the speed half is the two-sample test of weighted means.
// Null        Simulated with the person's own items.
// Threads     Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <span>
#include <vector>

#include "engine/forensics/person_fit.h"
#include "engine/forensics/response_times.h"

namespace probant::engine::forensics {

constexpr std::size_t kNamedLeast = 3;   // answers to items of the list
constexpr std::size_t kOthersLeast = 5;  // and to others

/// The items of a person's set, on both sides of the list. Borrows the tables.
class NamedItems {
public:
    /// `named`: one for each item of the bank.
    NamedItems(const ItemSet& set, const std::vector<bool>& named);

    [[nodiscard]] bool can_tell() const {
        return inside_.size() >= kNamedLeast && outside_.size() >= kOthersLeast;
    }

    /// `times`: one for each answer, or none at all.
    [[nodiscard]] double statistic(const Person& person, std::span<const TimedAnswer> times) const;

    [[nodiscard]] std::size_t named() const { return inside_.size(); }

private:
    [[nodiscard]] double score_part(const Person& person) const;
    [[nodiscard]] double speed_part(std::span<const TimedAnswer> times) const;

    ItemSet inside_;
    ItemSet outside_;
    std::vector<bool> is_inside_{};
};

/// One-sided: high values are rare. `times` as above.
[[nodiscard]] Tested test_named_items(const ItemSet& set,
                                      const NamedItems& named,
                                      const Person& person,
                                      std::span<const TimedAnswer> times,
                                      Dice dice);

}  // namespace probant::engine::forensics
