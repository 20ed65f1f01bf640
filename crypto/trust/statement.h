// crypto/trust/statement.h: what the root says: these keys, for these uses, in these times.
//
// Role       The payload of trust.dsse.json, as a value: written by the key ceremony, read by
//            load_trust().
// Format     JCS {v, version, issued, expires, keys: [{keyid, role, public | ageRecipient, centre?,
//            from, to, demo, revokedAt?, lastPacket?}]}; nothing else is read.
// Invariants One entry a key, in the order of their keyids; from < to; a listed role; a centre
// where
//            the role has one. lastPacket comes with revokedAt only.
// Threads    Values.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/base/utc_time.h"
#include "crypto/trust/role.h"

namespace probant::crypto {

/// What an envelope of 1 MiB holds; more centres than that need TUF's delegations.
constexpr std::size_t kTrustedKeysMax = 1500;

/// The key is not to be believed any more.
struct Revocation {
    UtcTime at{};
    /// The last packet of the centre that still counts: a thief can write any date before `at`.
    std::optional<std::uint64_t> last_packet{};
    friend bool operator==(const Revocation&, const Revocation&) = default;
};

/// The narrower of two: the earlier date, the lower packet. A revocation is never widened.
[[nodiscard]] Revocation narrowed(const Revocation& one, const Revocation& other);

struct TrustedKey {
    AnyPublicKey key;
    KeyLabel label{};
    UtcTime from{};  ///< the first second it is valid
    UtcTime to{};    ///< the first second it is not
    std::optional<Revocation> revoked{};

    [[nodiscard]] std::string keyid() const { return keyid_of(key); }

    friend bool operator==(const TrustedKey&, const TrustedKey&) = default;
};

struct TrustStatement {
    std::uint64_t version{};  ///< from 1, one more each time it is signed
    UtcTime issued{};
    UtcTime expires{};
    std::vector<TrustedKey> keys{};
    friend bool operator==(const TrustStatement&, const TrustStatement&) = default;
};

/// The canonical bytes, keys sorted by keyid. ENSUREs what read_statement() would refuse.
[[nodiscard]] std::string write_statement(const TrustStatement& statement);

[[nodiscard]] std::optional<TrustStatement> read_statement(std::string_view text);

}  // namespace probant::crypto
