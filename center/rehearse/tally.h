// center/rehearse/tally.h: what a rehearsal has seen, counted.
//
// Role        Stations and console write into it; the report is made of it.
// Invariants  `acknowledged` holds each answer that the centre said it holds, once.
// Threads     That of the Loop; afterwards whoever owns it.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "center/rehearse/line.h"
#include "crypto/canonical_json.h"

namespace probant::center::rehearse {

/// One answer of which the centre has said: I hold it.
struct Acknowledged {
    std::uint32_t seat{};
    std::int64_t draw{};
    std::string id{};        ///< of the command
    std::string response{};  ///< canonical JSON, as sent
};

struct Tally {
    std::size_t stations{};
    std::string session{};      ///< id
    std::string number{};       ///< six digits
    std::string reached{};      ///< the phase of the session at the end
    std::string registry{};     ///< what the registry said of its packet; "" when nothing yet
    std::uint64_t started{};    ///< sittings that got their first question
    std::uint64_t handed_in{};  ///< by candidates
    std::uint64_t receipts{};   ///< that ended stations were given
    std::vector<Acknowledged> acknowledged{};
    std::uint64_t held{};             ///< by the room's own count, at the end
    std::uint64_t unknown{};          ///< answers sent whose reply did not come, each time
    std::uint64_t resent{};           ///< under the same id
    std::uint64_t lost{};             ///< acknowledged, and not held
    std::uint64_t duplicated{};       ///< held, and never given
    std::uint64_t heartbeats{};       ///< sent
    std::uint64_t live_reconnects{};  ///< WebSockets opened again
    std::map<std::string, std::uint64_t> refused{};          ///< that should not have been
    std::map<std::string, std::uint64_t> refused_rightly{};  ///< a pause met an answer
    std::vector<double> answer_ms{};          ///< click → reply with the next question
    std::vector<double> first_question_ms{};  ///< click on start → first question
    std::vector<double> console_ms{};         ///< click of a candidate → tile of the console
    std::vector<double> storm_ms{};           ///< cut → live again, in a reconnect storm
    std::vector<double> receipt_ms{};         ///< the end is seen → the receipt is there
    Traffic traffic{};
    double seconds{};

    /// Nothing lost, nothing twice, nothing refused that should not be.
    [[nodiscard]] bool is_well() const { return lost == 0 && duplicated == 0 && refused.empty(); }
};

/// The value under which this share (0 … 1) of them lies; 0 for none.
[[nodiscard]] double quantile(std::vector<double> values, double share);

/// For programs; thousandths of a millisecond are microseconds, as integers.
[[nodiscard]] json::Value to_json(const Tally& tally);

/// For people; several lines.
[[nodiscard]] std::string to_text(const Tally& tally);

}  // namespace probant::center::rehearse
