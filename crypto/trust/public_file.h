// crypto/trust/public_file.h: the public half of a key, as it travels to the one who signs trust.
//
// Role       Written beside a key file when the key is made; `trust/root.pub` is one as well.
// Format     JCS {v, use, centre, demo, keyid, public, possession?}, a final line feed allowed.
// Invariants keyid is that of public; a key that signs brings its proof of possession.
// Threads    Values.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "crypto/age.h"
#include "crypto/signature.h"
#include "crypto/trust/role.h"

namespace probant::crypto {

/// With a proof of possession, 700 bytes.
constexpr std::size_t kPublicFileBytesMax = std::size_t{8} << 10U;

struct PublicFile {
    KeyLabel label{};
    AnyPublicKey key;
};

/// ENSUREs a coherent label. With a final line feed.
[[nodiscard]] std::string write_public_file(const KeyLabel& label, const KeyPair& pair);
[[nodiscard]] std::string write_public_file(const KeyLabel& label, const age::Recipient& recipient);

/// Nothing unless the format, the keyid and the proof of possession all hold.
[[nodiscard]] std::optional<PublicFile> read_public_file(std::string_view text);

}  // namespace probant::crypto
