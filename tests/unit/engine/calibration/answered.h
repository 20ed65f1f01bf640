// tests/unit/engine/calibration/answered.h: answers to calibrate on: published, or made up.
//
// Role     Reads the public tables, and simulates persons whose items are known.
// Threads  One.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "engine/calibration/calibrate.h"
#include "engine/models/item_model.h"

namespace probant::engine::calibration {

/// Persons x items.
struct Answered {
    std::vector<std::uint8_t> bytes{};
    std::size_t items{};

    [[nodiscard]] std::size_t persons() const { return bytes.size() / items; }

    void set(std::size_t person, std::size_t item, std::uint8_t answer) {
        bytes[person * items + item] = answer;
    }
};

/// The table of this name among the public data.
[[nodiscard]] Answered published(const std::string& name);

struct Simulation {
    std::vector<ItemModel> items{};
    std::size_t persons{};
    Population population{};
    double given{1};  ///< share of the items that each person is given
    std::uint64_t seed{1};
};

[[nodiscard]] Answered simulated(const Simulation& simulation);

/// Persons whose ability in each of sixteen competences deviates from their whole; item n is of
/// competence n modulo 16. Each person is given so many items, a sixteenth of them drawn from each
/// competence.
struct Deviating {
    std::vector<ItemModel> items{};
    std::size_t persons{};
    double domain_sd{};
    double competence_sd{};
    std::size_t given{};
    std::uint64_t seed{1};
};

[[nodiscard]] Answered simulated(const Deviating& simulation);

/// Items of slopes about 1 and difficulties from -2 to 2.
[[nodiscard]] std::vector<ItemModel> ordinary_items(std::size_t count);

[[nodiscard]] ItemModel item_of(double a, double b, double c = 0);

[[nodiscard]] Calibration calibrated(const Answered& answered,
                                     Shape shape,
                                     bool priors,
                                     const std::vector<std::optional<ItemModel>>& fixed = {});

/// Whether every number of it is finite, and each item one that a bank could hold.
[[nodiscard]] bool is_sane(const Calibration& calibration);

}  // namespace probant::engine::calibration
