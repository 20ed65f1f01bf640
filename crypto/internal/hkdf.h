// crypto/internal/hkdf.h: HKDF-SHA256 (RFC 5869), 32 bytes out; libsodium 1.0.18 has none.
//
// Role     The key schedule of age, and secrets derived from a key.
// Threads  Free function.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string_view>

#include "crypto/base/bytes.h"
#include "crypto/base/secret.h"

namespace probant::crypto::internal {

/// One block of output, which is all that 32 bytes need.
[[nodiscard]] SecretBytes hkdf_sha256(ByteView key, ByteView salt, std::string_view info);

}  // namespace probant::crypto::internal
