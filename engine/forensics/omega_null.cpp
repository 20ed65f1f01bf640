// SPDX-License-Identifier: EUPL-1.2
#include "engine/forensics/omega_null.h"

#include <algorithm>
#include <utility>

#include "engine/forensics/choices.h"
#include "engine/forensics/similarity.h"

namespace probant::engine::forensics {
namespace {

constexpr std::size_t kPairsWanted = 40'000;  // at .01, 400 of them: one part in twenty
constexpr std::size_t kRoundsMost = 1000;     // of a room of very few people

std::uint8_t draw_alternative(Dice& dice, std::span<const double> probabilities) {
    const double unit = dice.unit();
    double below = 0;
    for (std::size_t v = 0; v + 1 < probabilities.size(); ++v) {
        below += probabilities[v];
        if (unit < below) return static_cast<std::uint8_t>(v);
    }
    return static_cast<std::uint8_t>(probabilities.size() - 1);
}

/// The room again, by people who do not copy.
class SimulatedRoom {
public:
    SimulatedRoom(const People& people,
                  std::span<const NominalItem> items,
                  std::span<const std::uint8_t> chosen)
        : people_(people),
          items_(items),
          truth_(items, thetas_of(people), {chosen.begin(), chosen.end()}) {
        dice_of_answers_.reserve(people.size());
        for (std::size_t person = 0; person < people.size(); ++person)
            dice_of_answers_.emplace_back(people.set(person), people.person(person).ability);
    }

    [[nodiscard]] Choices draw(Dice& dice) const {
        std::vector<std::uint8_t> chosen(people_.size() * items_.size(),
                                         kAlternativeNotAdministered);
        std::vector<double> thetas(people_.size());
        for (std::size_t person = 0; person < people_.size(); ++person)
            thetas[person] = draw_person(dice, person, chosen);
        return {items_, thetas, std::move(chosen)};
    }

private:
    /// Gives the ability that will be held against the answers drawn.
    double draw_person(Dice& dice, std::size_t person, std::span<std::uint8_t> chosen) const {
        const ItemSet& set = people_.set(person);
        std::vector<std::uint8_t> answers(set.size());
        dice_of_answers_[person].draw(dice, answers);
        const std::size_t first = person * items_.size();
        for (const std::uint32_t item : truth_.items_of(person)) {
            const NominalItem& alternatives = items_[item];
            const auto row = truth_.row(person, item).first(alternatives.size());
            const std::uint8_t drawn = draw_alternative(dice, row);
            chosen[first + item] = drawn;
            const auto place = std::ranges::lower_bound(set.items(), item);
            if (place == set.items().end() || *place != item) continue;
            const auto best = full_credit(set.tables().model(item)).value;
            answers[static_cast<std::size_t>(place - set.items().begin())] =
                alternatives[drawn].right ? static_cast<std::uint8_t>(best) : std::uint8_t{0};
        }
        if (people_.abilities_from() == AbilityFrom::Elsewhere) return people_.theta(person);
        return theta_of(set.ability(answers));
    }

    const People& people_;
    std::span<const NominalItem> items_;
    std::vector<AnswerDice> dice_of_answers_{};
    Choices truth_;
};

/// Each person beside the next ones, in a circle.
void collect(const Choices& room, std::vector<double>& raw) {
    const std::size_t lanes = std::min(kLanes, room.persons() - 1);
    for (std::size_t person = 0; person < room.persons(); ++person) {
        LanePeople others{};
        for (std::size_t lane = 0; lane < kLanes; ++lane)
            others[lane] = (person + 1 + lane % lanes) % room.persons();
        const LikenessLanes found = likeness(room, person, others);
        for (std::size_t lane = 0; lane < lanes; ++lane) {
            if (found[lane].common >= kCommonItemsLeast) raw.push_back(found[lane].omega_raw_p);
        }
    }
}

}  // namespace

Calibration simulate_omega(const People& people,
                           std::span<const NominalItem> items,
                           std::span<const std::uint8_t> chosen,
                           std::uint64_t seed) {
    std::vector<double> raw;
    if (people.size() < 2) return Calibration({});
    const SimulatedRoom room(people, items, chosen);
    for (std::size_t round = 0; round < kRoundsMost && raw.size() < kPairsWanted; ++round) {
        Dice dice(seed, Use::Copies, round);
        const std::size_t before = raw.size();
        collect(room.draw(dice), raw);
        if (raw.size() == before) break;
    }
    return Calibration(std::move(raw));
}

}  // namespace probant::engine::forensics
