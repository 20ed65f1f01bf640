// registry/intake/comparison.h: what the centre states beside what the replay found, by sitting.
//
// Role        For the jury, who must see at a glance which sittings agree and in what the others
//             differ. The verdict does not come from here: compare_results() gives it.
// Invariants  The stated document is hostile until it is equal: any member may be missing or of
//             another type, and nothing of it is repeated but figures and words of closed lists.
// Threads     A free function.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/canonical_json.h"
#include "engine/session/ids.h"

namespace probant::registry {

/// One sitting. Absent on one side: only the other side knows it.
struct ComparedSitting {
    std::optional<engine::CandidateId> candidate{};
    std::optional<json::Value> stated{};    ///< {"answers","level","outcome","points","seat"}
    std::optional<json::Value> replayed{};  ///< the same, from our own replay
    std::vector<std::string> differs{};     ///< "outcome", "score.points" …; empty when equal
};

/// Sittings that only the centre states: beyond these a jury learns nothing more.
constexpr std::size_t kStrangersShown = 20;

/// Those of the replay in its order, then those that only the centre states.
[[nodiscard]] std::vector<ComparedSitting> compare_sittings(const json::Value& stated,
                                                            const json::Value& replayed);

}  // namespace probant::registry
