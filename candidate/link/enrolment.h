// candidate/link/enrolment.h: a code typed once makes this machine a station of a centre.
//
// Role        Asks the centre for a certificate: shows the code, a certificate request and the
//             public half of the session key, with a proof that the private half is here.
// Invariants  What comes back is believed only if the certificate is of our own key. Each way to
//             fail is a sentence that says what to do; nothing is written here.
// Threads     Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "candidate/link/station_identity.h"
#include "crypto/base/result.h"
#include "server/base/sentence.h"
#include "server/http/client.h"

namespace probant::candidate {

constexpr std::size_t kEnrolmentCodeCharacters = 8;

/// Case, spaces and hyphens are forgiven; O is 0, I and L are 1, as the centre reads it. Nothing
/// when it is no code.
[[nodiscard]] std::optional<std::string> read_enrolment_code(std::string_view typed);

/// `code` as read_enrolment_code() gives it. Makes both keys.
[[nodiscard]] Result<NewIdentity, server::Sentence> ask_to_enrol(server::HttpClient& centre,
                                                                 std::string_view code);

}  // namespace probant::candidate
