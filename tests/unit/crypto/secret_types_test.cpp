// What holds a secret cannot be copied, compared or printed: the compiler refuses, not a reviewer.
//
// SPDX-License-Identifier: EUPL-1.2
#include <concepts>
#include <ostream>
#include <string>
#include <type_traits>

#include <catch2/catch.hpp>

#include "crypto/age.h"
#include "crypto/base/secret.h"
#include "crypto/key_file.h"
#include "crypto/passphrase.h"
#include "crypto/signature.h"

namespace probant::crypto {
namespace {

template <class T>
concept Printable = requires(std::ostream& out, const T& value) {
    out << value;
};

template <class T>
concept Comparable = requires(const T& one, const T& other) {
    one == other;
};

template <class T>
constexpr bool kKeepsItsSecret =
    !std::is_copy_constructible_v<T> && !std::is_copy_assignable_v<T> &&
    std::is_move_constructible_v<T> && !Printable<T> && !Comparable<T>;

static_assert(kKeepsItsSecret<SecretBytes>);
static_assert(kKeepsItsSecret<Passphrase>);
static_assert(kKeepsItsSecret<MachineSecret>);
static_assert(kKeepsItsSecret<KeyPair>);
static_assert(kKeepsItsSecret<age::Identity>);

// The same questions say yes of a text, so that they are worth asking.
static_assert(Printable<std::string> && Comparable<std::string>);
static_assert(!kKeepsItsSecret<std::string>);

}  // namespace

TEST_CASE("What holds a secret cannot be copied, compared or printed") {
    SUCCEED("the assertions above are the test: this file was compiled");
}

}  // namespace probant::crypto
