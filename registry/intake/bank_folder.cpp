// SPDX-License-Identifier: EUPL-1.2
#include "registry/intake/bank_folder.h"

#include <fstream>

namespace probant::registry {
namespace {

namespace fs = std::filesystem;

/// Nothing when the folder holds more than a package may.
std::optional<std::map<std::string, Bytes>> read_files(const fs::path& package) {
    std::map<std::string, Bytes> files;
    std::uintmax_t total = 0;
    for (const auto& one : fs::recursive_directory_iterator(package)) {
        if (!one.is_regular_file()) continue;
        total += one.file_size();
        if (total > kPackageBytesMax) return std::nullopt;
        std::ifstream stream(one.path(), std::ios::binary);
        files.emplace(one.path().lexically_relative(package).generic_string(),
                      Bytes(std::istreambuf_iterator<char>(stream), {}));
    }
    return files;
}

}  // namespace

std::shared_ptr<const engine::Content> BankFolder::find(const engine::ContentDigest& digest) {
    if (!contents_.contains(digest)) look_again();
    const auto found = contents_.find(digest);
    return found != contents_.end() ? found->second : nullptr;
}

void BankFolder::look_again() {
    faults_.clear();
    std::error_code ignored;
    if (fs::exists(folder_ / "rules.json", ignored)) {
        if (!read_.contains(folder_) && read(folder_)) read_.insert(folder_);
        return;
    }
    for (const auto& one : fs::directory_iterator(folder_, ignored)) {
        if (read_.size() == kBanksMax) return;
        // A folder that was still being copied is whole the next time.
        if (one.is_directory() && !read_.contains(one.path()) && read(one.path()))
            read_.insert(one.path());
    }
}

bool BankFolder::read(const fs::path& package) {
    const auto files = read_files(package);
    if (!files) {
        faults_.push_back(package.filename().string() + ": too large for a package");
        return false;
    }
    auto content = engine::read_package(*files);
    if (!content) {
        const auto& first = content.error().front();
        faults_.push_back(package.filename().string() + ": " + first.file + " " + first.item + " " +
                          first.field + ": " + first.what.en);
        return false;
    }
    const auto made = std::make_shared<const engine::Content>(std::move(content).value());
    contents_.emplace(engine::ContentDigest{.bank = made->bank_digest, .rules = made->rules_digest},
                      made);
    return true;
}

}  // namespace probant::registry
