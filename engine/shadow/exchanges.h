// engine/shadow/exchanges.h: a test's questions exchanged for others, within its limits.
//
// Role        What a test uses of each limit (seconds, words, types), whether it obeys them and
//             keeps enemies apart; and exchanges of one question for another of its competence,
//             either to inform more or to come back within the limits. No count of the rules
//             changes then but that of a tube, which is looked at.
// Threads     A value, made for one assembly.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "engine/adaptive/pool.h"
#include "engine/shadow/constraints.h"
#include "engine/shadow/counts.h"

namespace probant::engine {

/// The questions of a test that were not drawn yet.
using Taken = std::vector<Offered>;

/// The pool, the constraints and the counts outlive it.
class Exchanges {
public:
    /// `limits`: what is left of each; `drawn`: the counts of what was drawn.
    Exchanges(const Pool& pool,
              const Constraints& constraints,
              Amounts limits,
              const Counts& drawn);

    /// One more that may be taken.
    void offer(const Offered& entry);

    [[nodiscard]] const Amounts& limits() const { return limits_; }

    [[nodiscard]] static double amount_of(const Offered& entry, std::size_t limit);
    [[nodiscard]] Amounts used_by(const Taken& taken) const;
    [[nodiscard]] bool has_enemy(const Taken& taken, ItemNumber item) const;
    [[nodiscard]] bool obeys_all(const Taken& taken) const;

    /// Each question for the most informative of its competence that could stand in its place.
    /// Whether any changed.
    [[nodiscard]] bool swap_better(Taken& taken) const;

    /// The two questions that gain most when they are exchanged together, each for one of its
    /// competence: what one costs more the other may give back. Whether any were. Dear:
    /// milliseconds.
    [[nodiscard]] bool swap_two_better(Taken& taken) const;

    /// Exchanges that lower the excess most for the least information lost, until there is none;
    /// empty when that cannot be done.
    [[nodiscard]] Taken repaired(Taken taken) const;

    /// May it stand where `old` stands: not there yet, its tube not full, no enemy of the others?
    [[nodiscard]] bool can_replace(const Offered& old,
                                   const Offered& entry,
                                   const Taken& taken) const;

    /// By how much limits would be passed, in shares of the limits.
    [[nodiscard]] double excess_after(const Amounts& used,
                                      const Offered& old,
                                      const Offered& entry) const;

    /// Do the limits hold with these two besides what is used?
    [[nodiscard]] bool fits(const Amounts& used, const Offered& one, const Offered& other) const;

    /// Limits of seconds, words and counts weigh alike in shares of what is left of each.
    [[nodiscard]] double scale_of(std::size_t limit) const;

private:
    struct Two;

    void find_two(const Taken& taken, std::size_t first, std::size_t second, Two& best) const;
    [[nodiscard]] bool can_join(const Offered& entry,
                                const Taken& taken,
                                const Offered* leaving = nullptr) const;
    [[nodiscard]] bool are_enemies(ItemNumber one, ItemNumber other) const;
    [[nodiscard]] bool repair_once(Taken& taken, Amounts& used, double excess) const;
    [[nodiscard]] double enemies_in(const Taken& taken) const;
    [[nodiscard]] double enemies_without(const Taken& taken, const Offered& old) const;
    static void exchange(Amounts& used, const Offered& old, const Offered& entry);
    [[nodiscard]] double excess_of(const Amounts& used) const;

    const Pool& pool_;
    const Constraints& constraints_;
    Amounts limits_;
    const Counts& drawn_;
    std::array<std::vector<Offered>, kCompetences> of_competence_{};
};

}  // namespace probant::engine
