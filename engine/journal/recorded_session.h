// engine/journal/recorded_session.h: a room together with the journal it is the fold of.
//
// Role        conduct() is the one way a command enters a session: known ids are answered again,
//             others are judged, folded in at once and become the next entry, which the shell must
//             make durable before it tells anyone. replay() is the same path from bytes: it decides
//             each command again and demands the same entry to the byte.
// Invariants  `room` is the fold of the first `entries` entries, whose last has digest `head`.
//             After conduct() accepted and before the append is durable, this is a working state:
//             if the append fails it is thrown away and the journal replayed.
// Threads     Belongs to the room loop. No lock, clock, randomness or file.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <unordered_map>
#include <variant>

#include "engine/journal/entry.h"

namespace probant::engine {

/// A command that was accepted before: which entry it made, whose it was and what it was.
struct KnownOrder {
    std::uint64_t n{};
    Role role{};
    Uuid by{};  ///< the same person may ask again from another seat
    Digest command{};
    friend bool operator==(const KnownOrder&, const KnownOrder&) = default;
};

struct RecordedSession {
    Room room{};
    std::uint64_t entries{};
    Digest head{};
    std::int64_t last_wall_ms{};  ///< of the last entry
    std::unordered_map<CommandId, KnownOrder> known{};
};

/// The moment at which a command is judged.
struct Moment {
    Instant at{};
    std::int64_t wall_ms{};
};

/// The next entry, folded in, not yet durable.
struct NewEntry {
    Entry entry{};
    std::string bytes{};
};

/// The same command under the same id came before: nothing happens again.
struct AnsweredBefore {
    std::uint64_t n{};
};

using Conducted = std::variant<NewEntry, AnsweredBefore>;

[[nodiscard]] Result<Conducted, Refusal> conduct(RecordedSession& session,
                                                 const Order& order,
                                                 Moment moment,
                                                 const Content& content);

/// Why a journal is not one that this engine would have written with this content.
enum class ReplayFault {
    Unreadable,        ///< an entry is not one
    OutOfOrder,        ///< an entry's number or its chain is broken
    DecidedOtherwise,  ///< the engine refuses the command, or other events follow from it
    IdRepeated,        ///< two entries for one command id
};

struct ReplayRefusal {
    ReplayFault fault{};
    std::uint64_t n{};  ///< the entry
    std::string what{};
};

[[nodiscard]] std::string_view name_of(ReplayFault fault);

/// Decides the entry's command again and folds it in; refused unless its bytes come out the same.
/// A session that refused an entry is no fold of anything: it is thrown away.
[[nodiscard]] Result<Entry, ReplayRefusal> replay_entry(RecordedSession& session,
                                                        std::string_view bytes,
                                                        const Content& content);

}  // namespace probant::engine
