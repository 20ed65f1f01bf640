// crypto/internal/raw_signature.h: Ed25519 over bytes, private to crypto.
//
// Role     What dsse, note and data_integrity are built on. Nobody above includes this: bytes
//          without a name of their protocol are not signed here.
// Threads  Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "crypto/base/bytes.h"
#include "crypto/signature.h"

namespace probant::crypto::internal {

// crypto/signature.h names it as well, to befriend it.
// NOLINTNEXTLINE(readability-redundant-declaration)
[[nodiscard]] Signature sign_raw(ByteView message, const KeyPair& key);

/// False as well when `signature` is not 64 bytes.
[[nodiscard]] bool verify_raw(ByteView message, ByteView signature, const PublicKey& key);

}  // namespace probant::crypto::internal
