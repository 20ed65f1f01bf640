// engine/packet/packet_receipt.h: the registry says what became of a packet, and signs it.
//
// Role        What the centre waits for before it forgets anything: a DSSE envelope of its own
//             payload type by a registry_receipt key.
// Invariants  It names the packet by the digest of its envelope, and one verdict of the closed
//             list. Only `accepted` lets a centre's outbox close the packet.
// Format      docs/PACKET.md, "the receipt".
// Threads     Values and free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "crypto/base/utc_time.h"
#include "crypto/digest.h"
#include "crypto/signature.h"
#include "engine/packet/verdict.h"
#include "engine/session/ids.h"

namespace probant::engine {

struct PacketReceipt {
    crypto::Digest packet{};
    std::string centre{};
    SessionId session{};
    std::int64_t seq{};
    PacketVerdict result{};
    std::string detail{};
    UtcTime received_at{};
    UtcTime judged_at{};
    friend bool operator==(const PacketReceipt&, const PacketReceipt&) = default;
};

/// The envelope's text.
[[nodiscard]] std::string sign_receipt(const PacketReceipt& receipt, const crypto::KeyPair& key);

/// Nothing unless one of `keys` alone signed a receipt of this form. Whether that key was the
/// registry's at `judged_at` is trust's to say.
[[nodiscard]] std::optional<PacketReceipt> open_receipt(std::string_view envelope,
                                                        std::span<const crypto::PublicKey> keys);

}  // namespace probant::engine
