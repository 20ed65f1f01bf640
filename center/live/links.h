// center/live/links.h: which stations are alive, and who knocks at the door with a used code.
//
// Role        What the console shows and no journal keeps: heartbeats, last seen, a candidate who
//             wants to come back.
// Invariants  Boot time decides who is silent; the wall clock, which people set, is only shown.
// Threads     Any; a mutex guards the table.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "center/api/wire.h"

namespace probant::center {

/// A station that has said nothing for so long is shown offline: three missed heartbeats.
constexpr std::int64_t kOfflineAfterMs = 6'000;

/// A knock that nobody answered fades: the candidate has given up or sits elsewhere.
constexpr std::int64_t kKnockLastsMs = std::int64_t{10} * 60'000;

class Links {
public:
    void heard(engine::SessionId session, engine::CandidateId candidate, WireMoment now);
    void heard_station(engine::SessionId session,
                       engine::CandidateId candidate,
                       StationSeen seen,
                       WireMoment now);

    /// Their station holds a picture of reference, taken under this look of an invigilator or an
    /// earlier one; none is taken again until somebody has looked once more.
    void has_reference(engine::SessionId session,
                       engine::CandidateId candidate,
                       std::uint32_t looks);

    /// The last look under which a station held one; 0 for none.
    [[nodiscard]] std::uint32_t reference_of(engine::SessionId session,
                                             engine::CandidateId candidate) const;

    void gone(engine::SessionId session, engine::CandidateId candidate);
    void knocked(engine::SessionId session, engine::CandidateId candidate, WireMoment now);
    void answered(engine::SessionId session, engine::CandidateId candidate);

    [[nodiscard]] LinksSeen of(engine::SessionId session) const;

    /// What the station of this candidate says of its camera; nothing while it is not heard.
    [[nodiscard]] std::optional<std::string> camera_of(engine::SessionId session,
                                                       engine::CandidateId candidate) const;

    /// Those whose picture changed since the last call, session by session.
    [[nodiscard]] std::map<engine::SessionId, std::vector<engine::CandidateId>> take_changed(
        std::int64_t boot_ms);

    /// Those whose camera is otherwise than at the last call; after take_changed(), which notices
    /// who fell silent.
    [[nodiscard]] std::map<engine::SessionId, std::vector<engine::CandidateId>>
    take_camera_changed();

private:
    struct Key {
        engine::SessionId session{};
        engine::CandidateId candidate{};
        friend auto operator<=>(const Key&, const Key&) = default;
    };

    struct Link {
        LinkSeen seen{};
        std::int64_t heard_boot_ms{};
        std::int64_t knocked_boot_ms{};
        std::int64_t station_boot_ms{};
        std::uint32_t reference{};
        bool changed{};
        std::optional<std::string> camera_taken{};

        [[nodiscard]] std::optional<std::string> camera() const;
    };

    mutable std::mutex mutex_;  // guards links_
    std::map<Key, Link> links_;
};

}  // namespace probant::center
