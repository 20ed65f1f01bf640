// crypto/checkpoint.h: how long a journal or a log is, and its root, signed (C2SP tlog-checkpoint).
//
// Role       Signed every 30 s and at closing; its short code goes on the minutes. With the path of
//            one leaf it makes a receipt that stands alone (C2SP tlog-proof).
// Invariants Three lines, origin, size and root, no extension line; signed by the key that goes by
//            the origin's name.
// Threads    Values.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "crypto/base/result.h"
#include "crypto/digest.h"
#include "crypto/merkle.h"
#include "crypto/note.h"
#include "crypto/signature.h"

namespace probant::crypto {

/// A proof of 64 hashes and its checkpoint.
constexpr std::size_t kReceiptBytesMax = std::size_t{32} << 10U;

struct Checkpoint {
    std::string origin{};  ///< "registry.example/centre/FR-0042/session/…": a note::is_name()
    merkle::Head head{};
    friend auto operator<=>(const Checkpoint&, const Checkpoint&) = default;
};

enum class CheckpointFault {
    TooLarge,
    Malformed,
    OtherOrigin,
    UnknownKey,
    BadSignature,
    NotIncluded,  ///< a receipt whose path does not lead from the leaf to the root
};

[[nodiscard]] std::string_view name_of(CheckpointFault fault);

/// The three lines that are signed.
[[nodiscard]] std::string checkpoint_text(const Checkpoint& checkpoint);

/// ENSUREs an origin that is a note name.
[[nodiscard]] std::string sign_checkpoint(const Checkpoint& checkpoint, const KeyPair& key);

/// `key` must have signed under the name `origin`.
[[nodiscard]] Result<Checkpoint, CheckpointFault> open_checkpoint(std::string_view note,
                                                                  std::string_view origin,
                                                                  const PublicKey& key);

/// "7K2M-9QXD-4T": 50 bits of SHA-256 of checkpoint_text() in Crockford's base 32, which has no I,
/// L, O or U. Read aloud, copied by hand; it names the checkpoint whoever signed it since.
[[nodiscard]] std::string short_code(const Checkpoint& checkpoint);

/// Leaf `index` of the tree that `signed_checkpoint` states. ENSUREs a proof within the limit.
[[nodiscard]] std::string write_receipt(std::uint64_t index,
                                        const merkle::Proof& proof,
                                        std::string_view signed_checkpoint);

/// What a receipt proves: this leaf, at this place, under this checkpoint.
struct Receipt {
    std::uint64_t index{};
    Checkpoint checkpoint{};
};

[[nodiscard]] Result<Receipt, CheckpointFault> open_receipt(std::string_view text,
                                                            const Digest& leaf,
                                                            std::string_view origin,
                                                            const PublicKey& key);

}  // namespace probant::crypto
