// SPDX-License-Identifier: EUPL-1.2
#include "candidate/link/tls_request.h"

#include <array>
#include <memory>
#include <stdexcept>

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/x509.h>

#include "crypto/base/ensure.h"
#include "crypto/digest.h"

namespace probant::candidate {
namespace {

template <auto Release>
struct Releases {
    template <class Thing>
    void operator()(Thing* thing) const {
        Release(thing);
    }
};

using Key = std::unique_ptr<EVP_PKEY, Releases<EVP_PKEY_free>>;
using Making = std::unique_ptr<EVP_PKEY_CTX, Releases<EVP_PKEY_CTX_free>>;
using Certificate = std::unique_ptr<X509, Releases<X509_free>>;
using Request = std::unique_ptr<X509_REQ, Releases<X509_REQ_free>>;
using Memory = std::unique_ptr<BIO, Releases<BIO_free_all>>;
using Pack = std::unique_ptr<PKCS12, Releases<PKCS12_free>>;

// Nothing here depends on what came from outside: out of memory, or a broken OpenSSL.
void require(bool done, const char* what) {
    if (!done) throw std::runtime_error(std::string("OpenSSL cannot ") + what);
}

Memory memory_with(ByteView content) {
    Memory memory(BIO_new_mem_buf(content.data(), static_cast<int>(content.size())));
    require(memory != nullptr, "read from memory");
    return memory;
}

Memory empty_memory() {
    Memory memory(BIO_new(BIO_s_mem()));
    require(memory != nullptr, "write to memory");
    return memory;
}

// OpenSSL wipes the memory of a secret one when it is released; this copy is ours to keep.
ByteView content_of(BIO* memory) {
    char* begin = nullptr;
    const auto size = BIO_get_mem_data(memory, &begin);  // NOLINT: OpenSSL's macro casts
    return as_bytes(std::string_view(begin, static_cast<std::size_t>(size)));
}

Certificate certificate_in(std::string_view pem) {
    const auto memory = memory_with(as_bytes(pem));
    return Certificate(PEM_read_bio_X509(memory.get(), nullptr, nullptr, nullptr));
}

Key key_in(const SecretBytes& pem) {
    const auto memory = memory_with(pem.expose());
    return Key(PEM_read_bio_PrivateKey(memory.get(), nullptr, nullptr, nullptr));
}

std::string common_name_of(X509* certificate) {
    auto* subject = X509_get_subject_name(certificate);
    const int place = X509_NAME_get_index_by_NID(subject, NID_commonName, -1);
    if (place < 0) return {};
    const auto* value = X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, place));
    return to_string(ByteView(ASN1_STRING_get0_data(value),
                              static_cast<std::size_t>(ASN1_STRING_length(value))));
}

std::string fingerprint_of(X509* certificate) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int size = 0;
    require(X509_digest(certificate, EVP_sha256(), digest.data(), &size) == 1,
            "digest a certificate");
    return to_hex(ByteView(digest).first(size));
}

Key fresh_key() {
    const Making making(EVP_PKEY_CTX_new_from_name(nullptr, "EC", nullptr));
    EVP_PKEY* key = nullptr;
    require(making != nullptr && EVP_PKEY_keygen_init(making.get()) == 1 &&
                EVP_PKEY_CTX_set_group_name(making.get(), "P-256") == 1 &&
                EVP_PKEY_generate(making.get(), &key) == 1,
            "make a key");
    return Key(key);
}

}  // namespace

TlsRequest make_tls_request() {
    const auto key = fresh_key();
    const Request request(X509_REQ_new());
    require(request != nullptr && X509_REQ_set_version(request.get(), X509_REQ_VERSION_1) == 1 &&
                X509_REQ_set_pubkey(request.get(), key.get()) == 1 &&
                X509_REQ_sign(request.get(), key.get(), EVP_sha256()) > 0,
            "make a certificate request");
    const auto text = empty_memory();
    require(PEM_write_bio_X509_REQ(text.get(), request.get()) == 1, "write a request");
    const auto secret = empty_memory();
    require(PEM_write_bio_PKCS8PrivateKey(
                secret.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1,
            "write a key");
    TlsRequest made{.key = SecretBytes::copy_of(content_of(secret.get())),
                    .request = to_string(content_of(text.get()))};
    return made;
}

std::optional<CertificateFacts> read_certificate(std::string_view pem) {
    const auto certificate = certificate_in(pem);
    if (certificate == nullptr) return std::nullopt;
    return CertificateFacts{.common_name = common_name_of(certificate.get()),
                            .fingerprint = fingerprint_of(certificate.get())};
}

std::string first_words(std::string_view fingerprint) {
    constexpr std::size_t kWords = 4;
    constexpr std::size_t kLetters = 4;
    ENSURE(fingerprint.size() >= kWords * kLetters);
    std::string words;
    for (std::size_t word = 0; word < kWords; ++word) {
        if (word > 0) words += ' ';
        words += fingerprint.substr(word * kLetters, kLetters);
    }
    return words;
}

bool is_of_key(std::string_view certificate_pem, const SecretBytes& key_pem) {
    const auto certificate = certificate_in(certificate_pem);
    const auto key = key_in(key_pem);
    return certificate != nullptr && key != nullptr &&
           X509_check_private_key(certificate.get(), key.get()) == 1;
}

SecretBytes pack_for_browser(const BrowserPack& pack) {
    const auto certificate = certificate_in(pack.certificate_pem);
    const auto key = key_in(pack.key_pem);
    ENSURE(certificate != nullptr && key != nullptr);
    const std::string password(pack.password);
    const std::string name(pack.name);
    const Pack packed(PKCS12_create(
        password.c_str(), name.c_str(), key.get(), certificate.get(), nullptr, 0, 0, 0, 0, 0));
    require(packed != nullptr, "pack a key for the browser");
    const auto memory = empty_memory();
    require(i2d_PKCS12_bio(memory.get(), packed.get()) == 1, "write a pack");
    return SecretBytes::copy_of(content_of(memory.get()));
}

}  // namespace probant::candidate
