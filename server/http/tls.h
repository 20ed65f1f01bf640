// server/http/tls.h: the two TLS settings of Probant: a server's, and a client's.
//
// Role        TLS 1.2 and 1.3 with AEAD suites and forward secrecy, nothing else.
// Invariants  A client believes the given authority file only and always checks the name.
// Threads     Contexts are made once and shared; POCO counts their references atomically.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>

#include <Poco/Net/Context.h>

#include "crypto/digest.h"

namespace probant::server {

struct TlsFiles;

/// Throws StartError when a file cannot be used.
[[nodiscard]] Poco::Net::Context::Ptr server_tls(const TlsFiles& files);

/// SHA-256 of the first certificate of a PEM file. Throws StartError when there is none.
[[nodiscard]] crypto::Digest certificate_digest(const std::filesystem::path& certificate);

/// Throws Poco::Exception when the authority file cannot be used.
[[nodiscard]] Poco::Net::Context::Ptr client_tls(const std::filesystem::path& authority);

/// The same, of a client that shows its own certificate to who asks for one.
[[nodiscard]] Poco::Net::Context::Ptr client_tls(const std::filesystem::path& authority,
                                                 const TlsFiles& own);

}  // namespace probant::server
