// tests/unit/crypto/keys.h: keys that tests may know, and ways to damage a text.
//
// Role     Keys for tests, the same in each run.
// Threads  Values.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <vector>

#include "crypto/signature.h"

namespace probant::crypto_test {

/// The key whose seed is 32 times `filler`.
[[nodiscard]] crypto::KeyPair key_of(std::uint8_t filler);

/// The public keys of `pairs`.
[[nodiscard]] std::vector<crypto::PublicKey> publics(const crypto::Signers& pairs);

/// `text` with each of its bits flipped in turn, a byte at a time.
template <class Check>
void with_each_byte_changed(const std::string& text, Check check) {
    for (std::size_t at = 0; at < text.size(); ++at) {
        for (const unsigned bit : {0x01U, 0x20U, 0x80U}) {
            std::string changed = text;
            changed[at] = static_cast<char>(static_cast<unsigned char>(changed[at]) ^ bit);
            check(changed, at);
        }
    }
}

/// `text` cut after each of its bytes but the last.
template <class Check>
void with_each_cut(const std::string& text, Check check) {
    for (std::size_t size = 0; size < text.size(); ++size) {
        check(text.substr(0, size), size);
    }
}

}  // namespace probant::crypto_test
