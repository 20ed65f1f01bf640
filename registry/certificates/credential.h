// registry/certificates/credential.h: a certificate as a file: W3C VC 2.0 and Open Badges 3.0.
//
// Role        From one sitting of an accepted packet to a signed JSON document, and back to what it
//             says. Anyone checks it offline with the trust folder; other programs read it as a
//             badge.
// Invariants  Integers and texts only: JCS is then the same everywhere. The level and the score are
//             those of the registry's own replay. Competences are named as seen, never as levels.
// Threads     Values and free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "crypto/base/utc_time.h"
#include "crypto/canonical_json.h"
#include "crypto/signature.h"
#include "crypto/trust/trust.h"
#include "engine/bank/competence.h"

namespace probant::registry {

/// Who issues, as configured. The key is trust's registry_certificate key.
struct Issuer {
    std::string did{};   ///< "did:web:registry.example"
    std::string name{};  ///< "Registre de démonstration"
    const crypto::KeyPair& key;
};

/// What a certificate says.
struct CertifiedResult {
    std::string code{};  ///< random, see certificate_code()
    std::string first_name{};
    std::string last_name{};
    std::string centre{};
    UtcTime sat_at{};  ///< when the sitting started, by the centre's clock
    std::int64_t points{};
    std::int64_t low{};
    std::int64_t high{};
    std::int64_t level{};
    bool provisional{};                                   ///< the scale has no standard setting yet
    std::array<std::string, engine::kDomains> domains{};  ///< "stronger", "alike", …
    std::array<std::int64_t, engine::kCompetences> seen{};
    friend bool operator==(const CertifiedResult&, const CertifiedResult&) = default;
};

/// 12 random characters of Crockford's base 32, "7K2M-9QXD-4T3B": 60 bits.
[[nodiscard]] std::string certificate_code();

/// Upper case, with its hyphens, O and I read as 0 and 1; nothing for what cannot be a code.
[[nodiscard]] std::optional<std::string> normal_code(std::string_view typed);

/// From one member of the results document. Nothing unless it was validated.
[[nodiscard]] std::optional<CertifiedResult> certified_of(const json::Value& result);

/// The signed document, in its canonical bytes.
[[nodiscard]] std::string issue_credential(const CertifiedResult& result,
                                           const Issuer& issuer,
                                           UtcTime issued_at);

/// Why a certificate is not believed; in the order of the checks.
enum class CertificateVerdict {
    Valid,
    Malformed,   ///< not JSON of ours, or another shape of credential
    UnknownKey,  ///< its key is not one of the registry's in the trust
    ExpiredKey,
    RevokedKey,
    DemoKey,
    BadSignature,  ///< changed since it was issued
};

[[nodiscard]] std::string_view name_of(CertificateVerdict verdict);

struct CertificateReading {
    CertificateVerdict verdict{};
    std::string detail{};
    std::string issuer{};       ///< its did:web
    std::string issuer_name{};  ///< as signed; empty when the document has none
    std::string issued_at{};
    std::optional<CertifiedResult> result{};  ///< only when valid
};

/// A certificate weighs 6 KiB; a pasted novel is not one.
constexpr std::size_t kCertificateBytesMax = std::size_t{64} << 10U;

[[nodiscard]] CertificateReading verify_credential(std::string_view document,
                                                   const crypto::Trust& trust,
                                                   crypto::TrustMode mode);

}  // namespace probant::registry
