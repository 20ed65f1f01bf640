// crypto/base/secret.h: bytes that must not leak.
//
// Role       Keys, passphrases and whatever was derived from them. The bytes lie in locked memory
//            between guard pages, out of core dumps, and are wiped when their owner goes.
// Invariants Moves, never copies. Cannot be printed, formatted or compared with ==; equality is
//            same_secret(), in constant time. expose() is the one word to search for in a review.
// Threads    A value with one owner.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <memory>
#include <span>
#include <string>

#include "crypto/base/bytes.h"

namespace probant {

class SecretBytes {
public:
    /// `size` zero bytes, to be filled.
    explicit SecretBytes(std::size_t size);

    /// Takes over what lies in ordinary memory, which is wiped here.
    [[nodiscard]] static SecretBytes from(Bytes&& clear);
    [[nodiscard]] static SecretBytes from(std::string&& clear);

    /// A deliberate second copy of what the caller already exposes.
    [[nodiscard]] static SecretBytes copy_of(ByteView exposed);

    SecretBytes(SecretBytes&&) noexcept = default;
    SecretBytes& operator=(SecretBytes&&) noexcept = default;
    SecretBytes(const SecretBytes&) = delete;
    SecretBytes& operator=(const SecretBytes&) = delete;
    ~SecretBytes() = default;

    [[nodiscard]] std::size_t size() const { return size_; }

    [[nodiscard]] bool empty() const { return size_ == 0; }

    [[nodiscard]] ByteView expose() const { return {memory_.get(), size_}; }

    [[nodiscard]] std::span<std::uint8_t> fill() { return {memory_.get(), size_}; }

    bool operator==(const SecretBytes&) const = delete;
    friend std::ostream& operator<<(std::ostream&, const SecretBytes&) = delete;

private:
    struct Wipe {
        void operator()(std::uint8_t* memory) const noexcept;
    };

    std::unique_ptr<std::uint8_t, Wipe> memory_{};
    std::size_t size_{0};
};

/// Equality in a time that depends on the sizes only.
[[nodiscard]] bool same_secret(const SecretBytes& one, const SecretBytes& other);

/// For a buffer that held a secret on its way in or out.
void wipe(Bytes& bytes);
void wipe(std::string& text);

}  // namespace probant
