// SPDX-License-Identifier: EUPL-1.2
#include "crypto/labelled_signature.h"

#include "crypto/base/ensure.h"
#include "crypto/internal/raw_signature.h"

namespace probant::crypto {
namespace {

Bytes labelled(std::string_view label, ByteView message) {
    ENSURE(!label.empty() && label.find('\n') == std::string_view::npos);
    Bytes covered(label.begin(), label.end());
    covered.push_back('\n');
    covered.insert(covered.end(), message.begin(), message.end());
    return covered;
}

}  // namespace

Signature sign_labelled(std::string_view label, ByteView message, const KeyPair& key) {
    return internal::sign_raw(labelled(label, message), key);
}

bool verify_labelled(std::string_view label,
                     ByteView message,
                     ByteView signature,
                     const PublicKey& key) {
    return internal::verify_raw(labelled(label, message), signature, key);
}

}  // namespace probant::crypto
