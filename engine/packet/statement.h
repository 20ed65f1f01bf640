// engine/packet/statement.h: what a packet says, and its one spelling (in-toto Statement v1).
//
// Role        The payload that the centre and an invigilator sign: who, which session, which
//             content and engine, how much, and the digest of each file of the packet.
// Invariants  read_statement(write_statement(s)) == s. Members of the predicate that this version
//             does not know are kept and written again; anywhere else they are a fault.
// Format      docs/PACKET.md.
// Threads     Values and free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/base/result.h"
#include "crypto/base/utc_time.h"
#include "crypto/canonical_json.h"
#include "crypto/checkpoint.h"
#include "crypto/digest.h"
#include "engine/session/ids.h"

namespace probant::engine {

constexpr std::int64_t kPacketVersion = 1;

/// Names of the files of a packet: two in clear, four sealed.
constexpr std::string_view kEnvelopeFile = "packet.dsse.json";
constexpr std::string_view kCheckpointFile = "checkpoint";
constexpr std::string_view kJournalFile = "journal.ndjson.age";
constexpr std::string_view kPeopleFile = "people.json.age";
constexpr std::string_view kTextsFile = "texts.json.age";
constexpr std::string_view kResultsFile = "results.json.age";

/// In the order in which they are subjects of the statement.
inline constexpr std::array kSealedFiles{kJournalFile, kPeopleFile, kResultsFile, kTextsFile};

/// A centre's name in trust, a program's, a clock's: short, printable.
constexpr std::size_t kStatementTextMax = 200;

using PacketNonce = TaggedUuid<struct PacketNonceTag>;

enum class PacketMode { Demo, Production };

[[nodiscard]] std::string_view name_of(PacketMode mode);

struct SessionKeyClaim {
    std::string public_key{};   ///< crypto::PublicKey::text()
    std::string endorsement{};  ///< engine/packet/session_key.h
    friend bool operator==(const SessionKeyClaim&, const SessionKeyClaim&) = default;
};

struct ContentDigest {
    crypto::Digest bank{};
    crypto::Digest rules{};
    friend auto operator<=>(const ContentDigest&, const ContentDigest&) = default;
};

struct EngineClaim {
    std::string version{};
    crypto::Digest behaviour{};
    friend bool operator==(const EngineClaim&, const EngineClaim&) = default;
};

struct SoftwareClaim {
    std::string name{};
    std::string version{};
    crypto::Digest digest{};  ///< of the program's file
    friend bool operator==(const SoftwareClaim&, const SoftwareClaim&) = default;
};

struct PacketCounts {
    std::int64_t candidates{};
    std::int64_t answers{};
    std::int64_t entries{};
    std::int64_t caps_exceeded{};  ///< questions given more often than the rules plan
    friend bool operator==(const PacketCounts&, const PacketCounts&) = default;
};

struct JournalClaim {
    std::string origin{};
    std::int64_t size{};
    crypto::Digest root{};
    friend bool operator==(const JournalClaim&, const JournalClaim&) = default;
};

struct ClockClaim {
    std::string source{};
    std::int64_t offset_ms{};
    friend bool operator==(const ClockClaim&, const ClockClaim&) = default;
};

struct PacketPredicate {
    std::string centre{};
    SessionId session{};
    PacketMode mode{PacketMode::Production};
    std::string language{};                    ///< "fr" or "en"
    std::int64_t seq{};                        ///< of the centre's packets, from 1
    std::optional<crypto::Digest> previous{};  ///< of the envelope before; none for the first
    PacketNonce nonce{};
    UtcTime sealed_at{};
    std::int64_t trust_version{};
    SessionKeyClaim session_key{};
    crypto::Digest roster{};
    ContentDigest content{};
    EngineClaim engine{};
    SoftwareClaim software{};
    PacketCounts counts{};
    JournalClaim journal{};
    crypto::Digest checkpoint{};
    ClockClaim clock{};
    json::Object others{};  ///< of a later minor version: kept, not judged

    friend bool operator==(const PacketPredicate&, const PacketPredicate&) = default;
};

struct PacketStatement {
    std::map<std::string, crypto::Digest, std::less<>> subjects{};  ///< exactly kSealedFiles
    PacketPredicate predicate{};
    friend bool operator==(const PacketStatement&, const PacketStatement&) = default;
};

/// Why a payload is not a statement of ours.
struct StatementFault {
    enum class Kind { Malformed, UnknownVersion };
    Kind kind{Kind::Malformed};
    std::string what{};
};

/// The canonical bytes that are signed. ENSUREs the subjects are kSealedFiles.
[[nodiscard]] std::string write_statement(const PacketStatement& statement);

[[nodiscard]] Result<PacketStatement, StatementFault> read_statement(std::string_view bytes);

/// "probant/<centre>/session/<id>": the name under which a session's key signs its checkpoints.
[[nodiscard]] std::string journal_origin(std::string_view centre, SessionId session);

}  // namespace probant::engine
