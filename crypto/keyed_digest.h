// crypto/keyed_digest.h: HMAC-SHA256 under a secret of this machine, for named purposes.
//
// Role     What must be recognised without being kept: one-time codes, salts and ids that an order
//          asked twice must find again. A thief of the disk without the secret learns nothing.
// Threads  Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string_view>

#include "crypto/base/bytes.h"
#include "crypto/base/secret.h"
#include "crypto/digest.h"

namespace probant::crypto {

/// HMAC-SHA256(secret, purpose ‖ 0x00 ‖ message). ENSUREs a purpose without a zero byte and a
/// secret of at least 32 bytes.
[[nodiscard]] Digest keyed_digest(const SecretBytes& secret,
                                  std::string_view purpose,
                                  ByteView message);

}  // namespace probant::crypto
