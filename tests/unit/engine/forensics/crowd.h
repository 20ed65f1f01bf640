// tests/unit/engine/forensics/crowd.h: invented people who sit an invented test.
//
// Role        A bank whose right alternatives and scores follow one model: with three wrong
//             alternatives that ability does not choose between, the nominal model is a 2PL. People
//             answer it honestly until a test makes some of them do otherwise.
// Threads     Values.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <vector>

#include "engine/forensics/dice.h"
#include "engine/forensics/session.h"

namespace probant::engine::forensics {

struct CrowdShape {
    std::size_t persons{500};
    std::size_t bank{32};
    std::size_t length{32};  ///< each person's own choice of items when the bank is larger
    std::uint64_t seed{20261130};
    bool adaptive{};  ///< each next item is the most informative at the running estimate
};

class Crowd {
public:
    explicit Crowd(CrowdShape shape);

    [[nodiscard]] const Session& session() const { return session_; }

    [[nodiscard]] Session& session() { return session_; }

    /// The person answers these items right, and `hurry` log seconds faster.
    void knows(std::size_t person, const std::vector<std::size_t>& items, double hurry);

    /// The person chooses by chance, and `hurry` log seconds faster.
    void guesses(std::size_t person, const std::vector<std::size_t>& items, double hurry);

    /// The copier has the source's answers, wherever both were given the item.
    void copies(std::size_t copier, std::size_t source);

    /// The hardest items of the bank, hardest first.
    [[nodiscard]] std::vector<std::size_t> hardest(std::size_t count) const;

    /// The rate of findings of this statistic with p at most .01 among these people.
    [[nodiscard]] static double rate(const std::vector<PersonFinding>& findings,
                                     Statistic statistic,
                                     const std::vector<std::size_t>& people);

private:
    void invent_item();
    void sit_drawn_items(std::size_t person, CrowdShape shape);
    void sit_adaptively(std::size_t person, CrowdShape shape);
    void answer(std::size_t person, std::size_t item);
    void choose(std::size_t person, std::size_t item, std::uint8_t alternative);

    Dice dice_;
    Session session_{};
    std::vector<std::uint8_t> keys_{};
};

/// 0, 1, … count - 1, from `first` on.
[[nodiscard]] std::vector<std::size_t> numbers(std::size_t first, std::size_t count);

}  // namespace probant::engine::forensics
