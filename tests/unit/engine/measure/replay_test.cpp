// SPDX-License-Identifier: EUPL-1.2
#include <string>

#include <catch2/catch.hpp>

#include "crypto/digest.h"
#include "engine/adaptive/selection.h"
#include "engine/math/counter_rng.h"
#include "engine/scoring/score.h"
#include "tests/unit/engine/measure/builders.h"

namespace probant::engine {
namespace {

constexpr std::uint64_t kSittings = 200;

// What every compiler, optimisation level and processor must find again. It changes only with the
// meaning of the engine, and then with the behaviour that packets name.
constexpr const char* kDigest = "a9849003e8c06fa7c2b823d64c4d2719b86b4bbebaea2a22f55e6e07967bf869";

/// All that a sitting would journal of its measuring, as text.
std::string sitting(const Pool& pool, const Rules& rules, std::uint64_t seed) {
    math::CounterRng rng(seed, 3, math::Purpose::Sitting);
    TestState state;
    std::string lines;
    for (std::uint32_t k = 1;; ++k) {
        const auto next = select_next(state, pool, rules.selection, {.seed = {seed}, .draw = {k}});
        if (!next) break;
        const auto& chosen = next.value();
        lines += std::to_string(chosen.item.value) + " " + std::to_string(chosen.theta_micro) +
                 " " + std::to_string(chosen.se_micro) + "\n";
        draw(state, chosen.item);
        answer(state, pool, chosen.item, rng.below(3) != 0);
    }
    return lines + json::write(score_to_json(score(state, pool, rules), rules)) + "\n";
}

}  // namespace

TEST_CASE("Two hundred sittings give the same bytes on every compiler") {
    const Pool pool(builders::pool_items(7, 3, 2026));
    const auto rules = builders::rules();
    std::string all;
    for (std::uint64_t seed = 0; seed < kSittings; ++seed)
        all += sitting(pool, rules, seed);
    CHECK(crypto::sha256(all).hex() == kDigest);
}

}  // namespace probant::engine
