// crypto/digest.h: SHA-256, the one digest of Probant.
//
// Role     Names content: banks, packets, entries, commands.
// Threads  Values and free functions; Sha256 belongs to the thread that made it.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <cstring>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "crypto/base/bytes.h"

struct evp_md_ctx_st;  // OpenSSL's EVP_MD_CTX

namespace probant::crypto {

/// 32 bytes that name some content. Public: comparing it needs no constant time.
struct Digest {
    std::array<std::uint8_t, 32> bytes{};

    [[nodiscard]] std::string hex() const { return to_hex(bytes); }

    /// Nothing unless 64 lower-case hexadecimal characters.
    [[nodiscard]] static std::optional<Digest> parse(std::string_view hex);

    friend auto operator<=>(const Digest&, const Digest&) = default;
};

[[nodiscard]] Digest sha256(ByteView content);
[[nodiscard]] Digest sha256(std::string_view content);

/// The digest of content that arrives in pieces. After finish() nothing more is asked of it.
class Sha256 {
public:
    Sha256();
    Sha256& add(ByteView piece);
    [[nodiscard]] Digest finish();

private:
    struct Free {
        void operator()(evp_md_ctx_st* state) const;
    };

    std::unique_ptr<evp_md_ctx_st, Free> state_;
};

}  // namespace probant::crypto

template <>
struct std::hash<probant::crypto::Digest> {
    std::size_t operator()(const probant::crypto::Digest& digest) const noexcept {
        std::size_t first = 0;
        std::memcpy(&first, digest.bytes.data(), sizeof first);
        return first;
    }
};
