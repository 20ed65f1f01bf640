// engine/packet/verdict.h: what the registry says of a packet; a closed list.
//
// Role        One name for each way a packet can be judged. The name is for programs and never
//             changes; the sentences are for people and say what to do next.
// Invariants  The order of the list is the order of docs/PACKET.md; a packet has one verdict, that
//             of the first check that failed.
// Threads     Values and free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/bank/language.h"

namespace probant::engine {

enum class PacketVerdict {
    Accepted,
    Duplicate,        ///< the very same packet came before: the same receipt again
    HeldGap,          ///< an earlier packet of this centre has not come yet
    HeldUnknownBank,  ///< the registry does not have this bank or these rules
    Fork,             ///< another packet of this centre has the same number, or the same session
    Malformed,
    UnknownVersion,
    UnknownKey,
    RevokedKey,
    ExpiredKey,
    DemoKey,
    MissingSignature,
    BadSignature,
    DigestMismatch,
    BadCheckpoint,
    NonceReused,
    CannotOpen,
    CountsMismatch,
    EngineMismatch,
    ReplayMismatch,
};

/// "accepted", "held_gap", "bad_signature" …
[[nodiscard]] std::string_view name_of(PacketVerdict verdict);
[[nodiscard]] std::optional<PacketVerdict> packet_verdict_named(std::string_view name);

/// One sentence for a person.
[[nodiscard]] const Text& sentence_of(PacketVerdict verdict);

/// Kept, and judged again when what it waits for has come.
[[nodiscard]] bool is_held(PacketVerdict verdict);

/// Says as much of the registry, its engine and its keys, as of the packet: another program or
/// another key may judge otherwise.
[[nodiscard]] bool is_of_this_registry(PacketVerdict verdict);

/// A verdict with what a person needs to find the fault: never a name, an answer or a key.
struct PacketFault {
    PacketVerdict verdict{};
    std::string detail{};
    friend bool operator==(const PacketFault&, const PacketFault&) = default;
};

}  // namespace probant::engine
