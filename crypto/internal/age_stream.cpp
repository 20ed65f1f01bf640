// SPDX-License-Identifier: EUPL-1.2
#include "crypto/internal/age_stream.h"

#include <algorithm>
#include <array>

#include <sodium.h>

namespace probant::crypto::internal {

namespace {

static_assert(kAgeTagBytes == crypto_aead_chacha20poly1305_ietf_ABYTES);

using Nonce = std::array<std::uint8_t, crypto_aead_chacha20poly1305_ietf_NPUBBYTES>;

// Eleven bytes of counter, most significant first, then 1 for the last chunk.
Nonce nonce_of(std::uint64_t chunk, bool last) {
    Nonce nonce{};
    for (auto place = nonce.rbegin() + 1; place != nonce.rend() && chunk > 0; ++place) {
        *place = static_cast<std::uint8_t>(chunk & 0xFFU);
        chunk >>= 8U;
    }
    nonce.back() = last ? 1 : 0;
    return nonce;
}

}  // namespace

void seal_stream(Bytes& out, ByteView clear, const SecretBytes& key) {
    for (std::uint64_t chunk = 0;; ++chunk) {
        const std::size_t size = std::min(clear.size(), kAgeChunkBytes);
        const bool last = size == clear.size();
        const std::size_t start = out.size();
        out.resize(start + size + kAgeTagBytes);
        crypto_aead_chacha20poly1305_ietf_encrypt(std::span(out).subspan(start).data(),
                                                  nullptr,
                                                  clear.data(),
                                                  size,
                                                  nullptr,
                                                  0,
                                                  nullptr,
                                                  nonce_of(chunk, last).data(),
                                                  key.expose().data());
        if (last) return;
        clear = clear.subspan(size);
    }
}

std::optional<Bytes> open_stream(ByteView sealed, const SecretBytes& key) {
    Bytes clear;
    clear.reserve(sealed.size());
    for (std::uint64_t chunk = 0;; ++chunk) {
        const std::size_t size = std::min(sealed.size(), kAgeChunkBytes + kAgeTagBytes);
        const bool last = size == sealed.size();
        if (size < kAgeTagBytes) return std::nullopt;
        // Only a whole payload may be empty: otherwise the chunk before would have been the last.
        if (chunk > 0 && size == kAgeTagBytes) return std::nullopt;
        const std::size_t start = clear.size();
        clear.resize(start + size - kAgeTagBytes);
        if (crypto_aead_chacha20poly1305_ietf_decrypt(std::span(clear).subspan(start).data(),
                                                      nullptr,
                                                      nullptr,
                                                      sealed.data(),
                                                      size,
                                                      nullptr,
                                                      0,
                                                      nonce_of(chunk, last).data(),
                                                      key.expose().data()) != 0) {
            return std::nullopt;
        }
        if (last) return clear;
        sealed = sealed.subspan(size);
    }
}

}  // namespace probant::crypto::internal
