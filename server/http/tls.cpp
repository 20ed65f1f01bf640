// SPDX-License-Identifier: EUPL-1.2
#include "server/http/tls.h"

#include <string_view>

#include <Poco/Exception.h>
#include <Poco/Net/X509Certificate.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include "crypto/base/bytes.h"
#include "server/http/server.h"

namespace probant::server {
namespace {

using Poco::Net::Context;

/// TLS 1.2 suites with forward secrecy and authenticated encryption; those of 1.3 are all so.
constexpr const char* kSuites =
    "ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384:"
    "ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305:"
    "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256";

constexpr const char* kGroups = "X25519:P-256:P-384";

Context::Params params_of_all() {
    Context::Params params;
    params.cipherList = kSuites;
    params.ecdhCurve = kGroups;
    params.dhUse2048Bits = true;
    params.loadDefaultCAs = false;
    return params;
}

void harden(Context& context) {
    context.requireMinimumProtocol(Context::PROTO_TLSV1_2);
    SSL_CTX_set_options(context.sslContext(), SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION);
}

/// Who has a certificate of this authority proves it; nobody must.
void ask_for_certificates(Context& context, const std::filesystem::path& authority) {
    auto* inside = context.sslContext();
    auto* names = SSL_load_client_CA_file(authority.c_str());
    if (names == nullptr || SSL_CTX_load_verify_locations(inside, authority.c_str(), nullptr) != 1)
        throw Poco::Exception("the clients' authority cannot be used");
    SSL_CTX_set_client_CA_list(inside, names);
    SSL_CTX_set_verify(inside, SSL_VERIFY_PEER, nullptr);
    SSL_CTX_set_verify_depth(inside, 1);
    SSL_CTX_set_purpose(inside, X509_PURPOSE_SSL_CLIENT);
    // A session that is taken up again has the certificate it began with; OpenSSL wants a name for
    // whose sessions they are.
    static constexpr std::string_view kSessions = "probant";
    SSL_CTX_set_session_id_context(
        inside, as_bytes(kSessions).data(), static_cast<unsigned>(kSessions.size()));
}

[[noreturn]] void cannot_be_read(const std::filesystem::path& certificate) {
    throw StartError({"Le certificat " + certificate.string() + " ne se lit pas : vérifiez-le.",
                      "The certificate " + certificate.string() + " cannot be read: check it."});
}

}  // namespace

Context::Ptr server_tls(const TlsFiles& files) {
    auto params = params_of_all();
    params.certificateFile = files.certificate.string();
    params.privateKeyFile = files.key.string();
    params.verificationMode = Context::VERIFY_NONE;
    try {
        Context::Ptr context(new Context(Context::TLS_SERVER_USE, params));
        if (SSL_CTX_check_private_key(context->sslContext()) != 1)
            throw Poco::Exception("the key is not the certificate's");
        harden(*context);
        context->preferServerCiphers();
        // A thousand stations are nearly always silent: their 32 KiB of buffers are given back
        // meanwhile.
        SSL_CTX_set_mode(context->sslContext(), SSL_MODE_RELEASE_BUFFERS);
        if (!files.clients.empty()) ask_for_certificates(*context, files.clients);
        return context;
    } catch (const Poco::Exception&) {
        throw StartError(
            {"Le certificat " + files.certificate.string() + " ou sa clé " + files.key.string() +
                 " ne peut pas être utilisé : vérifiez les chemins, les droits et que la clé est "
                 "bien celle du certificat.",
             "The certificate " + files.certificate.string() + " or its key " + files.key.string() +
                 " cannot be used: check the paths, the permissions and that the key is the "
                 "certificate's."});
    }
}

crypto::Digest certificate_digest(const std::filesystem::path& certificate) {
    try {
        const Poco::Net::X509Certificate first(certificate.string());
        crypto::Digest digest;
        unsigned size = 0;
        if (X509_digest(first.certificate(), EVP_sha256(), digest.bytes.data(), &size) == 1)
            return digest;
    } catch (const Poco::Exception&) {
        cannot_be_read(certificate);
    }
    cannot_be_read(certificate);
}

Context::Ptr client_tls(const std::filesystem::path& authority) {
    return client_tls(authority, {});
}

Context::Ptr client_tls(const std::filesystem::path& authority, const TlsFiles& own) {
    auto params = params_of_all();
    params.caLocation = authority.string();
    params.certificateFile = own.certificate.string();
    params.privateKeyFile = own.key.string();
    // STRICT: RELAXED would skip the check of the name on a loopback address.
    params.verificationMode = Context::VERIFY_STRICT;
    Context::Ptr context(new Context(Context::TLS_CLIENT_USE, params));
    harden(*context);
    return context;
}

}  // namespace probant::server
