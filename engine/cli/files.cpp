// SPDX-License-Identifier: EUPL-1.2
#include "engine/cli/files.h"

#include <fstream>
#include <ios>
#include <system_error>

#include "engine/cli/command.h"

namespace probant::engine::cli {
namespace {

// A package holds some hundreds of questions and as many media of at most 256 KiB.
constexpr std::size_t kFilesMax = 20000;
constexpr std::uintmax_t kPackageFileBytesMax = std::uintmax_t{16} << 20U;

}  // namespace

Bytes read_file(const std::filesystem::path& path, std::uintmax_t bytes_max) {
    std::error_code error;
    const auto size = std::filesystem::file_size(path, error);
    if (error) throw Misuse(path.string() + ": cannot be read: " + error.message());
    if (size > bytes_max) throw Misuse(path.string() + ": is too large");
    std::ifstream stream(path, std::ios::binary);
    std::string content(size, '\0');
    if (!stream.read(content.data(), static_cast<std::streamsize>(size)))
        throw Misuse(path.string() + ": cannot be read to its end");
    return to_bytes(content);
}

std::map<std::string, Bytes> read_directory(const std::filesystem::path& root) {
    std::error_code error;
    std::map<std::string, Bytes> files;
    for (std::filesystem::recursive_directory_iterator at(root, error), end; !error && at != end;
         at.increment(error)) {
        if (at->is_directory()) continue;
        if (files.size() >= kFilesMax) throw Misuse(root.string() + ": holds too many files");
        files.emplace(at->path().lexically_relative(root).generic_string(),
                      read_file(at->path(), kPackageFileBytesMax));
    }
    if (error) throw Misuse(root.string() + ": cannot be read: " + error.message());
    return files;
}

void write_aside(const std::filesystem::path& path, std::string_view content) {
    auto aside = path;
    aside += ".part";
    {
        std::ofstream stream(aside, std::ios::binary | std::ios::trunc);
        stream.write(content.data(), static_cast<std::streamsize>(content.size()));
        stream.flush();
        if (!stream) throw Misuse(path.string() + ": cannot be written");
    }
    std::error_code error;
    std::filesystem::rename(aside, path, error);
    if (error) throw Misuse(path.string() + ": cannot be written: " + error.message());
}

}  // namespace probant::engine::cli
