// engine/packet/scripted_room.h: a room conducted from a script, with no clock and no chance of its
// own.
//
// Role        Plays a whole session through conduct(), the one way commands enter a session: the
//             golden sittings that name the engine's behaviour, and sessions made for tests.
// Invariants  The same script on the same content gives the same entries, to the byte. A command
//             that is refused is a mistake in the script (ENSURE).
// Threads     A value with one owner.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/journal/recorded_session.h"

namespace probant::engine {

/// How well a question is answered. Nearly: one part short of right (engine/items/parts.h), which
/// earns the last step but one of a table of credit, and nothing without a table.
enum class HowAnswered { Wrong, Nearly, Right };

class ScriptedRoom {
public:
    /// `content` is borrowed for as long as the room is. `seed` is all its chance.
    ScriptedRoom(const Content& content, Seed seed);

    /// A fresh identifier, the next of this seed.
    [[nodiscard]] Uuid next_uuid();

    void advance(Duration by) { now_ = now_ + by; }

    // By the manager, the invigilator, the candidate, the centre: each is the next entry.
    void as_manager(const Command& command) { ask({.role = Role::Manager}, command); }

    void as_invigilator(const Command& command) { ask({.role = Role::Invigilator}, command); }

    void as_centre(const Command& command) { ask(the_centre(), command); }

    void as_candidate(CandidateId candidate, const Command& command);

    /// Presence, authorisation, sign-in, start.
    void bring_in(CandidateId candidate);

    /// Answers the question on the page.
    void answer(CandidateId candidate, HowAnswered answered);

    void answer(CandidateId candidate, bool right) {
        answer(candidate, right ? HowAnswered::Right : HowAnswered::Wrong);
    }

    [[nodiscard]] const RecordedSession& session() const { return session_; }

    [[nodiscard]] const std::vector<std::string>& entries() const { return entries_; }

    [[nodiscard]] const Sitting& sitting(CandidateId candidate) const;

private:
    void ask(const Actor& by, const Command& command);

    const Content* content_;
    std::uint64_t seed_;
    std::uint64_t made_{0};
    Instant now_{};
    RecordedSession session_{};
    std::vector<std::string> entries_{};
};

/// A response that the key says is right.
[[nodiscard]] Response right_response(const Item& item);

/// One part short of it; wrong where the key has no parts.
[[nodiscard]] Response nearly_right_response(const Item& item);

}  // namespace probant::engine
