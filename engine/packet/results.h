// engine/packet/results.h: the results of a session, derived from its journal and nothing else.
//
// Role        The centre writes this document beside the journal; the registry writes it again from
//             its own replay and demands the same. A certificate is made from the registry's.
// Invariants  Made only from a closed session that was conducted or replayed. Integers only. What a
//             sitting scored at closing is what is computed here again (ENSURE).
// Threads     Values and free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "crypto/canonical_json.h"
#include "engine/journal/recorded_session.h"
#include "engine/scoring/score.h"

namespace probant::engine {

constexpr std::int64_t kResultsVersion = 1;

/// A sitting's whole score: with the questions counted wrong for who gave up.
[[nodiscard]] Score final_score(const Sitting& sitting, const Content& content);

/// {"v":1,"session","results":[…]} in roster order; each sitting as docs/PACKET.md says.
/// ENSUREs a closed session.
[[nodiscard]] json::Value results_of(const RecordedSession& session, const Content& content);

/// Where two values first differ, as a sentence of paths and figures:
/// "results[3].score.points: stated 512, replayed 498". Nothing when they are equal.
[[nodiscard]] std::optional<std::string> compare_results(const json::Value& stated,
                                                         const json::Value& replayed);

}  // namespace probant::engine
