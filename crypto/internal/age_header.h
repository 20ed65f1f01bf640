// crypto/internal/age_header.h: the header of an age file, as text.
//
// Role       Reads and writes stanzas; knows nothing of keys.
// Invariants read_header() takes only what write_stanza() could have written, line by line, and
//            says where the header ends; base64 is canonical and unpadded, lines are 64 columns.
// Threads    Values.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/base/bytes.h"

namespace probant::crypto::internal {

/// Our own take 500 bytes; other programs may add larger stanzas (post-quantum ones take 2 KiB).
constexpr std::size_t kAgeHeaderBytesMax = std::size_t{64} << 10U;

struct AgeStanza {
    std::string type{};
    std::vector<std::string> arguments{};
    Bytes body{};
};

struct AgeHeader {
    std::vector<AgeStanza> stanzas{};
    std::array<std::uint8_t, 32> mac{};
    std::size_t covered_bytes{};  ///< the header up to and including "---", what the MAC covers
    std::size_t total_bytes{};    ///< the payload begins here
};

/// The first line, with its line feed.
[[nodiscard]] std::string_view age_version_line();

[[nodiscard]] std::string write_stanza(const AgeStanza& stanza);

[[nodiscard]] std::optional<AgeHeader> read_age_header(ByteView file);

}  // namespace probant::crypto::internal
