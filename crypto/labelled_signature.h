// crypto/labelled_signature.h: a short statement, signed under the name of its kind.
//
// Role       What a station proves to its centre: that a key is its own, that it measured
// something.
//            Where a statement travels further, dsse.h is what foreign programs read.
// Format     Ed25519 over the label, a line feed, the message. A label has no line feed, so no
//            statement can be taken for one of another kind.
// Threads    Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string_view>

#include "crypto/base/bytes.h"
#include "crypto/signature.h"

namespace probant::crypto {

/// ENSUREs a label of one line, not empty.
[[nodiscard]] Signature sign_labelled(std::string_view label, ByteView message, const KeyPair& key);

[[nodiscard]] bool verify_labelled(std::string_view label,
                                   ByteView message,
                                   ByteView signature,
                                   const PublicKey& key);

}  // namespace probant::crypto
