// tests/support/packets.h: sessions that were really conducted, and packets really sealed of them.
//
// Role     A test of the registry says only what matters to it: `a_centre().seal()` is a packet
//          that is accepted; each change of the order or of the world makes another verdict.
// Threads  Values; one owner.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "center/sealing/seal_packet.h"
#include "crypto/age.h"
#include "crypto/trust/trust.h"
#include "engine/packet/session_key.h"
#include "registry/intake/history.h"
#include "tests/support/small_bank.h"

namespace probant::support {

/// 2026-11-21T10:00:00Z, when the packets of the tests are sealed.
[[nodiscard]] UtcTime sealing_time();

/// A centre, its keys, the registry's, and a trust that lists them all.
class TestCentre {
public:
    TestCentre();

    /// The order for packet `seq` of a session of this seed; change it before seal().
    [[nodiscard]] center::SealOrder order(std::int64_t seq = 1, std::uint64_t seed = 1);
    [[nodiscard]] center::PacketFiles seal(const center::SealOrder& order) const;

    [[nodiscard]] center::PacketFiles seal() { return seal(order()); }

    /// The payload changed and signed again by the same keys.
    [[nodiscard]] center::PacketFiles sign_again(const center::PacketFiles& packet,
                                                 const std::string& payload) const;
    /// The same packet with other clear documents, by their names without ".age": sealed again, and
    /// the statement made to agree with them where a forger who has the keys would. `restate` then
    /// says what else it states.
    [[nodiscard]] center::PacketFiles reseal(
        const center::PacketFiles& packet,
        const std::map<std::string, std::string>& clear,
        const std::function<void(engine::PacketPredicate&)>& restate = {}) const;
    /// A sealed document as it was before.
    [[nodiscard]] std::string open(const center::PacketFiles& packet,
                                   const std::string& document) const;
    /// The statement's text inside the envelope.
    [[nodiscard]] static std::string payload_of(const center::PacketFiles& packet);

    [[nodiscard]] crypto::Trust trust() const { return trust_with(keys); }

    /// Signed by the root and loaded as a program loads it.
    [[nodiscard]] crypto::Trust trust_with(const std::vector<crypto::TrustedKey>& listed) const;

    crypto::KeyPair root;
    crypto::KeyPair centre;
    crypto::KeyPair invigilator;
    crypto::KeyPair session;
    crypto::KeyPair receipt;
    crypto::KeyPair certificate;
    std::vector<crypto::age::Identity> registry{};  ///< one
    std::vector<crypto::TrustedKey> keys{};         ///< as trust() will list them
    const engine::Content* content{&small_content()};
    crypto::TrustMode mode{crypto::TrustMode::Production};
    std::size_t candidates{2};
};

/// What was kept so far, in memory.
class MemoryHistory : public registry::History {
public:
    std::optional<registry::KnownPacket> packet_of(std::string_view centre,
                                                   std::int64_t seq) override;
    std::optional<crypto::Digest> packet_with(engine::PacketNonce nonce) override;
    std::optional<registry::KnownSession> session_of(std::string_view centre,
                                                     engine::SessionId session) override;

    std::map<std::pair<std::string, std::int64_t>, registry::KnownPacket> packets{};
    std::map<engine::PacketNonce, crypto::Digest> nonces{};
    std::map<engine::SessionId, registry::KnownSession> sessions{};  ///< of FR-0042
};

/// The small content, unless it is taken away.
class MemoryContents : public registry::Contents {
public:
    std::shared_ptr<const engine::Content> find(const engine::ContentDigest& digest) override;

    std::shared_ptr<const engine::Content> content{};
};

[[nodiscard]] std::shared_ptr<const engine::Content> shared_content();

/// For names of folders.
[[nodiscard]] Uuid fresh_uuid();

}  // namespace probant::support
