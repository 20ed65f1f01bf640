// crypto/attestation.h: what a key says about a key.
//
// Role       A proof of possession comes with every key that asks to enter trust: who registers a
//            public half holds its private one. An endorsement makes a session's key the centre's
//            for that session.
// Format     Signed notes (C2SP) of a fixed origin each; verifying is rebuilding the text.
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

/// Signed by the centre key. ENSUREs a note name as `session` (no white space, no plus sign).
[[nodiscard]] std::string endorse_session_key(std::string_view session,
                                              const PublicKey& session_key,
                                              const KeyPair& centre);

[[nodiscard]] bool endorses_session_key(std::string_view endorsement,
                                        std::string_view session,
                                        const PublicKey& session_key,
                                        const PublicKey& centre);

}  // namespace probant::crypto
