// tests/support/small_bank.h: a whole package of questions, made from a seed.
//
// Role        What a test needs for an exam without any file: the files of a package as they would
//             lie on a disk, read by the engine's own reader, all six interactions, partial credit
//             for some of those that may have it, a few enemies.
// Invariants  The same shape and seed give the same bytes, hence the same digests, everywhere.
// Threads     Free functions; the shared contents are made once and immutable.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "crypto/base/bytes.h"
#include "crypto/canonical_json.h"
#include "engine/bank/content.h"

namespace probant::support {

struct BankShape {
    std::uint64_t seed{1};
    std::uint32_t tubes{7};           ///< of each competence
    std::uint32_t items_per_tube{2};  ///< of the same level, give or take one
    bool enemies{true};               ///< a pair in each competence
    bool pretests{false};             ///< the last item of each tube is on trial, three are asked
    bool camera{false};               ///< five rules, the thresholds to start from
    bool access{false};  ///< every second tube suits the keyboard alone, the others all
};

/// Two tubes a competence, one item each, no enemy: exactly one complete test, so that each
/// accepted report leaves its competence one question short.
constexpr BankShape kTinyShape{.seed = 2, .tubes = 2, .items_per_tube = 1, .enemies = false};

/// "rules.json", "bank/bank.json", "bank/items/1.1.json" … and their bytes.
[[nodiscard]] std::map<std::string, Bytes> small_package(const BankShape& shape);

/// What the rules of a package with a camera order.
[[nodiscard]] json::Object an_order_to_cameras();

/// The package read; ENSUREs that the reader finds no fault in it.
[[nodiscard]] engine::Content make_small_content(const BankShape& shape);

/// A training of competence 1.1 with ten tubes of it: 12 questions, or fewer once its SD is .70.
[[nodiscard]] std::map<std::string, Bytes> training_package();

/// The same read, made once.
[[nodiscard]] const engine::Content& training_content();

/// 16 competences x 7 tubes x 2 items, made once.
[[nodiscard]] const engine::Content& small_content();

/// small_content() with an order to cameras, made once.
[[nodiscard]] const engine::Content& watched_content();

/// Of kTinyShape, made once.
[[nodiscard]] const engine::Content& tiny_content();

}  // namespace probant::support
