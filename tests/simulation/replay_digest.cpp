// tests/simulation/replay_digest.cpp: one digest of a thousand sittings.
//
// Role     Lives days of exam from seeds on the small bank, replays each journal, and prints the
//          SHA-256 of all their entries and scores. Every compiler, optimisation level and libc
//          must print the same line: `replay_digest [sittings] [first seed]`.
// Threads  One.
//
// SPDX-License-Identifier: EUPL-1.2
#include <cstdint>
#include <exception>
#include <iostream>
#include <span>
#include <string>

#include "crypto/canonical_json.h"
#include "crypto/digest.h"
#include "engine/scoring/score.h"
#include "tests/support/closed_session.h"
#include "tests/support/small_bank.h"

namespace probant::support {
namespace {

constexpr std::uint64_t kSittings = 1000;
constexpr std::size_t kCandidatesADay = kStories;

/// Adds a day's journal and results; gives the number of its sittings.
std::uint64_t add_day(crypto::Sha256& digest, std::uint64_t seed) {
    const auto& content = small_content();
    const auto day = a_closed_session(content, seed, kCandidatesADay, Opening{});
    engine::RecordedSession again;
    for (const auto& entry : day.entries) {
        digest.add(as_bytes(entry)).add(as_bytes("\n"));
        ENSURE(engine::replay_entry(again, entry, content).has_value());
    }
    std::uint64_t sittings = 0;
    for (const auto& candidate : again.room.candidates) {
        const auto* sitting = engine::sitting_of(candidate);
        if (sitting == nullptr) continue;
        const auto score = engine::score(sitting->test, content);
        const auto result = engine::score_to_json(score, content.rules);
        digest.add(as_bytes(json::write(result))).add(as_bytes("\n"));
        ++sittings;
    }
    return sittings;
}

std::string digest_of_days(std::uint64_t sittings, std::uint64_t first_seed) {
    crypto::Sha256 digest;
    std::uint64_t lived = 0;
    for (auto seed = first_seed; lived < sittings; ++seed)
        lived += add_day(digest, seed);
    return digest.finish().hex();
}

}  // namespace
}  // namespace probant::support

int main(int count, char** arguments) {
    try {
        const std::span given(arguments, static_cast<std::size_t>(count));
        const auto sittings =
            given.size() > 1 ? std::stoull(given[1]) : probant::support::kSittings;
        const auto first_seed = given.size() > 2 ? std::stoull(given[2]) : 1;
        std::cout << probant::support::digest_of_days(sittings, first_seed) << '\n';
        return 0;
    } catch (const std::exception& fault) {
        std::cerr << "replay_digest: " << fault.what() << '\n';
        return 2;
    }
}
