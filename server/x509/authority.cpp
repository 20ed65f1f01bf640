// SPDX-License-Identifier: EUPL-1.2
#include "server/x509/authority.h"

#include <array>
#include <fstream>
#include <mutex>
#include <sstream>
#include <stdexcept>
#include <utility>

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include "crypto/base/ensure.h"
#include "crypto/private_file.h"
#include "crypto/random.h"

namespace probant::server {
namespace {

constexpr std::size_t kRequestMax = 4'096;
constexpr std::size_t kSerialBytes = 16;
constexpr long kAuthorityDays = 3'650;  // it never leaves the centre; stations renew, it does not
constexpr std::int64_t kBackdated = 3'600;  // seconds: a station's clock may be an hour behind

template <auto free>
struct Freed {
    template <class T>
    void operator()(T* owned) const {
        free(owned);
    }
};

using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Freed<X509_free>>;
using Asked = std::unique_ptr<X509_REQ, Freed<X509_REQ_free>>;
using Memory = std::unique_ptr<BIO, Freed<BIO_free_all>>;

void must(bool done) {
    if (!done) throw std::runtime_error("OpenSSL could not make a certificate");
}

Memory memory_of(const std::string& text) {
    Memory memory(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
    must(memory != nullptr);
    return memory;
}

std::string text_in(BIO* memory) {
    char* data = nullptr;
    const auto size = BIO_get_mem_data(memory, &data);
    return {data, static_cast<std::size_t>(size)};
}

std::string pem_of(X509* certificate) {
    const Memory memory(BIO_new(BIO_s_mem()));
    must(memory != nullptr && PEM_write_bio_X509(memory.get(), certificate) == 1);
    return text_in(memory.get());
}

crypto::Digest digest_of(const X509* certificate) {
    crypto::Digest digest;
    unsigned size = 0;
    must(X509_digest(certificate, EVP_sha256(), digest.bytes.data(), &size) == 1);
    return digest;
}

void name(X509_NAME* name, const std::string& common_name) {
    must(X509_NAME_add_entry_by_txt(name,
                                    "CN",
                                    MBSTRING_UTF8,
                                    as_bytes(common_name).data(),
                                    static_cast<int>(common_name.size()),
                                    -1,
                                    0) == 1);
}

void extend(X509* certificate, X509* issuer, int nid, const char* value) {
    X509V3_CTX context{};
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    const std::unique_ptr<X509_EXTENSION, Freed<X509_EXTENSION_free>> extension(
        X509V3_EXT_conf_nid(nullptr, &context, nid, value));
    must(extension != nullptr && X509_add_ext(certificate, extension.get(), -1) == 1);
}

void give_serial(X509* certificate) {
    auto serial = crypto::random_array<kSerialBytes>();
    serial.front() &= 0x7FU;  // a positive number (RFC 5280 § 4.1.2.2)
    const std::unique_ptr<BIGNUM, Freed<BN_free>> number(
        BN_bin2bn(serial.data(), static_cast<int>(serial.size()), nullptr));
    must(number != nullptr &&
         BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate)) != nullptr);
}

void give_times(X509* certificate, std::int64_t from_s, std::int64_t to_s) {
    must(ASN1_TIME_set(X509_getm_notBefore(certificate), from_s) != nullptr);
    must(ASN1_TIME_set(X509_getm_notAfter(certificate), to_s) != nullptr);
}

bool is_p256(EVP_PKEY* key) {
    std::array<char, 32> group{};
    std::size_t size = 0;
    return EVP_PKEY_get_base_id(key) == EVP_PKEY_EC &&
           EVP_PKEY_get_group_name(key, group.data(), group.size(), &size) == 1 &&
           std::string_view(group.data(), size) == SN_X9_62_prime256v1;
}

/// Of a whole file; empty where it is not there.
std::string contents_of(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream all;
    all << in.rdbuf();
    return in ? all.str() : std::string{};
}

Certificate self_signed(EVP_PKEY* key, const std::string& common_name) {
    Certificate certificate(X509_new());
    must(certificate != nullptr && X509_set_version(certificate.get(), X509_VERSION_3) == 1);
    give_serial(certificate.get());
    name(X509_get_subject_name(certificate.get()), common_name);
    must(X509_set_issuer_name(certificate.get(), X509_get_subject_name(certificate.get())) == 1);
    must(X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -kBackdated) != nullptr);
    must(X509_time_adj_ex(X509_getm_notAfter(certificate.get()), kAuthorityDays, 0, nullptr) !=
         nullptr);
    must(X509_set_pubkey(certificate.get(), key) == 1);
    extend(
        certificate.get(), certificate.get(), NID_basic_constraints, "critical,CA:TRUE,pathlen:0");
    extend(certificate.get(), certificate.get(), NID_key_usage, "critical,keyCertSign");
    extend(certificate.get(), certificate.get(), NID_subject_key_identifier, "hash");
    must(X509_sign(certificate.get(), key, EVP_sha256()) > 0);
    return certificate;
}

}  // namespace

class CertificateAuthority::Inside {
public:
    explicit Inside(AuthoritySettings settings)
        : settings_(std::move(settings)), file_(settings_.folder / "authority.pem") {
        const auto key_file = settings_.folder / "authority.key";
        std::filesystem::create_directories(settings_.folder);
        std::filesystem::permissions(settings_.folder, std::filesystem::perms::owner_all);
        if (!std::filesystem::exists(key_file)) make(key_file);
        take(contents_of(key_file), contents_of(file_));
    }

    [[nodiscard]] std::optional<IssuedCertificate> issue(const std::string& request,
                                                         const std::string& subject,
                                                         std::int64_t now_ms) const {
        if (request.size() > kRequestMax) return std::nullopt;
        const Asked asked(
            PEM_read_bio_X509_REQ(memory_of(request).get(), nullptr, nullptr, nullptr));
        if (asked == nullptr) return std::nullopt;
        auto* key = X509_REQ_get0_pubkey(asked.get());
        if (key == nullptr || !is_p256(key) || X509_REQ_verify(asked.get(), key) != 1)
            return std::nullopt;
        const std::lock_guard lock(mutex_);
        const Certificate certificate(X509_new());
        must(certificate != nullptr && X509_set_version(certificate.get(), X509_VERSION_3) == 1);
        give_serial(certificate.get());
        name(X509_get_subject_name(certificate.get()), subject);
        must(X509_set_issuer_name(certificate.get(), X509_get_subject_name(authority_.get())) == 1);
        const auto now_s = now_ms / 1000;
        const auto to_s = now_s + std::chrono::seconds(settings_.lasts).count();
        give_times(certificate.get(), now_s - kBackdated, to_s);
        must(X509_set_pubkey(certificate.get(), key) == 1);
        extend(certificate.get(), authority_.get(), NID_basic_constraints, "critical,CA:FALSE");
        extend(certificate.get(), authority_.get(), NID_key_usage, "critical,digitalSignature");
        extend(certificate.get(), authority_.get(), NID_ext_key_usage, "clientAuth");
        must(X509_sign(certificate.get(), key_.get(), EVP_sha256()) > 0);
        return IssuedCertificate{.pem = pem_of(certificate.get()),
                                 .digest = digest_of(certificate.get()),
                                 .expires_ms = to_s * 1000};
    }

    [[nodiscard]] const std::string& pem() const { return pem_; }

    [[nodiscard]] const std::filesystem::path& file() const { return file_; }

private:
    void make(const std::filesystem::path& key_file) const {
        std::array<char, 6> curve{"P-256"};  // OpenSSL's own macro casts a const away
        const Key key(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", curve.data()));
        must(key != nullptr);
        const Memory memory(BIO_new(BIO_s_mem()));
        must(memory != nullptr &&
             PEM_write_bio_PKCS8PrivateKey(memory.get(),
                                           key.get(),
                                           EVP_aes_256_cbc(),
                                           settings_.phrase.data(),
                                           static_cast<int>(settings_.phrase.size()),
                                           nullptr,
                                           nullptr) == 1);
        // The certificate first: a key file is only ever there beside it.
        const auto certificate = self_signed(key.get(), settings_.name);
        keep(file_, pem_of(certificate.get()));
        keep(key_file, text_in(memory.get()));
    }

    static void keep(const std::filesystem::path& file, const std::string& text) {
        const auto written = crypto::write_private(file, as_bytes(text), crypto::Existing::Replace);
        if (!written) {
            throw std::runtime_error(file.string() + ": " +
                                     std::string(crypto::sentence_of(written.error())));
        }
    }

    void take(const std::string& key, const std::string& certificate) {
        std::string phrase = settings_.phrase;
        key_.reset(PEM_read_bio_PrivateKey(memory_of(key).get(), nullptr, nullptr, phrase.data()));
        authority_.reset(
            PEM_read_bio_X509(memory_of(certificate).get(), nullptr, nullptr, nullptr));
        if (key_ == nullptr || authority_ == nullptr ||
            X509_check_private_key(authority_.get(), key_.get()) != 1) {
            throw std::runtime_error(
                "the authority in " + settings_.folder.string() +
                " cannot be opened with this machine's secret: put its files back from the "
                "backup, or remove the folder and enrol its machines again");
        }
        pem_ = certificate;
    }

    AuthoritySettings settings_;
    std::filesystem::path file_;
    Key key_;
    Certificate authority_;
    std::string pem_;
    mutable std::mutex mutex_;  // guards key_ while it signs
};

CertificateAuthority::CertificateAuthority(AuthoritySettings settings)
    : inside_(std::make_unique<Inside>(std::move(settings))) {}

CertificateAuthority::~CertificateAuthority() = default;

std::optional<IssuedCertificate> CertificateAuthority::issue(const std::string& request,
                                                             const std::string& subject,
                                                             std::int64_t now_ms) const {
    return inside_->issue(request, subject, now_ms);
}

const std::string& CertificateAuthority::pem() const {
    return inside_->pem();
}

const std::filesystem::path& CertificateAuthority::file() const {
    return inside_->file();
}

}  // namespace probant::server
