// registry/certificates/certificate_pdf.h: a certificate on paper.
//
// Role        One A4 page a person is glad to show: name, level, score with its honest interval,
//             the five domains in words, the sixteen competences as seen. The signed JSON is
//             attached.
// Invariants  Says nothing that the JSON does not say; claims no level of a competence.
// Threads     A free function.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>

#include "crypto/base/bytes.h"
#include "registry/certificates/credential.h"

namespace probant::registry {

struct CertificatePaper {
    const CertifiedResult& result;
    std::string issuer_name{};
    UtcTime issued_at{};
    std::string verify_url{};  ///< where the code is checked; the code is appended
    std::string document{};    ///< the signed JSON
    bool demonstration{};  ///< issued by a registry in demonstration: worth nothing, and says so
};

/// The address in the QR code: `verify_url` and the code.
[[nodiscard]] std::string verification_address(std::string_view verify_url, std::string_view code);

[[nodiscard]] Bytes draw_certificate(const CertificatePaper& paper);

}  // namespace probant::registry
