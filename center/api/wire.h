// center/api/wire.h: the views as JSON (docs/PROTOCOL.md), and nothing that a page must not see.
//
// Role     Encodes. Decides nothing.
// Threads  Free functions over immutable views.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "center/app/view.h"
#include "center/storage/centre_store.h"
#include "crypto/canonical_json.h"
#include "engine/bank/language.h"

namespace probant::center {

/// What is known of a station without the journal: it is alive, or someone knocks.
/// A thing of the machine that a person should look at, while it lasts.
struct StationSign {
    std::string sign{};   ///< "second_screen" …: docs/STATION.md
    std::string state{};  ///< "to_check", "could_not_tell"
    std::int64_t since_ms{};
    std::string evidence{};
    friend bool operator==(const StationSign&, const StationSign&) = default;
};

/// What the agent on a candidate's machine says of itself.
struct StationSeen {
    std::string camera{};  ///< "closed", "open", "missing", "unreadable"
    bool watching{};
    std::string browser{};  ///< "running", "restarting", "off"
    std::vector<std::string> unavailable{};
    std::int64_t minutes_waiting{};
    std::vector<StationSign> signs{};
    std::string reference{};  ///< of the face: "taken", "not_yet", "lost"; empty: not compared
    friend bool operator==(const StationSeen&, const StationSeen&) = default;
};

struct LinkSeen {
    bool online{};
    std::optional<std::int64_t> last_seen_ms{};
    std::optional<std::int64_t> wants_to_resume_ms{};
    std::optional<StationSeen> station{};  ///< while its agent is heard
};

using LinksSeen = std::map<engine::CandidateId, LinkSeen>;

/// The moment for which a state is written.
struct WireMoment {
    std::int64_t boot_ms{};
    std::int64_t wall_ms{};
};

/// ["keyboard", "screen_reader"]
[[nodiscard]] json::Array needs_to_json(const engine::AccessNeeds& needs);

/// The language in which a room works.
[[nodiscard]] engine::Language room_language(const SessionFacts& facts);

/// The wall time at which something happened in exam time, as nearly as one can say it now.
[[nodiscard]] std::int64_t wall_of(const SessionView& session,
                                   engine::Instant at,
                                   WireMoment moment);

/// "2026-11-21T09:41:07.120Z"
[[nodiscard]] std::string time_text(std::int64_t unix_ms);

/// `camera`: what the candidate's station says of it; nothing while it is not heard.
[[nodiscard]] json::Value candidate_state(const SessionView& session,
                                          const CandidateView& candidate,
                                          const std::optional<std::string>& camera,
                                          engine::Language language,
                                          WireMoment moment);

/// What the console needs besides the view.
struct ConsoleParts {
    const LinksSeen& links;
    const std::map<crypto::Digest, std::string>& notes;  ///< texts of the session, by digest
    std::optional<OutboxRow> packet{};
};

[[nodiscard]] json::Value room_state(const SessionView& session,
                                     const ConsoleParts& parts,
                                     WireMoment moment);

/// The same with only some of the candidates: what a console is sent after a change.
[[nodiscard]] json::Value tiles(const SessionView& session,
                                const std::vector<engine::CandidateId>& changed,
                                const ConsoleParts& parts,
                                WireMoment moment);

/// "draft", "open", "closing", "sealed", "uploaded", "accepted", "refused".
[[nodiscard]] std::string_view phase_text(const SessionView& session,
                                          const std::optional<OutboxRow>& packet);

}  // namespace probant::center
