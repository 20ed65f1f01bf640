// crypto/age.h: age v1 files (age-encryption.org/v1), sealed to X25519 recipients.
//
// Role       What is secret in a packet or an exam package: anyone with the public recipient seals,
//            the holder of the identity opens, and so does Debian's `age`.
// Invariants open() takes one spelling of a header and a payload, to the byte; it gives all the
//            clear text or none. Stanzas of other kinds are passed over, as the format asks;
//            armor and passphrase stanzas are not read.
// Threads    Values and free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "crypto/base/bytes.h"
#include "crypto/base/result.h"
#include "crypto/base/secret.h"

namespace probant::crypto::age {

/// The whole is held in memory twice; an exam package with its images stays far below.
constexpr std::size_t kClearBytesMax = std::size_t{256} << 20U;

/// Registry, escrow and a few more; a header of thousands is an attack on the reader's time.
constexpr std::size_t kRecipientsMax = 20;

class Recipient {
public:
    /// "age1…"; nothing for another spelling or a point of small order.
    [[nodiscard]] static std::optional<Recipient> parse(std::string_view text);

    [[nodiscard]] std::string text() const;

    /// The RFC 7638 thumbprint of the X25519 key: how trust names it.
    [[nodiscard]] std::string keyid() const;

    [[nodiscard]] const std::array<std::uint8_t, 32>& point() const { return point_; }

    friend auto operator<=>(const Recipient&, const Recipient&) = default;

private:
    friend class Identity;

    explicit Recipient(const std::array<std::uint8_t, 32>& point) : point_(point) {}

    std::array<std::uint8_t, 32> point_;
};

class Identity {
public:
    [[nodiscard]] static Identity generate();

    /// From the 32 bytes of scalar() (ENSUREd).
    [[nodiscard]] static Identity from_scalar(SecretBytes scalar);

    /// "AGE-SECRET-KEY-1…", nothing around it.
    [[nodiscard]] static std::optional<Identity> parse(const SecretBytes& text);

    [[nodiscard]] SecretBytes text() const;

    [[nodiscard]] const SecretBytes& scalar() const { return scalar_; }

    [[nodiscard]] const Recipient& recipient() const { return recipient_; }

private:
    Identity(SecretBytes scalar, const Recipient& recipient)
        : scalar_(std::move(scalar)), recipient_(recipient) {}

    SecretBytes scalar_;
    Recipient recipient_;
};

enum class Fault {
    TooLarge,
    MalformedHeader,  ///< not age v1, or not its one spelling
    NoMatch,          ///< sealed to other recipients
    BadHeaderMac,
    MalformedPayload,  ///< changed, cut short, or followed by something
};

[[nodiscard]] std::string_view name_of(Fault fault);

/// ENSUREs one to kRecipientsMax recipients and at most kClearBytesMax bytes.
[[nodiscard]] Bytes seal(ByteView clear, std::span<const Recipient> recipients);

/// Tries each identity on each stanza.
[[nodiscard]] Result<Bytes, Fault> open(ByteView sealed, std::span<const Identity> identities);

}  // namespace probant::crypto::age
