// engine/packet/people.h: who the candidates are, and the texts written about them.
//
// Role        The two documents of a session that name people. They travel sealed, apart from the
//             journal, which holds only their digests: deleting them deletes nobody's result.
// Invariants  The journal's roster digest is that of write_people()'s bytes. A text's digest in the
//             journal is SHA-256(salt ‖ text). Both documents are canonical JSON.
// Threads     Values and free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/base/result.h"
#include "engine/journal/shape_codec.h"
#include "engine/session/command.h"

namespace probant::engine {

/// Of one candidate, as the roster gave it.
struct Person {
    CandidateId candidate{};
    std::string last_name{};
    std::string first_name{};
    std::string birth_date{};   ///< "1984-05-02"
    std::string external_id{};  ///< the authority's own; "" for none
    Duration extra_time{};
    friend bool operator==(const Person&, const Person&) = default;
};

constexpr std::size_t kPersonTextMax = 200;  ///< bytes of a name

/// A roster of kCandidatesMax with long names.
constexpr std::size_t kPeopleBytesMax = std::size_t{2} << 20U;

/// In the order of their candidate ids.
[[nodiscard]] std::string write_people(const std::vector<Person>& people);
[[nodiscard]] Result<std::vector<Person>, CodecFault> read_people(std::string_view bytes);

/// What CreateSession and the packet call the roster's digest.
[[nodiscard]] Digest roster_digest(const std::vector<Person>& people);

using Salt = std::array<std::uint8_t, 32>;

/// A reason, a note, an announcement, and the salt that keeps its digest from being guessed.
struct SaltedText {
    Salt salt{};
    std::string text{};
    friend bool operator==(const SaltedText&, const SaltedText&) = default;
};

constexpr std::size_t kTextBytesMax = 4096;  ///< 500 characters and their accents, with room

/// What the journal says for this text.
[[nodiscard]] Digest note_of(const SaltedText& text);

/// In the order of their digests.
[[nodiscard]] std::string write_texts(const std::vector<SaltedText>& texts);
[[nodiscard]] Result<std::vector<SaltedText>, CodecFault> read_texts(std::string_view bytes);

}  // namespace probant::engine
