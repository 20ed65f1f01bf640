// engine/packet/archive.h: a packet's files as one, and back (uncompressed POSIX ustar).
//
// Role        What is uploaded or put on a stick. Any `tar` reads what we write.
// Invariants  Regular files only, names [a-z0-9._-]{1,64}, none twice, no link, no directory, no
//             extension; checksums right, padding zero, nothing after the end but zeros.
//             read_ustar(write_ustar(f)) == f; the same files always give the same bytes.
// Threads     Values and free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>

#include "crypto/base/bytes.h"
#include "crypto/base/result.h"

namespace probant::engine {

/// Six in a packet; room for what a later version adds.
constexpr std::size_t kArchiveFilesMax = 16;
constexpr std::size_t kArchiveNameMax = 64;

/// A room of 2,000 whole sittings seals to about 60 MiB. What may be sealed may be sent: the
/// registry takes as much in one upload.
constexpr std::size_t kArchiveBytesMax = std::size_t{128} << 20U;

using ArchiveFiles = std::map<std::string, Bytes, std::less<>>;

enum class ArchiveFault {
    TooLarge,
    TooManyFiles,
    Truncated,  ///< ends in the middle of a file, or without its two blocks of zeros
    BadHeader,  ///< not a ustar header, or its checksum is wrong
    NotAFile,   ///< a link, a directory, a device, an extension
    BadName,
    NameTwice,
    BadPadding,  ///< something hides after a file or after the end
};

[[nodiscard]] std::string_view name_of(ArchiveFault fault);

[[nodiscard]] bool is_archive_name(std::string_view name);

/// ENSUREs names and limits.
[[nodiscard]] Bytes write_ustar(const ArchiveFiles& files);

[[nodiscard]] Result<ArchiveFiles, ArchiveFault> read_ustar(ByteView archive);

}  // namespace probant::engine
