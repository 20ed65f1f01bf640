// center/api/camera_wire.h: cameras and stations as JSON, for consoles and for whom they observe.
//
// Role        Encodes what was measured, in words, and what people made of it. Decides nothing.
// Threads     Free functions over immutable views.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>

#include "center/api/wire.h"

namespace probant::center {

/// What was measured, in words; nothing of it is a verdict. Null for another kind of alert.
[[nodiscard]] json::Value camera_to_json(const SessionView& session,
                                         const engine::Alert& alert,
                                         const ConsoleParts& parts);

[[nodiscard]] json::Value station_to_json(const std::optional<StationSeen>& station);

/// How the alerts of each rule were answered, and which rules have fallen silent.
[[nodiscard]] json::Array camera_rules_to_json(const SessionView& session);

[[nodiscard]] bool is_watched(const SessionView& session);

/// What a candidate is told of the camera, and what was kept; null where there is none. `device`:
/// what the station says of its camera, nothing while it is not heard.
[[nodiscard]] json::Value watched_to_json(const SessionView& session,
                                          const CandidateView& candidate,
                                          const std::optional<std::string>& device,
                                          WireMoment moment);

}  // namespace probant::center
