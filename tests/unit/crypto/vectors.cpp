// SPDX-License-Identifier: EUPL-1.2
#include "tests/unit/crypto/vectors.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include <catch2/catch.hpp>

namespace probant::crypto_test {

std::filesystem::path vectors_root() {
    if (const char* const named = std::getenv("PROBANT_VECTORS"); named != nullptr) return named;
    return PROBANT_VECTORS_DEFAULT;
}

std::optional<std::string> vector_file(const std::string& name) {
    std::ifstream file(vectors_root() / name, std::ios::binary);
    if (!file) return std::nullopt;
    return std::string(std::istreambuf_iterator<char>(file), {});
}

std::vector<std::filesystem::path> vector_folder(const std::string& name) {
    std::vector<std::filesystem::path> paths;
    std::error_code absent;
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator(vectors_root() / name, absent)) {
        if (entry.is_regular_file()) paths.push_back(entry.path());
    }
    std::ranges::sort(paths);
    return paths;
}

Bytes hex(std::string_view text) {
    const auto bytes = from_hex(text);
    REQUIRE(bytes);
    return *bytes;
}

}  // namespace probant::crypto_test
