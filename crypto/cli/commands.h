// crypto/cli/commands.h: the commands of probant-keys, each a function of its options.
//
// Role       One file a command; main.cpp reads the command line and prints.
// Invariants A command gives what to print, or one line that says what to do next. No secret is
//            ever in either.
// Threads    One.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "crypto/base/result.h"

namespace probant::crypto::cli {

/// What to print on success, or the one-line error.
using Outcome = Result<std::string, std::string>;

/// Where the lock of a key file comes from; the terminal when neither is given.
struct LockOptions {
    std::filesystem::path passphrase_file{};
    std::filesystem::path machine_secret{};
};

struct MakeOptions {
    std::string role{};
    std::string centre{};
    std::filesystem::path out{};
    bool demo{false};
    LockOptions lock{};
};

/// A key of any role but session and station: a key file and its public file.
[[nodiscard]] Outcome make_key(const MakeOptions& options);

[[nodiscard]] Outcome make_machine_secret(const std::filesystem::path& out);

struct TrustInitOptions {
    std::filesystem::path dir{};
    std::filesystem::path root_pub{};
    std::string expires{};
};

/// The trust folder: the root's public file, and an empty draft.
[[nodiscard]] Outcome trust_init(const TrustInitOptions& options);

struct TrustAddOptions {
    std::filesystem::path dir{};
    std::filesystem::path key{};
    std::string from{};  ///< now when empty
    std::string to{};    ///< a year later when empty
};

[[nodiscard]] Outcome trust_add(const TrustAddOptions& options);

struct TrustRevokeOptions {
    std::filesystem::path dir{};
    std::string keyid{};
    std::string at{};  ///< now when empty
    std::optional<std::uint64_t> last_packet{};
};

[[nodiscard]] Outcome trust_revoke(const TrustRevokeOptions& options);

struct TrustSignOptions {
    std::filesystem::path dir{};
    std::filesystem::path root_key{};
    std::string expires{};  ///< the draft's when empty
    LockOptions lock{};
};

[[nodiscard]] Outcome trust_sign(const TrustSignOptions& options);

struct InspectOptions {
    std::filesystem::path file{};
    bool json{false};
};

/// A key file, a public file or an envelope: what it says, and what of it was checked.
[[nodiscard]] Outcome inspect(const InspectOptions& options);

}  // namespace probant::crypto::cli
