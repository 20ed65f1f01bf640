// center/auth/codes.h: the codes people type: a candidate's one-time code, a session's, a
// station's.
//
// Role        Makes them, forgives how they are typed, recognises them without keeping them.
// Invariants  10 characters of Crockford's base 32 from the operating system's generator: 50 bits;
//             a station's, which lives ten minutes, has 8.
//             Only a keyed hash is kept; the key is in a file of its own.
// Threads     Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "crypto/base/secret.h"
#include "crypto/digest.h"

namespace probant::center {

constexpr std::size_t kCodeCharacters = 10;
constexpr std::size_t kStationCodeCharacters = 8;

/// "K7QM2XWD94"
[[nodiscard]] std::string make_code(std::size_t characters = kCodeCharacters);

/// "K7QM2-XWD94": how it is printed, in two halves.
[[nodiscard]] std::string printed(std::string_view code);

/// Case, spaces and hyphens are forgiven; O is 0, I and L are 1. Nothing when it is no code.
[[nodiscard]] std::optional<std::string> read_code(std::string_view typed,
                                                   std::size_t characters = kCodeCharacters);

enum class CodePurpose { Candidate, Session, Station };

[[nodiscard]] crypto::Digest hash_of_code(const SecretBytes& centre_secret,
                                          CodePurpose purpose,
                                          std::string_view code);

}  // namespace probant::center
