// crypto/private_file.h: files that only their owner may read.
//
// Role       Key files, machine secrets, passphrases handed over as files.
// Invariants A file is read only if it is an ordinary one, ours or root's, with mode 0600 or 0400.
//            A file, public ones too, is written whole or not at all: temporary, fsync, rename,
//            fsync of the folder.
// Errors     What the caller can mend is a FileFault; a failing disk is std::system_error.
// Threads    Free functions; they block on the disk.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

#include "crypto/base/result.h"
#include "crypto/base/secret.h"

namespace probant::crypto {

/// A key file takes 600 bytes.
constexpr std::size_t kPrivateFileBytesMax = std::size_t{64} << 10U;

enum class FileFault {
    Absent,
    NotAllowed,   ///< the system does not let us
    NotOrdinary,  ///< a link, a folder, a device
    NotPrivate,   ///< others may read it, or it is another's
    TooLarge,
    AlreadyThere,
};

/// A sentence without the path: "others may read it: chmod 600".
[[nodiscard]] std::string_view sentence_of(FileFault fault);

[[nodiscard]] Result<SecretBytes, FileFault> read_secret(const std::filesystem::path& path);

enum class Existing { Refuse, Replace };

/// Mode 0600. Always true, or why not.
[[nodiscard]] Result<bool, FileFault> write_private(const std::filesystem::path& path,
                                                    ByteView content,
                                                    Existing existing);

/// As write_private(), for what everyone may read: mode 0644 less the umask.
[[nodiscard]] Result<bool, FileFault> write_public(const std::filesystem::path& path,
                                                   ByteView content,
                                                   Existing existing);

}  // namespace probant::crypto
