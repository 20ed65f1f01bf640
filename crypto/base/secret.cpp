// SPDX-License-Identifier: EUPL-1.2
#include "crypto/base/secret.h"

#include <algorithm>
#include <new>

#include <sodium.h>

#include "crypto/sodium.h"

namespace probant {

namespace {

std::uint8_t* locked_memory(std::size_t size) {
    crypto::start_sodium();
    auto* const memory = static_cast<std::uint8_t*>(sodium_malloc(size));
    if (memory == nullptr) throw std::bad_alloc();
    sodium_memzero(memory, size);  // sodium_malloc fills with a pattern
    return memory;
}

}  // namespace

// sodium_free wipes before it gives the pages back.
void SecretBytes::Wipe::operator()(std::uint8_t* memory) const noexcept {
    sodium_free(memory);
}

SecretBytes::SecretBytes(std::size_t size) : memory_(locked_memory(size)), size_(size) {}

SecretBytes SecretBytes::copy_of(ByteView exposed) {
    SecretBytes secret(exposed.size());
    std::ranges::copy(exposed, secret.fill().begin());
    return secret;
}

SecretBytes SecretBytes::from(Bytes&& clear) {
    Bytes taken = std::move(clear);
    SecretBytes secret = copy_of(taken);
    wipe(taken);
    return secret;
}

// Not moved: a short string lives inside its object and would stay behind.
// NOLINTNEXTLINE(cppcoreguidelines-rvalue-reference-param-not-moved)
SecretBytes SecretBytes::from(std::string&& clear) {
    SecretBytes secret = copy_of(as_bytes(clear));
    wipe(clear);
    return secret;
}

bool same_secret(const SecretBytes& one, const SecretBytes& other) {
    if (one.size() != other.size()) return false;
    return sodium_memcmp(one.expose().data(), other.expose().data(), one.size()) == 0;
}

void wipe(Bytes& bytes) {
    sodium_memzero(bytes.data(), bytes.size());
    bytes.clear();
}

void wipe(std::string& text) {
    sodium_memzero(text.data(), text.size());
    text.clear();
}

}  // namespace probant
