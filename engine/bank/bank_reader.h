// engine/bank/bank_reader.h: from files to a Bank, or to everything that is wrong with them.
//
// Role        Enforces docs/BANK.md, limits included. Reads no disk: its caller brings the bytes.
// Invariants  A Bank is given only when there is not one fault. Faults come in the order of files,
//             at most kFaultsMax of them.
// Threads     Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <map>
#include <string>
#include <vector>

#include "crypto/base/bytes.h"
#include "crypto/base/result.h"
#include "engine/bank/bank.h"
#include "engine/bank/bank_fault.h"

namespace probant::engine {

/// An author mends a screenful at a time; a hostile directory must not fill the memory.
constexpr std::size_t kFaultsMax = 1000;

/// `files`: path relative to the bank ("bank.json", "items/1.1.json", "media/x.svg") and bytes.
[[nodiscard]] Result<Bank, std::vector<BankFault>> read_bank(
    const std::map<std::string, Bytes>& files);

/// SHA-256 of the JCS manifest {path: sha256} over these files.
[[nodiscard]] crypto::Digest bank_digest(const std::map<std::string, Bytes>& files);

}  // namespace probant::engine
