// candidate/integrity/machine_files.h: small readings of /proc, /sys, /run and /etc.
//
// Role        What the kernel says of itself in files, below a root folder: "/" on a station, a
//             made tree elsewhere.
// Invariants  What cannot be read is nothing, never empty. No file, however broken or long, is an
//             exception.
// Threads     Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace probant::candidate::integrity {

/// A whole file of at most a megabyte, of which the kernel may not tell the length.
[[nodiscard]] std::optional<std::string> content_of_file(const std::filesystem::path& file);

/// The same without the blanks around it: a value of /sys.
[[nodiscard]] std::optional<std::string> value_of_file(const std::filesystem::path& file);

/// What is in a folder, in order.
[[nodiscard]] std::optional<std::vector<std::string>> names_in(const std::filesystem::path& folder);

/// Where a link leads, as it is written.
[[nodiscard]] std::optional<std::string> target_of_link(const std::filesystem::path& link);

[[nodiscard]] std::vector<std::string_view> lines_of(std::string_view text);
[[nodiscard]] std::vector<std::string_view> words_of_line(std::string_view line);

/// All of the text, in this base.
[[nodiscard]] std::optional<std::uint64_t> whole_number(std::string_view text, int base = 10);

[[nodiscard]] std::string lower_case(std::string_view text);

}  // namespace probant::candidate::integrity
