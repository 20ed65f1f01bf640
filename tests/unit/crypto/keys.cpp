// SPDX-License-Identifier: EUPL-1.2
#include "tests/unit/crypto/keys.h"

namespace probant::crypto_test {

crypto::KeyPair key_of(std::uint8_t filler) {
    return crypto::KeyPair::from_seed(SecretBytes::from(Bytes(crypto::kSeedBytes, filler)));
}

std::vector<crypto::PublicKey> publics(const crypto::Signers& pairs) {
    std::vector<crypto::PublicKey> keys;
    for (const crypto::KeyPair& pair : pairs) {
        keys.push_back(pair.public_key());
    }
    return keys;
}

}  // namespace probant::crypto_test
