// SPDX-License-Identifier: EUPL-1.2
#include "crypto/key_file.h"

#include <algorithm>

#include <sodium.h>

#include "crypto/canonical_json.h"
#include "crypto/internal/fields.h"
#include "crypto/internal/hkdf.h"
#include "crypto/random.h"

namespace probant::crypto {

namespace {

constexpr int kKeyFileVersion = 1;
constexpr std::string_view kPassphraseKind = "passphrase";
constexpr std::string_view kMachineKind = "machine";
constexpr std::string_view kAlgorithm = "argon2id13";
constexpr std::string_view kMachineInfo = "probant/key-file/machine/v1";
constexpr std::size_t kSecretBytes = 32;
constexpr std::size_t kNonceBytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kBoxBytes = kSecretBytes + crypto_aead_xchacha20poly1305_ietf_ABYTES;

/// How a passphrase becomes a key, as the file says.
struct Derivation {
    ArgonCost cost{};
    ArgonSalt salt{};
};

struct Parts {
    KeyFileHead head;
    std::optional<Derivation> derivation{};
    Bytes nonce{};
    Bytes box{};
    std::string authenticated{};  ///< the file without its box
};

SecretBytes key_under(const Lock& lock, const std::optional<Derivation>& derivation) {
    if (const auto* passphrase = std::get_if<Passphrase>(&lock); passphrase != nullptr) {
        ENSURE(derivation.has_value());
        return derive_key(*passphrase, derivation->salt, derivation->cost);
    }
    const auto& machine = std::get<MachineSecret>(lock);
    return internal::hkdf_sha256(machine.bytes().expose(), {}, kMachineInfo);
}

json::Value written(const Derivation& derivation) {
    return json::Object{{"alg", kAlgorithm},
                        {"ops", derivation.cost.passes},
                        {"mem", derivation.cost.memory_bytes},
                        {"salt", to_base64url(derivation.salt)}};
}

std::string seal_secret(const KeyLabel& label,
                        const std::string& public_text,
                        const SecretBytes& secret,
                        const Lock& lock) {
    ENSURE(is_coherent(label));
    ENSURE(secret.size() == kSecretBytes);
    const Bytes nonce = random_bytes(kNonceBytes);
    std::optional<Derivation> derivation;
    if (std::holds_alternative<Passphrase>(lock)) {
        derivation =
            Derivation{.cost = kArgonCost, .salt = random_array<std::tuple_size_v<ArgonSalt>>()};
    }
    json::Object file{{"v", kKeyFileVersion},
                      {"kind", derivation ? kPassphraseKind : kMachineKind},
                      {"use", name_of(label.use)},
                      {"centre", label.centre},
                      {"demo", label.demo},
                      {"public", public_text},
                      {"nonce", to_base64url(nonce)}};
    if (derivation) file["kdf"] = written(*derivation);

    const std::string authenticated = json::write(file);
    const SecretBytes key = key_under(lock, derivation);
    Bytes box(kBoxBytes);
    crypto_aead_xchacha20poly1305_ietf_encrypt(box.data(),
                                               nullptr,
                                               secret.expose().data(),
                                               secret.size(),
                                               as_bytes(authenticated).data(),
                                               authenticated.size(),
                                               nullptr,
                                               nonce.data(),
                                               key.expose().data());
    file["box"] = to_base64url(box);
    return json::write(file);
}

std::optional<Derivation> read_derivation(const json::Value& value) {
    internal::Fields fields(value);
    Derivation derivation;
    const std::string algorithm = fields.text("alg");
    derivation.cost.passes = static_cast<std::uint64_t>(fields.integer("ops"));
    derivation.cost.memory_bytes = static_cast<std::uint64_t>(fields.integer("mem"));
    const Bytes salt = fields.base64url("salt", derivation.salt.size());
    if (!fields.complete() || algorithm != kAlgorithm) return std::nullopt;
    if (!is_fair(derivation.cost)) return std::nullopt;
    std::ranges::copy(salt, derivation.salt.begin());
    return derivation;
}

std::string without_box(const json::Value& file) {
    json::Object members = *file.object();
    members.erase(members.find("box"));
    return json::write(members);
}

Result<Parts, KeyFileFault> read_parts(std::string_view text) {
    const auto document = json::read_canonical(text);
    if (!document) return Refused{KeyFileFault::Malformed};
    internal::Fields fields(document.value());
    if (fields.integer("v") != kKeyFileVersion) return Refused{KeyFileFault::UnknownVersion};

    const std::string kind = fields.text("kind");
    const auto use = role_named(fields.text("use"));
    const std::string centre = fields.text("centre");
    const bool demo = fields.boolean("demo");
    const std::string public_text = fields.text("public");
    Bytes nonce = fields.base64url("nonce", kNonceBytes);
    Bytes box = fields.base64url("box", kBoxBytes);
    std::optional<Derivation> derivation;
    if (kind == kPassphraseKind) derivation = read_derivation(fields.value("kdf"));
    if (!fields.complete() || !use) return Refused{KeyFileFault::Malformed};
    if (kind != kMachineKind && !derivation) return Refused{KeyFileFault::Malformed};

    KeyLabel label{.use = *use, .centre = centre, .demo = demo};
    const auto key = parse_public(*use, public_text);
    if (!key || !is_coherent(label)) return Refused{KeyFileFault::Malformed};
    const LockKind lock = derivation ? LockKind::Passphrase : LockKind::Machine;
    return Parts{.head = {.lock = lock, .label = std::move(label), .public_key = *key},
                 .derivation = derivation,
                 .nonce = std::move(nonce),
                 .box = std::move(box),
                 .authenticated = without_box(document.value())};
}

Result<SecretBytes, KeyFileFault> open_box(const Parts& parts, const Lock& lock) {
    const bool typed = std::holds_alternative<Passphrase>(lock);
    if (typed != (parts.head.lock == LockKind::Passphrase)) return Refused{KeyFileFault::OtherLock};
    const SecretBytes key = key_under(lock, parts.derivation);
    SecretBytes secret(kSecretBytes);
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(secret.fill().data(),
                                                   nullptr,
                                                   nullptr,
                                                   parts.box.data(),
                                                   parts.box.size(),
                                                   as_bytes(parts.authenticated).data(),
                                                   parts.authenticated.size(),
                                                   parts.nonce.data(),
                                                   key.expose().data()) != 0) {
        return Refused{KeyFileFault::CannotOpen};
    }
    return secret;
}

}  // namespace

std::optional<MachineSecret> MachineSecret::take(SecretBytes bytes) {
    if (bytes.size() != kMachineSecretBytes) return std::nullopt;
    return MachineSecret(std::move(bytes));
}

std::string_view sentence_of(KeyFileFault fault) {
    switch (fault) {
        case KeyFileFault::Malformed:
            return "it is not a key file: give the file as it was made";
        case KeyFileFault::UnknownVersion:
            return "its version is unknown: update this program";
        case KeyFileFault::OtherLock:
            return "it is locked the other way: give its passphrase or its machine secret";
        case KeyFileFault::OtherUse:
            return "its key has another use: give the right file";
        case KeyFileFault::CannotOpen:
            return "it does not open: check the passphrase or the secret, or restore the file";
    }
    fail_ensure("a fault of the list");
}

std::string seal_key(const KeyLabel& label, const KeyPair& pair, const Lock& lock) {
    ENSURE(!receives(label.use));
    return seal_secret(label, pair.public_key().text(), pair.seed(), lock);
}

std::string seal_key(const KeyLabel& label, const age::Identity& identity, const Lock& lock) {
    ENSURE(receives(label.use));
    return seal_secret(label, identity.recipient().text(), identity.scalar(), lock);
}

Result<SigningKey, KeyFileFault> open_signing_key(std::string_view text, const Lock& lock) {
    const auto parts = read_parts(text);
    if (!parts) return Refused{parts.error()};
    if (receives(parts.value().head.label.use)) return Refused{KeyFileFault::OtherUse};
    const auto seed = open_box(parts.value(), lock);
    if (!seed) return Refused{seed.error()};
    SigningKey key{.label = parts.value().head.label, .pair = KeyPair::from_seed(seed.value())};
    if (AnyPublicKey(key.pair.public_key()) != parts.value().head.public_key) {
        return Refused{KeyFileFault::Malformed};
    }
    return key;
}

Result<ReceivingKey, KeyFileFault> open_receiving_key(std::string_view text, const Lock& lock) {
    const auto parts = read_parts(text);
    if (!parts) return Refused{parts.error()};
    if (!receives(parts.value().head.label.use)) return Refused{KeyFileFault::OtherUse};
    auto scalar = open_box(parts.value(), lock);
    if (!scalar) return Refused{scalar.error()};
    ReceivingKey key{.label = parts.value().head.label,
                     .identity = age::Identity::from_scalar(std::move(scalar).value())};
    if (AnyPublicKey(key.identity.recipient()) != parts.value().head.public_key) {
        return Refused{KeyFileFault::Malformed};
    }
    return key;
}

Result<KeyFileHead, KeyFileFault> read_key_file_head(std::string_view text) {
    auto parts = read_parts(text);
    if (!parts) return Refused{parts.error()};
    return std::move(parts).value().head;
}

}  // namespace probant::crypto
