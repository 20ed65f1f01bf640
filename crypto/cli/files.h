// crypto/cli/files.h: what the commands share: reading, writing, the clock, the lock.
//
// Role       Turns refusals of files into one line each.
// Threads    One.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "crypto/base/result.h"
#include "crypto/base/utc_time.h"
#include "crypto/cli/commands.h"
#include "crypto/key_file.h"
#include "crypto/trust/statement.h"

namespace probant::crypto::cli {

/// Nothing public that we read is larger.
constexpr std::size_t kPublicBytesMax = std::size_t{2} << 20U;

/// "path: why"
[[nodiscard]] std::string about(const std::filesystem::path& path, std::string_view why);

[[nodiscard]] Result<std::string, std::string> read_public_text(const std::filesystem::path& path);

/// For its owner's eyes.
[[nodiscard]] Outcome write_new_private(const std::filesystem::path& path, std::string_view text);

/// For everyone to read.
[[nodiscard]] Outcome write_new(const std::filesystem::path& path, std::string_view text);
[[nodiscard]] Outcome replace(const std::filesystem::path& path, std::string_view text);

/// For a lock that opens, or (`fresh`) one that will close: then a typed passphrase is asked for
/// twice and must be long enough.
[[nodiscard]] Result<Lock, std::string> take_lock(const LockOptions& options, bool fresh);

[[nodiscard]] UtcTime now();

/// `text`, or `otherwise` when it is empty.
[[nodiscard]] Result<UtcTime, std::string> time_or(std::string_view text, UtcTime otherwise);

[[nodiscard]] std::filesystem::path public_path(const std::filesystem::path& key_file);

/// The statement that the next signature will carry.
[[nodiscard]] Result<TrustStatement, std::string> read_draft(const std::filesystem::path& dir);
[[nodiscard]] Outcome write_draft(const std::filesystem::path& dir,
                                  const TrustStatement& statement);

inline constexpr std::string_view kRootPub = "root.pub";
inline constexpr std::string_view kTrustDsse = "trust.dsse.json";
inline constexpr std::string_view kDraft = "draft.json";

}  // namespace probant::crypto::cli
