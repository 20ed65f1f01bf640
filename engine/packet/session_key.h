// engine/packet/session_key.h: the centre says: this key signs the checkpoints of this session.
//
// Role        An envelope of its own payload type, made when a session opens and carried in the
//             journal and in the packet: no statement of another kind can be taken for it.
// Invariants  One centre, one session, one key. What verifies is only that a given key signed it;
//             whether that key was the centre's is trust's to say.
// Threads     Values and free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "crypto/signature.h"
#include "engine/session/ids.h"

namespace probant::engine {

struct SessionKeyStatement {
    std::string centre{};
    SessionId session{};
    crypto::PublicKey key;
};

/// The envelope's text: what OpenSession carries as `endorsement`.
[[nodiscard]] std::string endorse_session_key(const SessionKeyStatement& statement,
                                              const crypto::KeyPair& centre_key);

/// Nothing unless one of `centre_keys`, and no one else, signed a statement of this form.
[[nodiscard]] std::optional<SessionKeyStatement> open_endorsement(
    std::string_view envelope, std::span<const crypto::PublicKey> centre_keys);

}  // namespace probant::engine
