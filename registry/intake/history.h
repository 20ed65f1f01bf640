// registry/intake/history.h: what came before a packet, as its verification needs to know it.
//
// Role     A port: the registry's database answers, or the small file of an offline verifier.
// Threads  As its implementation.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "crypto/digest.h"
#include "engine/bank/content.h"
#include "engine/packet/statement.h"

namespace probant::registry {

/// A packet that was kept: the first that came under its centre's number.
struct KnownPacket {
    crypto::Digest digest{};
    bool settled{};  ///< judged for good: neither waiting for another packet nor for a bank
};

class History {
public:
    History() = default;
    History(const History&) = delete;
    History& operator=(const History&) = delete;
    History(History&&) = delete;
    History& operator=(History&&) = delete;
    virtual ~History() = default;

    [[nodiscard]] virtual std::optional<KnownPacket> packet_of(std::string_view centre,
                                                               std::int64_t seq) = 0;

    [[nodiscard]] virtual std::optional<crypto::Digest> packet_with(engine::PacketNonce nonce) = 0;
};

/// Where the banks that packets name are found.
class Contents {
public:
    Contents() = default;
    Contents(const Contents&) = delete;
    Contents& operator=(const Contents&) = delete;
    Contents(Contents&&) = delete;
    Contents& operator=(Contents&&) = delete;
    virtual ~Contents() = default;

    /// Null when this bank with these rules is not installed here.
    [[nodiscard]] virtual std::shared_ptr<const engine::Content> find(
        const engine::ContentDigest& digest) = 0;
};

}  // namespace probant::registry
