// server/x509/authority.h: an authority of one's own, which gives machines their certificates.
//
// Role        One P-256 key, made at the first start and kept sealed under a phrase. It signs what
//             a machine asks for: who the machine is comes from here, never from the request.
// Invariants  Only a P-256 key whose owner signed the request gets a certificate: TLS client
//             authentication, nothing else, as long as the settings say.
// Refuses     A request that is no PKCS #10 (RFC 2986) of such a key.
// Threads     issue() from any thread: a mutex guards the key.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "crypto/digest.h"

namespace probant::server {

struct IssuedCertificate {
    std::string pem{};
    crypto::Digest digest{};  ///< SHA-256 of its DER
    std::int64_t expires_ms{};
};

struct AuthoritySettings {
    std::filesystem::path folder{};  ///< for authority.key and authority.pem
    std::string name{};              ///< the common name of its own certificate
    std::string phrase{};            ///< seals the key at rest
    std::chrono::hours lasts{24};    ///< each certificate
};

class CertificateAuthority {
public:
    /// Makes its files where they are not there. Throws std::runtime_error with a sentence: files
    /// of another phrase, or torn.
    explicit CertificateAuthority(AuthoritySettings settings);
    CertificateAuthority(const CertificateAuthority&) = delete;
    CertificateAuthority& operator=(const CertificateAuthority&) = delete;
    CertificateAuthority(CertificateAuthority&&) = delete;
    CertificateAuthority& operator=(CertificateAuthority&&) = delete;
    ~CertificateAuthority();

    /// A certificate in the name of `subject` for the key of a PKCS #10 request, in PEM.
    [[nodiscard]] std::optional<IssuedCertificate> issue(const std::string& request,
                                                         const std::string& subject,
                                                         std::int64_t now_ms) const;

    [[nodiscard]] const std::string& pem() const;
    [[nodiscard]] const std::filesystem::path& file() const;  ///< of the authority's certificate

private:
    class Inside;
    std::unique_ptr<Inside> inside_;
};

}  // namespace probant::server
