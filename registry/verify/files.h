// registry/verify/files.h: reading what the verifier is given.
//
// Role     The trust folder, a packet as a folder or an archive, an identity. What cannot be read
//          is Misuse: the program ends with 2, and the line says what to do.
// Threads  Free functions; they block on the disk.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>

#include "crypto/age.h"
#include "crypto/trust/trust.h"
#include "engine/packet/archive.h"

namespace probant::registry {

class Misuse : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

[[nodiscard]] Bytes read_whole(const std::filesystem::path& file, std::uintmax_t bytes_max);

/// `folder`/root.pub and `folder`/trust.dsse.json.
[[nodiscard]] crypto::Trust read_trust(const std::filesystem::path& folder);

/// A folder of files or a ustar; nothing, with its reason, when it holds what no packet does: that
/// is the packet's fault, not a misuse.
[[nodiscard]] Result<engine::ArchiveFiles, std::string> read_packet(
    const std::filesystem::path& path);

/// What opens an identity that is a key file of ours; an age file needs none.
struct IdentityLock {
    std::optional<std::filesystem::path> machine_secret{};
    std::optional<std::filesystem::path> passphrase{};
};

[[nodiscard]] crypto::age::Identity read_identity(const std::filesystem::path& file,
                                                  const IdentityLock& lock);

}  // namespace probant::registry
