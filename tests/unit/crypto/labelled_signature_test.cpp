// SPDX-License-Identifier: EUPL-1.2
#include "crypto/labelled_signature.h"

#include <catch2/catch.hpp>

using namespace probant;
using namespace probant::crypto;

TEST_CASE("A labelled signature is good for its own label, message and key alone") {
    const auto key = KeyPair::generate();
    const auto message = to_bytes("ABCD2345\n");

    const auto signature = sign_labelled("probant.one.v1", message, key);

    CHECK(verify_labelled("probant.one.v1", message, signature, key.public_key()));
    CHECK_FALSE(verify_labelled("probant.two.v1", message, signature, key.public_key()));
    CHECK_FALSE(
        verify_labelled("probant.one.v1", to_bytes("ABCD2346\n"), signature, key.public_key()));
    CHECK_FALSE(
        verify_labelled("probant.one.v1", message, signature, KeyPair::generate().public_key()));
    CHECK_FALSE(verify_labelled("probant.one.v1", message, Bytes(63), key.public_key()));
}
