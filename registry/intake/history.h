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

/// The packet in which a session came first.
struct KnownSession {
    crypto::Digest digest{};
    std::int64_t seq{};
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

    /// Of this centre alone: another's identifiers must not be able to stand in its way.
    [[nodiscard]] virtual std::optional<KnownSession> session_of(std::string_view centre,
                                                                 engine::SessionId session) = 0;
};

/// The history as it is for a packet that is judged again: it is no duplicate of itself.
class JudgedAgain : public History {
public:
    JudgedAgain(History& history, const crypto::Digest& packet)
        : history_(history), packet_(packet) {}

    std::optional<KnownPacket> packet_of(std::string_view centre, std::int64_t seq) override {
        auto known = history_.packet_of(centre, seq);
        if (known && known->digest == packet_) known->settled = false;
        return known;
    }

    std::optional<crypto::Digest> packet_with(engine::PacketNonce nonce) override {
        return history_.packet_with(nonce);
    }

    std::optional<KnownSession> session_of(std::string_view centre,
                                           engine::SessionId session) override {
        return history_.session_of(centre, session);
    }

private:
    History& history_;
    crypto::Digest packet_;
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
