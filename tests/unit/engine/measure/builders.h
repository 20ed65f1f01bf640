// tests/unit/engine/measure/builders.h: small questions, banks and pools, made to say one thing.
//
// Role     A test states what matters to it and takes the rest from here.
// Threads  Values and free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/base/bytes.h"
#include "crypto/canonical_json.h"
#include "engine/adaptive/pool.h"
#include "engine/bank/item.h"
#include "engine/bank/rules.h"
#include "engine/math/counter_rng.h"

namespace probant::engine::builders {

/// A JSON text in both languages.
[[nodiscard]] json::Object both(const std::string& text);

/// {"id":"a","text":…}, {"id":"b",…} for the texts given.
[[nodiscard]] json::Array options(const std::vector<std::string>& texts);

/// A question that keeps every rule; `number` makes its id, `competence` its place.
[[nodiscard]] json::Object single_choice(std::uint32_t number,
                                         const std::string& competence = "1.1");

/// The files of a bank of these questions, all of competence 1.1.
[[nodiscard]] std::map<std::string, Bytes> bank_of(const json::Array& questions);

/// A whole package: 16 competences, `tubes` tubes of two questions in each.
[[nodiscard]] std::map<std::string, Bytes> a_package(std::uint32_t tubes);

/// The rules of the demo package.
[[nodiscard]] json::Object rules_json();
[[nodiscard]] Rules rules();

/// A pool of 16 competences with `tubes` tubes of `of_tube` items each, drawn from `seed`.
[[nodiscard]] std::vector<PoolItem> pool_items(std::uint32_t tubes,
                                               std::uint32_t of_tube,
                                               std::uint64_t seed);

void make_enemies(std::vector<PoolItem>& items, std::uint32_t one, std::uint32_t other);

/// Uniform on [0, 1).
[[nodiscard]] double unit(math::CounterRng& rng);

/// The sum of twelve uniforms less six: near enough to N(0, 1) for a coverage counted in tenths.
[[nodiscard]] double normal(math::CounterRng& rng);

/// An item in C++ terms, for judging responses.
[[nodiscard]] Item an_item(Interaction interaction, Key key);

}  // namespace probant::engine::builders
