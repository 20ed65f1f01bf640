// SPDX-License-Identifier: EUPL-1.2
#include "crypto/digest.h"

#include <algorithm>

#include <sodium.h>

namespace probant::crypto {

std::optional<Digest> Digest::parse(std::string_view hex) {
    Digest digest;
    const auto bytes = from_hex(hex);
    if (!bytes || bytes->size() != digest.bytes.size()) return std::nullopt;
    std::copy(bytes->begin(), bytes->end(), digest.bytes.begin());
    return digest;
}

Digest sha256(ByteView content) {
    Digest digest;
    crypto_hash_sha256(digest.bytes.data(), content.data(), content.size());
    return digest;
}

Digest sha256(std::string_view content) {
    return sha256(as_bytes(content));
}

namespace {

// The header hides libsodium: its state lives in our bytes, copied in and out as the standard asks.
using State = crypto_hash_sha256_state;

State load(const std::array<std::uint8_t, 128>& bytes) {
    State state{};
    static_assert(sizeof(State) <= sizeof bytes);
    std::memcpy(&state, bytes.data(), sizeof state);
    return state;
}

void store(std::array<std::uint8_t, 128>& bytes, const State& state) {
    std::memcpy(bytes.data(), &state, sizeof state);
}

}  // namespace

Sha256::Sha256() {
    State state{};
    crypto_hash_sha256_init(&state);
    store(state_, state);
}

Sha256& Sha256::add(ByteView piece) {
    State state = load(state_);
    crypto_hash_sha256_update(&state, piece.data(), piece.size());
    store(state_, state);
    return *this;
}

Digest Sha256::finish() {
    State state = load(state_);
    Digest digest;
    crypto_hash_sha256_final(&state, digest.bytes.data());
    store(state_, state);
    return digest;
}

}  // namespace probant::crypto
