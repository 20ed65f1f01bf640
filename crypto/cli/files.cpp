// SPDX-License-Identifier: EUPL-1.2
#include "crypto/cli/files.h"

#include <chrono>
#include <fstream>
#include <iterator>
#include <utility>

#include "crypto/cli/prompt.h"
#include "crypto/private_file.h"

namespace probant::crypto::cli {

namespace {

/// Of a passphrase that is being chosen; whoever types one that exists may be shorter.
constexpr std::size_t kPassphraseBytesMin = 12;

Result<Lock, std::string> machine_lock(const std::filesystem::path& path) {
    auto bytes = read_secret(path);
    if (!bytes) return Refused{about(path, sentence_of(bytes.error()))};
    auto secret = MachineSecret::take(std::move(bytes).value());
    if (!secret) {
        return Refused{about(path, "it is not 32 bytes: make one with make-machine-secret")};
    }
    return Lock(std::move(*secret));
}

SecretBytes without_line_feed(SecretBytes typed) {
    const ByteView bytes = typed.expose();
    if (bytes.empty() || bytes.back() != '\n') return typed;
    return SecretBytes::copy_of(bytes.first(bytes.size() - 1));
}

Result<SecretBytes, std::string> typed_bytes(const LockOptions& options, bool fresh) {
    if (options.passphrase_file.empty()) return ask_passphrase(fresh);
    auto bytes = read_secret(options.passphrase_file);
    if (!bytes) return Refused{about(options.passphrase_file, sentence_of(bytes.error()))};
    return without_line_feed(std::move(bytes).value());
}

Outcome judged(const std::filesystem::path& path, const Result<bool, FileFault>& done) {
    if (!done) return Refused{about(path, sentence_of(done.error()))};
    return std::string();
}

}  // namespace

std::string about(const std::filesystem::path& path, std::string_view why) {
    return path.string() + ": " + std::string(why);
}

Result<std::string, std::string> read_public_text(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return Refused{about(path, "it cannot be read: check the path")};
    std::string text(std::istreambuf_iterator<char>(file), {});
    if (text.size() > kPublicBytesMax) return Refused{about(path, "it is too large")};
    return text;
}

Outcome write_new_private(const std::filesystem::path& path, std::string_view text) {
    return judged(path, write_private(path, as_bytes(text), Existing::Refuse));
}

Outcome write_new(const std::filesystem::path& path, std::string_view text) {
    return judged(path, write_public(path, as_bytes(text), Existing::Refuse));
}

Outcome replace(const std::filesystem::path& path, std::string_view text) {
    return judged(path, write_public(path, as_bytes(text), Existing::Replace));
}

Result<Lock, std::string> take_lock(const LockOptions& options, bool fresh) {
    if (!options.machine_secret.empty()) return machine_lock(options.machine_secret);
    auto bytes = typed_bytes(options, fresh);
    if (!bytes) return Refused{bytes.error()};
    if (fresh && bytes.value().size() < kPassphraseBytesMin) {
        return Refused{std::string("the passphrase is too short: take 12 characters or more")};
    }
    auto passphrase = Passphrase::take(std::move(bytes).value());
    if (!passphrase)
        return Refused{std::string("the passphrase is empty or too long: give another")};
    return Lock(std::move(*passphrase));
}

UtcTime now() {
    const auto instant = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    return UtcTime{instant.time_since_epoch().count()};
}

Result<UtcTime, std::string> time_or(std::string_view text, UtcTime otherwise) {
    if (text.empty()) return otherwise;
    const auto time = parse_utc(text);
    if (!time) return Refused{std::string(text) + ": not a time: write 2026-11-21T10:00:00Z"};
    return *time;
}

std::filesystem::path public_path(const std::filesystem::path& key_file) {
    return key_file.string() + ".pub";
}

Result<TrustStatement, std::string> read_draft(const std::filesystem::path& dir) {
    const auto text = read_public_text(dir / kDraft);
    if (!text) return Refused{text.error()};
    auto statement = read_statement(text.value());
    if (!statement) return Refused{about(dir / kDraft, "not a draft: begin again with trust init")};
    return std::move(*statement);
}

Outcome write_draft(const std::filesystem::path& dir, const TrustStatement& statement) {
    return replace(dir / kDraft, write_statement(statement));
}

}  // namespace probant::crypto::cli
