// SPDX-License-Identifier: EUPL-1.2
#include "server/files/read_folder.h"

#include <fstream>
#include <iterator>

namespace probant::server {

namespace fs = std::filesystem;

std::optional<std::map<std::string, Bytes>> read_folder(const fs::path& folder,
                                                        std::uintmax_t bytes_max) {
    std::map<std::string, Bytes> files;
    std::uintmax_t total = 0;
    for (const auto& one : fs::recursive_directory_iterator(folder)) {
        if (one.is_symlink() || !one.is_regular_file()) continue;
        total += one.file_size();
        if (total > bytes_max) return std::nullopt;
        std::ifstream stream(one.path(), std::ios::binary);
        files.emplace(one.path().lexically_relative(folder).generic_string(),
                      Bytes(std::istreambuf_iterator<char>(stream), {}));
    }
    return files;
}

std::optional<std::string> read_text_file(const fs::path& file, std::uintmax_t bytes_max) {
    std::error_code failed;
    if (!fs::is_regular_file(file, failed) || fs::file_size(file, failed) > bytes_max)
        return std::nullopt;
    std::ifstream stream(file, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(stream), {});
}

}  // namespace probant::server
