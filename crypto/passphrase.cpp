// SPDX-License-Identifier: EUPL-1.2
#include "crypto/passphrase.h"

#include <algorithm>
#include <charconv>
#include <new>
#include <semaphore>

#include <sodium.h>

#include "crypto/base/ensure.h"
#include "crypto/sodium.h"

namespace probant::crypto {

namespace {

constexpr std::size_t kDerivedKeyBytes = 32;
constexpr std::uint64_t kKibibyte = 1024;

/// Holds one of the kArgonAtOnce places for as long as it lives.
class Place {
public:
    Place() { places().acquire(); }

    ~Place() { places().release(); }

    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;
    Place(Place&&) = delete;
    Place& operator=(Place&&) = delete;

private:
    // Guards memory, not data: the whole process has one budget for Argon2id.
    static std::counting_semaphore<kArgonAtOnce>& places() {
        static std::counting_semaphore<kArgonAtOnce> semaphore(kArgonAtOnce);
        return semaphore;
    }
};

std::string_view typed(const Passphrase& passphrase) {
    return as_text(passphrase.bytes().expose());
}

/// The number after `name` up to a comma or dollar; nothing when it is not there.
std::optional<std::uint64_t> number_after(std::string_view text, std::string_view name) {
    const auto at = text.find(name);
    if (at == std::string_view::npos) return std::nullopt;
    const std::string_view rest = text.substr(at + name.size());
    const std::string_view digits = rest.substr(0, rest.find_first_of(",$"));
    std::uint64_t value = 0;
    const auto [end, error] =
        std::from_chars(std::to_address(digits.begin()), std::to_address(digits.end()), value);
    if (error != std::errc{} || end != std::to_address(digits.end())) return std::nullopt;
    return value;
}

/// libsodium would obey whatever cost a hash names: the cost is read here first.
bool is_fair_hash(std::string_view hash) {
    if (!hash.starts_with(crypto_pwhash_argon2id_STRPREFIX)) return false;
    const auto kibibytes = number_after(hash, "$m=");
    const auto passes = number_after(hash, ",t=");
    if (!kibibytes || !passes) return false;
    return *kibibytes <= kArgonCostMax.memory_bytes / kKibibyte && *passes <= kArgonCostMax.passes;
}

}  // namespace

std::optional<Passphrase> Passphrase::take(SecretBytes typed_bytes) {
    if (typed_bytes.empty() || typed_bytes.size() > kPassphraseBytesMax) return std::nullopt;
    return Passphrase(std::move(typed_bytes));
}

std::string hash_passphrase(const Passphrase& passphrase) {
    start_sodium();
    const Place place;
    const std::string_view text = typed(passphrase);
    std::array<char, crypto_pwhash_STRBYTES> hash{};
    if (crypto_pwhash_str(
            hash.data(), text.data(), text.size(), kArgonCost.passes, kArgonCost.memory_bytes) !=
        0) {
        throw std::bad_alloc();
    }
    return {hash.data()};
}

bool verify_passphrase(std::string_view hash, const Passphrase& passphrase) {
    std::array<char, crypto_pwhash_STRBYTES> ended{};
    if (hash.size() >= ended.size() || !is_fair_hash(hash)) return false;
    std::ranges::copy(hash, ended.begin());
    start_sodium();
    const Place place;
    const std::string_view text = typed(passphrase);
    return crypto_pwhash_str_verify(ended.data(), text.data(), text.size()) == 0;
}

SecretBytes derive_key(const Passphrase& passphrase, const ArgonSalt& salt, const ArgonCost& cost) {
    static_assert(std::tuple_size_v<ArgonSalt> == crypto_pwhash_SALTBYTES);
    ENSURE(is_fair(cost));
    start_sodium();
    const Place place;
    const std::string_view text = typed(passphrase);
    SecretBytes key(kDerivedKeyBytes);
    if (crypto_pwhash(key.fill().data(),
                      key.size(),
                      text.data(),
                      text.size(),
                      salt.data(),
                      cost.passes,
                      cost.memory_bytes,
                      crypto_pwhash_ALG_ARGON2ID13) != 0) {
        throw std::bad_alloc();
    }
    return key;
}

bool is_fair(const ArgonCost& cost) {
    return cost.passes >= kArgonCost.passes && cost.passes <= kArgonCostMax.passes &&
           cost.memory_bytes >= kArgonCost.memory_bytes &&
           cost.memory_bytes <= kArgonCostMax.memory_bytes;
}

}  // namespace probant::crypto
