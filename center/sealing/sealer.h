// center/sealing/sealer.h: makes the packet of a closed session, once, and puts it in the outbox.
//
// Role        Reads the closed journal for itself, opens the invigilator's key with the passphrase
//             typed at the console, signs and seals; the finished bytes enter the outbox together
//             with their place in the chain.
// Invariants  A packet is made once: a session that has one is not sealed again. A wrong passphrase
//             changes nothing, and neither does a key that the registry would refuse at that
//             instant. The session's key is erased after the packet is durable.
// Threads     seal() from HTTP threads, one at a time; never the room's.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <functional>
#include <mutex>

#include "center/api/services.h"
#include "center/app/config.h"
#include "center/sealing/seal_packet.h"
#include "center/sealing/session_keys.h"
#include "crypto/trust/trust.h"

namespace probant::center {

struct SealerParts {
    const CentreConfig* config{};
    const RoomLoop* rooms{};
    CentreStore* centre{};
    SessionKeys* session_keys{};
    const crypto::SigningKey* centre_key{};
    const crypto::Trust* trust{};
    const Clock* clock{};
    crypto::Digest software{};       ///< of this program's file
    std::function<void()> sealed{};  ///< wakes the outbox
};

class Sealer final : public Sealing {
public:
    explicit Sealer(SealerParts parts);

    End seal(engine::SessionId session,
             const std::string& account,
             SecretBytes passphrase) override;

    SessionKey make_session_key(engine::SessionId session) override;

private:
    [[nodiscard]] End seal_with(const SessionView& session,
                                const std::string& account,
                                SecretBytes passphrase);
    [[nodiscard]] crypto::TrustMode trust_mode() const;
    [[nodiscard]] std::optional<End> refuse_key(const crypto::SigningKey& key,
                                                const crypto::KeyUse& use) const;
    [[nodiscard]] SealOrder order_of(const SessionView& session,
                                     const PacketPlace& place,
                                     std::int64_t now_ms) const;

    SealerParts parts_;
    std::mutex mutex_;  // one seal at a time: guards nothing but the order of packets
};

}  // namespace probant::center
