// tests/unit/crypto/vectors.h: the public test vectors, where they are present.
//
// Role     Reads a file under PROBANT_VECTORS (default: ../shared/vectors beside the project). A
//          test that finds none says so and checks the project's own small vectors only.
// Threads  Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/base/bytes.h"

namespace probant::crypto_test {

[[nodiscard]] std::filesystem::path vectors_root();

[[nodiscard]] std::optional<std::string> vector_file(const std::string& name);

/// The regular files under a folder in the order of their names; empty when it is absent.
[[nodiscard]] std::vector<std::filesystem::path> vector_folder(const std::string& name);

/// The bytes of hexadecimal text written by hand; a fault in it fails the test.
[[nodiscard]] Bytes hex(std::string_view text);

}  // namespace probant::crypto_test
