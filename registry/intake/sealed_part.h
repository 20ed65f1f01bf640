// registry/intake/sealed_part.h: the checks that need the clear text of a packet.
//
// Role        Opens the four documents, holds them against the statement that was signed, replays
//             the journal and compares the results.
// Invariants  As verify_packet(), whose second half this is.
// Threads     Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>

#include "engine/packet/verdict.h"
#include "registry/intake/verify_packet.h"

namespace probant::registry {

/// The clear text of the four sealed files.
struct ClearDocuments {
    std::string journal{};
    std::string people{};
    std::string texts{};
    std::string results{};
};

using Fault = std::optional<engine::PacketFault>;

[[nodiscard]] Fault open_documents(const engine::ArchiveFiles& files,
                                   std::span<const crypto::age::Identity> identities,
                                   ClearDocuments& to);

/// Size, root, candidates, answers, roster, content and session key: inside as stated outside.
/// Gives the people and when each started.
[[nodiscard]] Fault check_counts(const ClearDocuments& documents,
                                 const engine::PacketPredicate& stated,
                                 OpenedPacket& opened);

/// Replays with `content`; gives our own results.
[[nodiscard]] Fault check_replay(const ClearDocuments& documents,
                                 const engine::Content& content,
                                 json::Value& results);

/// `compared` stays empty when the centre's document cannot be read.
[[nodiscard]] Fault check_results(const ClearDocuments& documents,
                                  const json::Value& replayed,
                                  std::optional<std::vector<ComparedSitting>>& compared);

}  // namespace probant::registry
