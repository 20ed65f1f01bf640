// candidate/link/tls_request.h: the station's TLS key, and what certificates say, by OpenSSL.
//
// Role        Makes a P-256 key and the certificate request that goes with it, checks that a
//             certificate which came back is of that key, packs both for a browser, and tells the
//             fingerprint of an authority as people compare it.
// Invariants  The key lies in SecretBytes and in files of mode 0600, nowhere else.
// Threads     Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "crypto/base/bytes.h"
#include "crypto/base/secret.h"

namespace probant::candidate {

struct TlsRequest {
    SecretBytes key;      ///< PEM, PKCS#8
    std::string request;  ///< PEM, signed by the key itself
};

[[nodiscard]] TlsRequest make_tls_request();

/// A certificate that could be read.
struct CertificateFacts {
    std::string common_name{};
    std::string fingerprint{};  ///< SHA-256 of the DER, lower-case hex
};

/// Nothing unless `pem` begins with a certificate.
[[nodiscard]] std::optional<CertificateFacts> read_certificate(std::string_view pem);

/// "ab12 cd34 ef56 7890": the first four words of a fingerprint.
[[nodiscard]] std::string first_words(std::string_view fingerprint);

[[nodiscard]] bool is_of_key(std::string_view certificate_pem, const SecretBytes& key_pem);

struct BrowserPack {
    std::string_view name;  ///< by which the browser's store calls it
    std::string_view certificate_pem;
    const SecretBytes& key_pem;
    std::string_view password;
};

/// PKCS#12. ENSUREs that the certificate is of the key.
[[nodiscard]] SecretBytes pack_for_browser(const BrowserPack& pack);

}  // namespace probant::candidate
