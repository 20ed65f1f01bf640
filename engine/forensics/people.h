// engine/forensics/people.h: the people of a session, ready to be tested.
//
// Role        For each person the items answered, the answers, and the ability to hold them
// against. Abilities   Given ones are used as they stand when they are known from elsewhere. When
// they were
//             estimated from these very answers, or are said to be, they are estimated again here,
//             so that simulated people can be treated alike. Which of the two it is shows: held
//             against a true ability, a standardised score squared is chi-square with one degree of
//             freedom (median .455); held against an estimate it is close to 0.
// Threads     Immutable once made.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "engine/forensics/answers.h"
#include "engine/forensics/person_fit.h"
#include "engine/forensics/session.h"

namespace probant::engine::forensics {

/// What one person was given, and answered.
struct Sat {
    std::shared_ptr<const ItemSet> set{};  ///< shared by people of one form
    std::vector<std::uint8_t> answers{};
};

/// Stays where it is made: item sets borrow its tables.
class People {
public:
    explicit People(const Session& session);
    ~People() = default;
    People(const People&) = delete;
    People& operator=(const People&) = delete;
    People(People&&) = delete;
    People& operator=(People&&) = delete;

    [[nodiscard]] std::size_t size() const { return sat_.size(); }

    [[nodiscard]] const ItemSet& set(std::size_t person) const { return *sat_[person].set; }

    [[nodiscard]] Person person(std::size_t person) const {
        return {.answers = sat_[person].answers, .ability = abilities_[person], .from = from_};
    }

    [[nodiscard]] double theta(std::size_t person) const { return theta_of(abilities_[person]); }

    [[nodiscard]] const ItemTables& tables() const { return tables_; }

    [[nodiscard]] AbilityFrom abilities_from() const { return from_; }

private:
    ItemTables tables_;
    std::vector<Sat> sat_;
    AbilityFrom from_;
    std::vector<Place> abilities_{};
};

/// One for each person.
[[nodiscard]] std::vector<double> thetas_of(const People& people);

}  // namespace probant::engine::forensics
