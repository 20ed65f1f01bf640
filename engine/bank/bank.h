// engine/bank/bank.h: a bank, all its questions and their media, as one immutable value.
//
// Role        What read_bank() gives when a directory keeps every rule of docs/BANK.md.
// Invariants  Items are sorted by id and tubes by name, so that a number means the same thing on
//             any machine; every medium an item names is there; enemies are symmetric.
// Threads     Immutable once read; shared freely.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/base/bytes.h"
#include "crypto/digest.h"
#include "engine/bank/item.h"

namespace probant::engine {

struct Medium {
    Bytes bytes{};
    crypto::Digest digest{};
    std::string mime{};
    std::string url_name{};  ///< 32 hexadecimal characters of the digest and the extension
};

struct Bank {
    std::string id{};
    std::string version{};
    Text title{};
    std::string licence{};
    std::vector<std::string> authors{};
    std::vector<Item> items{};
    std::vector<std::string> tubes{};
    std::map<std::string, Medium> media{};  ///< by the name authors gave
    crypto::Digest digest{};                ///< SHA-256 of the JCS manifest {path: sha256}

    [[nodiscard]] const Item& at(ItemNumber number) const;  ///< ENSUREs it exists

    /// Null when no medium is served under this name.
    [[nodiscard]] const Medium* medium_by_url(std::string_view url_name) const;
};

}  // namespace probant::engine
