// crypto/attestation.h: what a key says about itself.
//
// Role       A proof of possession comes with every key that asks to enter trust: who registers a
//            public half holds its private one.
// Format     A signed note (C2SP) of a fixed origin; verifying is rebuilding the text.
// Threads    Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>

#include "crypto/signature.h"
#include "crypto/trust/role.h"

namespace probant::crypto {

/// "I am this key, meant for this use": ENSUREs a coherent label.
[[nodiscard]] std::string prove_possession(const KeyLabel& label, const KeyPair& pair);

[[nodiscard]] bool proves_possession(std::string_view proof,
                                     const KeyLabel& label,
                                     const PublicKey& key);

}  // namespace probant::crypto
