// center/sealing/session_keys.h: the keys of the sessions that are open, and who signs with them.
//
// Role        Makes a session's key when it opens, finds it again after a restart, signs its
//             checkpoints, erases it once the packet is sealed.
// Threads     sign() from the room loop, the rest from any thread; a mutex guards the keys, and is
//             never held for longer than a key file takes to read.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "center/app/room_loop.h"
#include "center/sealing/session_key.h"
#include "crypto/key_file.h"

namespace probant::center {

class SessionKeys final : public CheckpointSigner {
public:
    /// `centre_key` and `lock` outlive this object.
    SessionKeys(std::filesystem::path sessions_folder,
                const crypto::SigningKey& centre_key,
                const crypto::Lock& lock);

    /// Throws std::runtime_error when the file cannot be made: then the session does not open.
    [[nodiscard]] EndorsedSessionKey make(engine::SessionId session);

    /// The same again for a key that is there; nothing, and nothing made, when there is none.
    [[nodiscard]] std::optional<EndorsedSessionKey> endorsed(engine::SessionId session);

    [[nodiscard]] std::optional<Signed> sign(engine::SessionId session,
                                             std::uint64_t size,
                                             const crypto::Digest& root) override;

    /// Null when there is none. Whoever has it may take their time: no lock is held for it.
    [[nodiscard]] std::shared_ptr<const crypto::KeyPair> key_of(engine::SessionId session);

    void erase(engine::SessionId session);

private:
    [[nodiscard]] std::filesystem::path file_of(engine::SessionId session) const;
    [[nodiscard]] EndorsedSessionKey endorse(engine::SessionId session);
    [[nodiscard]] std::shared_ptr<const crypto::KeyPair> find(engine::SessionId session);

    std::filesystem::path sessions_folder_;
    const crypto::SigningKey& centre_key_;
    const crypto::Lock& lock_;
    std::mutex mutex_;  // guards keys_ and the files
    std::map<engine::SessionId, std::shared_ptr<const crypto::KeyPair>> keys_;
};

}  // namespace probant::center
