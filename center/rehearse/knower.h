// center/rehearse/knower.h: what simulated candidates answer.
//
// Role        A candidate sees what a page sees. With the package at hand, it looks the question up
//             by its texts and is right as often as the model (2PL) says for its ability; without,
//             it answers something that fits, at random.
// Invariants  The same seed and the same questions give the same responses.
// Threads     That of the Loop.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <string>

#include "crypto/canonical_json.h"
#include "engine/bank/content.h"

namespace probant::center::rehearse {

using Dice = std::mt19937_64;

/// The package of a directory. Throws std::runtime_error when there is none.
[[nodiscard]] std::shared_ptr<const engine::Content> read_content(
    const std::filesystem::path& package);

class Knower {
public:
    /// Knows nothing.
    Knower() = default;

    /// Throws std::runtime_error when the directory holds no package.
    explicit Knower(const std::filesystem::path& package);

    /// A `response` for the question as the page shows it, from somebody of this ability.
    [[nodiscard]] json::Value answer(const json::Value& question, double ability, Dice& dice) const;

private:
    [[nodiscard]] const engine::Item* find(const json::Value& question) const;

    std::shared_ptr<const engine::Content> content_{};
    std::map<std::string, const engine::Item*> items_{};  // by what a page shows of them
};

}  // namespace probant::center::rehearse
