// crypto/cli/prompt.h: a passphrase typed at the terminal.
//
// Role       Asks on the terminal itself, without echo, whatever was redirected.
// Threads    One.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

#include "crypto/base/result.h"
#include "crypto/base/secret.h"

namespace probant::crypto::cli {

/// Twice when it is `fresh`, and both must agree. Refused without a terminal.
[[nodiscard]] Result<SecretBytes, std::string> ask_passphrase(bool fresh);

}  // namespace probant::crypto::cli
