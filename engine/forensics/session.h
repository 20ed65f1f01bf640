// engine/forensics/session.h: what forensics is given of a session, and what it hands back.
//
// Role        Answers, and where they are known the alternatives chosen, times and seats; then one
//             finding for each person or pair and statistic.
// Words       A finding is evidence for a human who must judge, never a verdict: a state says only
//             that something is worth checking.
// Threads     Values.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/forensics/nominal.h"
#include "engine/models/item_model.h"

namespace probant::engine::forensics {

constexpr std::uint8_t kNoAnswer = 9;
constexpr std::size_t kAnswersLeast = 8;  // of a person: below, nothing is tested

struct Seat {
    std::string session{};
    double row{};
    double column{};
    double start_s{};  ///< seconds, on the session's clock
};

struct TimeModel {
    double intensity{};       ///< beta
    double discrimination{};  ///< alpha; 0 where times of the item are not modelled
};

/// How the abilities given, if any, were come by.
enum class Abilities { None, Given, Estimates };

/// What is empty is not known.
struct Session {
    std::size_t persons{};
    std::vector<ItemModel> models{};  ///< one for each item, as the next five
    std::vector<bool> counted{};      ///< items whose parameters are established
    std::vector<TimeModel> time_models{};
    std::vector<NominalItem> nominal{};
    std::vector<bool> named{};                 ///< said to be known to some
    std::vector<std::uint8_t> answers{};       ///< persons x items, kNoAnswer for none
    std::vector<std::uint8_t> alternatives{};  ///< persons x items
    std::vector<float> seconds{};              ///< persons x items, NaN for none
    std::vector<std::optional<Seat>> seats{};  ///< one for each person
    Abilities abilities{Abilities::None};
    std::vector<double> thetas{};  ///< one for each person
};

enum class Statistic { LzStar, ResponseTimes, RapidAnswers, NamedItems, Omega, Gbt, M4 };

/// As tables and reports write it: lz_star, l_t, rapid, preknown, omega, gbt, m4.
[[nodiscard]] std::string_view word(Statistic statistic);

enum class State {
    Ok,
    ToCheck,       ///< rarer than the level asked
    CouldNotTell,  ///< too little to test
};

/// ok, to_check, could_not_tell.
[[nodiscard]] std::string_view word(State state);

struct PersonFinding {
    std::size_t person{};
    Statistic statistic{};
    std::optional<double> value{};  ///< with p, nothing when it could not be told
    std::optional<double> p{};
    std::size_t n{};  ///< answers that it is about
    State state{State::CouldNotTell};
};

struct PairFinding {
    std::size_t first{};
    std::size_t second{};
    Statistic statistic{};
    std::uint32_t common{};
    std::optional<double> value{};
    std::optional<double> p{};
    std::optional<double> q{};
    State state{State::CouldNotTell};
};

/// Where a person sat; null when that is not known.
[[nodiscard]] const Seat* seat_of(const Session& session, std::size_t person);

/// How far apart two seats of one session are, in seats; nothing when that is not known.
[[nodiscard]] std::optional<double> distance_of(const Session& session,
                                                std::size_t first,
                                                std::size_t second);

}  // namespace probant::engine::forensics
