// candidate/link/station_identity.h: who this station is, in a folder that only it reads.
//
// Role        What enrolment brought: the certificate and key that it shows its centre, the key
//             that signs minutes, the number it is known by.
// Invariants  STATE/identity is whole or is not there: a new one takes the place of the old one in
//             one step of the file system. Files of mode 0600 in a folder of mode 0700.
// Threads     Free functions; a StationIdentity has one owner.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "crypto/base/result.h"
#include "crypto/base/secret.h"
#include "crypto/base/strong_id.h"
#include "crypto/signature.h"
#include "engine/session/ids.h"
#include "server/base/sentence.h"

namespace probant::candidate {

using StationId = TaggedUuid<struct StationIdTag>;

/// Where a station keeps itself, unless it is told.
constexpr const char* kStateFolder = "/var/lib/probant/station";

struct StationIdentity {
    StationId station{};
    std::string centre{};       ///< its name, for people
    std::int64_t expires_ms{};  ///< wall time
    std::filesystem::path certificate{};
    std::filesystem::path key{};
    crypto::KeyPair session_key;
};

[[nodiscard]] Result<StationIdentity, server::Sentence> read_identity(
    const std::filesystem::path& state);

/// What is to be kept.
struct NewIdentity {
    StationId station{};
    std::string centre{};
    std::int64_t expires_ms{};
    std::string certificate{};  ///< PEM
    std::string authority{};    ///< PEM, of the stations
    SecretBytes key;            ///< PEM
    SecretBytes session_seed;
};

/// Can an identity be kept there? Said before a code is used up. Makes the folder.
[[nodiscard]] Result<bool, server::Sentence> prepare_state(const std::filesystem::path& state);

[[nodiscard]] Result<bool, server::Sentence> keep_identity(const std::filesystem::path& state,
                                                           const NewIdentity& identity);

/// The camera's last opening, and of whom: its number is not used twice.
struct LastOpening {
    engine::CandidateId candidate{};
    std::uint32_t number{};

    friend bool operator==(const LastOpening&, const LastOpening&) = default;
};

/// Nothing where none is known.
[[nodiscard]] std::optional<LastOpening> read_last_opening(const std::filesystem::path& state);

/// Throws std::system_error where the disk fails; a folder that is not ours is said by false.
[[nodiscard]] bool keep_last_opening(const std::filesystem::path& state, const LastOpening& last);

}  // namespace probant::candidate
