// engine/shadow/counts.h: what of a test has been taken, against every count of its rules.
//
// Role        The counts of a test are a nest: tube in competence in domain in test. Says of an
// item
//             whether it may be taken and all that must still come can come, which is what makes a
//             greedy exact (the sets that can be completed are those of a matroid).
// Limits      Whether the bank has the items is not looked at: a set is made from what there is.
// Threads     Values.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/bank/ids.h"
#include "engine/shadow/constraints.h"

namespace probant::engine {

/// Every limit that is priced: seconds, words, then each type.
using Amounts = std::vector<double>;
constexpr std::size_t kSeconds = 0;
constexpr std::size_t kWords = 1;
constexpr std::size_t kTypes = 2;

struct Offered {
    ItemNumber item{};
    double information{};
    std::uint32_t competence{};
    std::uint32_t domain{};  ///< 0 … 4
    std::uint32_t tube{};
    std::uint32_t type{};  ///< a place in the amounts; beyond them: no limit
    double seconds{};
    double words{};
    double value{};  ///< information less the prices
};

/// The constraints outlive it.
class Counts {
public:
    Counts(const Constraints& constraints, std::size_t tubes);

    [[nodiscard]] std::uint32_t left() const { return left_; }

    [[nodiscard]] std::uint32_t of_tube(std::uint32_t tube) const { return tubes_[tube]; }

    /// Names which domain each competence belongs to: a lower bound of one weighs on the other.
    void set_domain_of(std::uint32_t competence, std::uint32_t domain);

    void add(std::uint32_t competence, std::uint32_t domain, std::uint32_t tube);

    [[nodiscard]] bool has_room(const Offered& entry) const;

    /// May this one be taken and all that must still come, come?
    [[nodiscard]] bool stays_extendable(const Offered& entry) const;

private:
    void count_owed();
    [[nodiscard]] std::uint32_t shortage(std::uint32_t domain) const;
    [[nodiscard]] bool is_domain_short(std::uint32_t domain) const;

    const Constraints* constraints_;
    std::array<std::uint32_t, kCompetences> competences_{};
    std::array<std::uint32_t, kCompetences> domain_of_{};
    std::array<std::uint32_t, kDomains> domains_{};
    std::array<std::uint32_t, kDomains> owed_by_competences_{};
    std::uint32_t owed_{};  ///< places promised to lower bounds
    std::vector<std::uint32_t> tubes_;
    std::uint32_t left_;
};

}  // namespace probant::engine
