// server/program/password.h: the password of a new account, from a file that only its owner reads.
//
// Role     Accounts are added by the program, never by a page; a password on the command line would
//          stand in the list of processes.
// Threads  Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>

#include "crypto/base/result.h"
#include "crypto/passphrase.h"
#include "server/base/sentence.h"

namespace probant::server {

constexpr std::size_t kPasswordBytesLeast = 12;

/// Line ends at the end of the file do not count: an editor adds one that nobody types.
[[nodiscard]] Result<crypto::Passphrase, Sentence> read_password(const std::filesystem::path& file);

}  // namespace probant::server
