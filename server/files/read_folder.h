// server/files/read_folder.h: all the files of a folder, as a value, within a limit.
//
// Role     How a package or a set of keys enters: read whole, before anything judges it.
// Errors   Nothing when the folder holds more than `bytes_max`; std::filesystem_error when it
//          cannot be read.
// Threads  A free function; it blocks on the disk.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>

#include "crypto/base/bytes.h"

namespace probant::server {

/// Paths relative to `folder`, with '/', and their bytes. Links are not followed.
[[nodiscard]] std::optional<std::map<std::string, Bytes>> read_folder(
    const std::filesystem::path& folder, std::uintmax_t bytes_max);

/// The bytes of one file; nothing when it is not an ordinary file or is larger.
[[nodiscard]] std::optional<std::string> read_text_file(const std::filesystem::path& file,
                                                        std::uintmax_t bytes_max);

}  // namespace probant::server
