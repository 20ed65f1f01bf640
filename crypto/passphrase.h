// crypto/passphrase.h: what a person types, made into a hash or a key by Argon2id.
//
// Role       Sign-in keeps hash_passphrase(); a key file is sealed under derive_key().
// Invariants At most kArgonAtOnce computations run at the same time, each with 64 MiB: a burst of
//            sign-ins waits instead of taking the room's memory.
// Threads    Any but the room loop: a call takes about a quarter of a second, and may wait.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "crypto/base/secret.h"

namespace probant::crypto {

/// Two signatures at closing can overlap; more would starve the exam.
constexpr int kArgonAtOnce = 2;

/// Nobody types more; a longer text is an attack on the hash.
constexpr std::size_t kPassphraseBytesMax = 1024;

class Passphrase {
public:
    /// Nothing when empty or over kPassphraseBytesMax.
    [[nodiscard]] static std::optional<Passphrase> take(SecretBytes typed);

    [[nodiscard]] const SecretBytes& bytes() const { return bytes_; }

private:
    explicit Passphrase(SecretBytes bytes) : bytes_(std::move(bytes)) {}

    SecretBytes bytes_;
};

/// How hard Argon2id works.
struct ArgonCost {
    std::uint64_t passes{3};
    std::uint64_t memory_bytes{std::uint64_t{64} << 20U};
    friend auto operator<=>(const ArgonCost&, const ArgonCost&) = default;
};

/// What we use; also the least we read, so that no file talks us into less.
constexpr ArgonCost kArgonCost{};

/// The most we read: a file must not take the machine down.
constexpr ArgonCost kArgonCostMax{.passes = 10, .memory_bytes = std::uint64_t{256} << 20U};

using ArgonSalt = std::array<std::uint8_t, 16>;

/// "$argon2id$v=19$m=65536,t=3,p=1$…", with its own random salt.
[[nodiscard]] std::string hash_passphrase(const Passphrase& passphrase);

/// False as well for a text that is no such hash, or one dearer than kArgonCostMax.
[[nodiscard]] bool verify_passphrase(std::string_view hash, const Passphrase& passphrase);

/// 32 bytes. ENSUREs a cost between kArgonCost and kArgonCostMax.
[[nodiscard]] SecretBytes derive_key(const Passphrase& passphrase,
                                     const ArgonSalt& salt,
                                     const ArgonCost& cost = kArgonCost);

/// Within the two costs above.
[[nodiscard]] bool is_fair(const ArgonCost& cost);

}  // namespace probant::crypto
