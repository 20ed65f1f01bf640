// SPDX-License-Identifier: EUPL-1.2
#include "registry/verify/files.h"

#include <fstream>

#include "crypto/key_file.h"
#include "crypto/private_file.h"

namespace probant::registry {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t kTrustBytesMax = std::uintmax_t{2} << 20U;
constexpr std::string_view kAgeKey = "AGE-SECRET-KEY-1";

[[noreturn]] void misuse(const fs::path& path, std::string_view what) {
    throw Misuse(path.string() + ": " + std::string(what));
}

SecretBytes read_private(const fs::path& file) {
    auto secret = crypto::read_secret(file);
    if (!secret) misuse(file, crypto::sentence_of(secret.error()));
    return std::move(secret).value();
}

/// The last line of the file, which age-keygen writes after its comments.
std::optional<crypto::age::Identity> age_identity_in(const SecretBytes& text) {
    const auto all = as_text(text.expose());
    const auto begin = all.find(kAgeKey);
    if (begin == std::string_view::npos) return std::nullopt;
    const auto line = all.substr(begin, all.find_first_of("\r\n", begin) - begin);
    return crypto::age::Identity::parse(SecretBytes::copy_of(as_bytes(line)));
}

crypto::Lock lock_of(const IdentityLock& lock, const fs::path& file) {
    if (lock.machine_secret) {
        auto secret = crypto::MachineSecret::take(read_private(*lock.machine_secret));
        if (!secret) misuse(*lock.machine_secret, "is not a machine secret of 32 bytes");
        return std::move(*secret);
    }
    if (lock.passphrase) {
        auto typed = to_string(read_private(*lock.passphrase).expose());
        while (!typed.empty() && (typed.back() == '\n' || typed.back() == '\r'))
            typed.pop_back();
        auto passphrase = crypto::Passphrase::take(SecretBytes::from(std::move(typed)));
        if (!passphrase) misuse(*lock.passphrase, "holds no passphrase");
        return std::move(*passphrase);
    }
    misuse(file, "is a sealed key: give --machine-secret or --passphrase-file as well");
}

using engine::ArchiveFault;

Result<engine::ArchiveFiles, ArchiveFault> read_folder(const fs::path& folder) {
    engine::ArchiveFiles files;
    std::uintmax_t left = engine::kArchiveBytesMax;
    for (const auto& one : fs::directory_iterator(folder)) {
        if (one.is_symlink() || !one.is_regular_file()) return Refused{ArchiveFault::NotAFile};
        if (files.size() == engine::kArchiveFilesMax) return Refused{ArchiveFault::TooManyFiles};
        auto name = one.path().filename().string();
        if (!engine::is_archive_name(name)) return Refused{ArchiveFault::BadName};
        if (one.file_size() > left) return Refused{ArchiveFault::TooLarge};
        auto bytes = read_whole(one.path(), left);
        left -= bytes.size();
        files.emplace(std::move(name), std::move(bytes));
    }
    return files;
}

Result<engine::ArchiveFiles, ArchiveFault> read_archive(const fs::path& file) {
    std::error_code error;
    const auto size = fs::file_size(file, error);
    if (!error && size > engine::kArchiveBytesMax) return Refused{ArchiveFault::TooLarge};
    return engine::read_ustar(read_whole(file, engine::kArchiveBytesMax));
}

}  // namespace

Bytes read_whole(const fs::path& file, std::uintmax_t bytes_max) {
    std::error_code error;
    const auto size = fs::file_size(file, error);
    if (error) misuse(file, "cannot be read");
    if (size > bytes_max) misuse(file, "is too large");
    std::ifstream stream(file, std::ios::binary);
    Bytes bytes(std::istreambuf_iterator<char>(stream), {});
    if (!stream.eof() && stream.fail()) misuse(file, "cannot be read");
    return bytes;
}

crypto::Trust read_trust(const fs::path& folder) {
    const crypto::TrustFiles files{
        .root_pub = to_string(read_whole(folder / "root.pub", kTrustBytesMax)),
        .trust_dsse = to_string(read_whole(folder / "trust.dsse.json", kTrustBytesMax))};
    auto trust = crypto::load_trust(files, /*remembered=*/0);
    if (!trust) misuse(folder, "cannot be trusted: " + std::string(name_of(trust.error())));
    return std::move(trust).value();
}

Result<engine::ArchiveFiles, std::string> read_packet(const fs::path& path) {
    const bool is_folder = fs::is_directory(path);
    auto files = is_folder ? read_folder(path) : read_archive(path);
    if (files) return std::move(files).value();
    return Refused{(is_folder ? "folder: " : "archive: ") + std::string(name_of(files.error()))};
}

crypto::age::Identity read_identity(const fs::path& file, const IdentityLock& lock) {
    const auto text = read_private(file);
    if (auto identity = age_identity_in(text)) return std::move(*identity);
    auto key = crypto::open_receiving_key(as_text(text.expose()), lock_of(lock, file));
    if (!key) misuse(file, crypto::sentence_of(key.error()));
    return std::move(key).value().identity;
}

}  // namespace probant::registry
