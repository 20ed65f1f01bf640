// crypto/note.h: signed notes (C2SP signed-note), short texts that a person can read.
//
// Role       The carrier of checkpoints and of proofs of possession. A note names its origin on
//            its first line, and the key of that name signs it.
// Invariants The text is UTF-8 without control characters but line feeds, and ends in one. The
//            spelling is unique: one blank line, then one signature a line, canonical base64.
// Threads    Values.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/base/bytes.h"
#include "crypto/base/result.h"
#include "crypto/signature.h"

namespace probant::crypto::note {

/// A checkpoint takes 300 bytes; witnesses add a line each.
constexpr std::size_t kNoteBytesMax = std::size_t{16} << 10U;
constexpr std::size_t kSignaturesMax = 16;

enum class Fault {
    TooLarge,
    Malformed,
    UnknownKey,    ///< no signature by the key expected
    BadSignature,  ///< a line under that key's name and id does not verify
};

[[nodiscard]] std::string_view name_of(Fault fault);

/// The name a key signs under, and the key.
struct Verifier {
    std::string name{};
    PublicKey key;
};

using KeyId = std::array<std::uint8_t, 4>;

/// SHA-256(name ‖ 0x0A ‖ 0x01 ‖ key)[:4]
[[nodiscard]] KeyId key_id(std::string_view name, const PublicKey& key);

/// "name+04a1b2c3+AQ…", what other programs take (sumdb/note).
[[nodiscard]] std::string verifier_text(const Verifier& verifier);

/// Not empty, UTF-8, no white space, no control character, no plus sign.
[[nodiscard]] bool is_name(std::string_view name);

/// The note `origin`, then `lines` (each ended by a line feed), signed under the name `origin`.
/// ENSUREs is_name(origin) and lines that a note may hold.
[[nodiscard]] std::string sign(std::string_view origin, std::string_view lines, const KeyPair& key);

/// The text that `verifier` signed, with its final line feed. Lines of other keys are read and not
/// judged, so that witnesses may add theirs.
[[nodiscard]] Result<std::string, Fault> open(std::string_view note, const Verifier& verifier);

}  // namespace probant::crypto::note
