// engine/cli/files.h: reading and writing the files that commands are given.
//
// Role        The only place of the engine's folder that touches a disk.
// Invariants  A file is written aside, then renamed: never left half-written.
// Threads     Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "crypto/base/bytes.h"

namespace probant::engine::cli {

/// Throws Misuse, naming the file, when it cannot be read or is larger than `bytes_max`.
[[nodiscard]] Bytes read_file(const std::filesystem::path& path, std::uintmax_t bytes_max);

/// Every regular file under a directory, by its path relative to it with '/'.
[[nodiscard]] std::map<std::string, Bytes> read_directory(const std::filesystem::path& root);

void write_aside(const std::filesystem::path& path, std::string_view content);

}  // namespace probant::engine::cli
