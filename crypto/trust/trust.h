// crypto/trust/trust.h: which keys to believe, for what, and when.
//
// Role       Loaded once from `trust/root.pub` and `trust/trust.dsse.json`; asked at each
//            verification. Until TUF takes its place, behind the same loader.
// Invariants The statement was signed by that root, and is not older than one seen before. Nothing
//            here reads a clock: a key is judged at the instant of what it signed.
// Threads    An immutable value.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/base/result.h"
#include "crypto/base/utc_time.h"
#include "crypto/trust/statement.h"

namespace probant::crypto {

/// In production, which is the default everywhere, demonstration keys are refused.
enum class TrustMode { Production, Demo };

enum class TrustFault {
    BadRoot,      ///< root.pub is not the public file of a root
    BadEnvelope,  ///< trust.dsse.json is no envelope of a trust statement
    OtherRoot,    ///< signed by another key than root.pub
    BadSignature,
    BadStatement,  ///< signed, but not of our format
    RolledBack,    ///< older than the version remembered
};

[[nodiscard]] std::string_view name_of(TrustFault fault);

/// What is said of a key at one instant.
enum class Standing { Valid, Unknown, OtherRole, NotYet, Expired, Revoked, Demo };

[[nodiscard]] std::string_view name_of(Standing standing);

/// What is asked of a key.
struct KeyUse {
    Role role{Role::Centre};
    UtcTime at{};                               ///< when it signed, as the signed text says
    std::optional<std::uint64_t> packet_seq{};  ///< for a centre's packet
    TrustMode mode{TrustMode::Production};
};

/// The files of the trust folder, as read.
struct TrustFiles {
    std::string root_pub{};
    std::string trust_dsse{};
};

class Trust {
public:
    Trust(TrustStatement statement, const PublicKey& root, bool demo_root)
        : statement_(std::move(statement)), root_(root), demo_root_(demo_root) {}

    [[nodiscard]] std::uint64_t version() const { return statement_.version; }

    [[nodiscard]] UtcTime expires() const { return statement_.expires; }

    /// A warning, not a refusal: a centre without network keeps working.
    [[nodiscard]] bool expired_at(UtcTime now) const { return now >= statement_.expires; }

    [[nodiscard]] bool is_demo() const { return demo_root_; }

    [[nodiscard]] const PublicKey& root() const { return root_; }

    [[nodiscard]] const std::vector<TrustedKey>& keys() const { return statement_.keys; }

    /// Null when it is not listed.
    [[nodiscard]] const TrustedKey* find_key(std::string_view keyid) const;

    [[nodiscard]] Standing standing(std::string_view keyid, const KeyUse& use) const;

    /// Every key that signs, whatever its role and time: what Envelope::verify() is given. Judge
    /// standing() of the signers afterwards.
    [[nodiscard]] std::vector<PublicKey> signing_keys() const;

    /// Those of a role that are valid as `use` asks.
    [[nodiscard]] std::vector<TrustedKey> valid_keys(const KeyUse& use) const;

    /// To whom a packet is sealed: registry and escrow, where valid.
    [[nodiscard]] std::vector<age::Recipient> recipients(UtcTime at, TrustMode mode) const;

private:
    TrustStatement statement_;
    PublicKey root_;
    bool demo_root_;
};

/// `remembered` is the highest version this machine has accepted, 0 for none; the caller keeps
/// version() of what is returned.
[[nodiscard]] Result<Trust, TrustFault> load_trust(const TrustFiles& files,
                                                   std::uint64_t remembered);

/// The bytes of trust.dsse.json.
[[nodiscard]] std::string sign_trust(const TrustStatement& statement, const KeyPair& root);

/// Whether `key` is what `use` asks, by itself.
[[nodiscard]] Standing standing_of(const TrustedKey& key, const KeyUse& use);

}  // namespace probant::crypto
