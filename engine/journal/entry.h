// engine/journal/entry.h: one line of the journal: who asked what, when, and what followed.
//
// Role        The unit of evidence. Its canonical bytes are what is stored, chained, hashed as a
//             leaf of the session's tree (RFC 6962) and put in the packet.
// Invariants  `prev` is the SHA-256 of the bytes of the entry before (zeros for the first);
//             n counts from 0; `at` never goes backwards. read_entry(write_entry(e)) == e for every
//             e within the limits below; what is beyond them is not read.
// Format      docs/JOURNAL.md.
// Threads     Values and free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "crypto/base/utc_time.h"
#include "crypto/digest.h"
#include "engine/journal/shape_codec.h"
#include "engine/session/room.h"

namespace probant::engine {

constexpr std::int64_t kEntryVersion = 1;

/// The largest entry closes a session of kCandidatesMax of whom each gave up after the fewest
/// answers that are scored: about 1,800 bytes each.
constexpr std::size_t kEntryBytesMax = std::size_t{4} << 20;

/// Ten years of exam time: no session lasts so long, and a deadline however often put off stays an
/// integer of JSON.
constexpr Instant kExamTimeMax{std::chrono::hours{24} * 3653};

/// The last millisecond that can be printed.
constexpr std::int64_t kWallMsMax = kUtcTimeMax.unix_seconds * 1000 + 999;

/// What someone asks, under a name of its own that makes asking twice harmless.
struct Order {
    Actor by{};
    CommandId id{};
    Command command{};
};

struct Entry {
    std::uint64_t n{};
    Digest prev{};
    Instant at{};
    std::int64_t wall_ms{};  ///< wall clock, Unix milliseconds: printed, never judged by
    Order order{};
    Events events{};
};

/// The canonical bytes (RFC 8785); kEntryBytesMax is the caller's to hold.
[[nodiscard]] std::string write_entry(const Entry& entry);

/// The same, for who has spelt the entry's command already.
[[nodiscard]] std::string write_entry(const Entry& entry, std::string_view command);

[[nodiscard]] Result<Entry, CodecFault> read_entry(std::string_view bytes);

/// As read_entry(), however the JSON is spelt: for who writes the entry again and compares.
[[nodiscard]] Result<Entry, CodecFault> read_entry_spelt_anyhow(std::string_view bytes);

/// The canonical bytes of a command, as they stand in its entry.
[[nodiscard]] std::string write_command(const Command& command);

/// Of the canonical bytes of a command as it was asked, without what the shell adds to it (a seed,
/// a session key): the same id with another digest is another question.
[[nodiscard]] Digest digest_of(const Command& command);

/// The same, for who has spelt the command already.
[[nodiscard]] Digest digest_of(const Command& command, std::string_view spelt);

[[nodiscard]] json::Value write_events(const Events& events);

}  // namespace probant::engine
