// center/sealing/seal_packet.h: from a closed session to the files of its packet.
//
// Role        Replays the journal once more, derives the results, seals the four documents, signs
//             the last checkpoint and the statement. What is not whole is refused here, before it
//             is signed, and not at the registry.
// Invariants  The files are those of docs/PACKET.md and nothing else. Sealing is random: the caller
//             keeps the bytes with packetSeq in one transaction and never seals that number again.
// Threads     A free function; takes as long as a replay. Never on the room's thread.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/age.h"
#include "crypto/base/result.h"
#include "crypto/signature.h"
#include "engine/bank/content.h"
#include "engine/packet/archive.h"
#include "engine/packet/people.h"
#include "engine/packet/statement.h"

namespace probant::center {

/// The three that sign: one key, one use.
struct SealingKeys {
    const crypto::KeyPair& centre;
    const crypto::KeyPair& invigilator;
    const crypto::KeyPair& session;
};

struct SealOrder {
    std::vector<std::string> entries{};  ///< of the journal, in order
    std::vector<engine::Person> people{};
    std::vector<engine::SaltedText> texts{};
    std::string centre{};
    engine::PacketMode mode{engine::PacketMode::Production};
    std::int64_t seq{};
    std::optional<crypto::Digest> previous{};  ///< Packet::digest of number seq - 1
    engine::PacketNonce nonce{};
    UtcTime sealed_at{};
    std::int64_t trust_version{};
    engine::SoftwareClaim software{};
    engine::ClockClaim clock{};
    std::vector<crypto::age::Recipient> recipients{};  ///< registry and escrow
};

struct PacketFiles {
    engine::ArchiveFiles files{};
    crypto::Digest digest{};  ///< of packet.dsse.json: the packet's name everywhere
};

enum class SealFault {
    JournalDoesNotReplay,
    OtherRoster,      ///< the people are not those whose digest is in the journal
    OtherSessionKey,  ///< not the key that the journal says was opened with
    NoRecipient,
    TooLarge,
};

struct SealRefusal {
    SealFault fault{};
    std::string detail{};
};

[[nodiscard]] std::string_view name_of(SealFault fault);

[[nodiscard]] Result<PacketFiles, SealRefusal> seal_packet(const SealOrder& order,
                                                           const SealingKeys& keys,
                                                           const engine::Content& content);

}  // namespace probant::center
