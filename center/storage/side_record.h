// center/storage/side_record.h: what must become durable together with an entry, and is not one.
//
// Role     Names, texts and hashes stay out of the journal, which travels; they are written in the
//          same transaction, so that neither is ever there without the other.
// Threads  Values.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "crypto/base/bytes.h"
#include "crypto/digest.h"
#include "engine/session/actor.h"
#include "engine/session/ids.h"

namespace probant::center {

/// One line of the roster: the person behind a candidate.
struct Person {
    engine::CandidateId candidate{};
    engine::SeatNumber seat{};
    std::string last_name{};
    std::string first_name{};
    std::string birth_date{};  ///< YYYY-MM-DD
    std::string external_id{};
    std::int64_t extra_percent{};
    friend bool operator==(const Person&, const Person&) = default;
};

/// The keyed hash of a candidate's one-time code; the code itself is kept nowhere.
struct CodeHash {
    engine::CandidateId candidate{};
    crypto::Digest hash{};
};

/// A sign-in that may act in this session, by the SHA-256 of its token.
struct SignInRow {
    crypto::Digest token{};
    engine::Role role{};
    Uuid who{};  ///< a candidate or an account
    std::int64_t made_ms{};
    std::optional<Uuid> station{};  ///< whose certificate came with it, and must come again
};

/// Every sign-in of that person but the one of this token ends.
struct EndOtherSignIns {
    Uuid who{};
    crypto::Digest but{};
};

struct EndSignIn {
    crypto::Digest token{};
};

/// A text that an entry names by SHA-256(salt ‖ text).
struct NoteText {
    crypto::Digest digest{};
    Bytes salt{};
    std::string text{};
};

/// A signed checkpoint of the session's tree (docs/JOURNAL.md).
struct CheckpointRow {
    std::uint64_t size{};
    std::string text{};
    std::string short_code{};
};

/// What a session's file says of itself under this name; the last one said is true.
struct FactRow {
    std::string name{};
    std::string value{};
};

/// One minute of what a station's camera measured; its digest is in the journal.
struct MinuteRow {
    engine::CandidateId candidate{};
    std::uint32_t opening{};
    std::uint32_t minute{};
    Bytes batches{};    ///< each after its length, two bytes, high one first
    Bytes signature{};  ///< of the digest, by the station's session key
    Uuid station{};
};

/// The picture of an alert, by its SHA-256.
struct StillRow {
    crypto::Digest digest{};
    engine::CandidateId candidate{};
    std::int64_t taken_ms{};
    Bytes jpeg{};
};

/// It is gone from the file, not only from its tables.
struct DropStill {
    crypto::Digest digest{};
};

using SideRecord = std::variant<Person,
                                CodeHash,
                                SignInRow,
                                EndOtherSignIns,
                                EndSignIn,
                                NoteText,
                                CheckpointRow,
                                FactRow,
                                MinuteRow,
                                StillRow,
                                DropStill>;

}  // namespace probant::center
