// center/sealing/session_key.h: the key of one session, from its opening to its sealing.
//
// Role        Made and endorsed when the session opens; kept in a file sealed under the centre's
//             machine secret, so that it survives a restart; erased once the packet is sealed.
// Invariants  The file is there before its public half enters the journal. It is never written
//             twice for one session.
// Threads     Free functions; they block on the disk.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "crypto/base/result.h"
#include "crypto/key_file.h"
#include "crypto/private_file.h"
#include "crypto/signature.h"
#include "engine/session/ids.h"

namespace probant::center {

/// Whose session it is and what speaks for the centre.
struct SessionKeyMaking {
    engine::SessionId session{};
    const crypto::SigningKey& centre_key;  ///< its label names the centre
    const crypto::Lock& lock;              ///< the machine secret
};

/// What OpenSession carries.
struct EndorsedSessionKey {
    std::string public_key{};
    std::string endorsement{};
};

/// Writes the file and endorses the key. When a file is already there (the centre stopped between
/// the file and the journal), its key is endorsed again.
[[nodiscard]] Result<EndorsedSessionKey, std::string> make_session_key(
    const std::filesystem::path& file, const SessionKeyMaking& making);

/// The sentence of the refusal says what to do.
[[nodiscard]] Result<crypto::KeyPair, std::string> open_session_key(
    const std::filesystem::path& file, const crypto::Lock& lock);

/// Overwritten and removed. False when it was not there.
bool erase_session_key(const std::filesystem::path& file);

}  // namespace probant::center
