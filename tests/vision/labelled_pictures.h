// tests/vision/labelled_pictures.h: pictures of which it is known how many people they show.
//
// Role     Photographs of cleared rights, heads that we draw and empty rooms, spoilt in the ways of
//          tests/support/degraded.h; of one person, of two, of nobody, from the side.
// Threads  Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace probant::tests {

/// Writes them into the folder; a line of JSON for each: file, people, of what, spoilt how.
[[nodiscard]] std::vector<std::string> make_pictures(const std::filesystem::path& folder);

}  // namespace probant::tests
