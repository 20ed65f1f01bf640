// center/api/station_fields.h: what stations send, read strictly.
//
// Role        From the members of a body to the values that a handler asks with. A fault is the
//             reader's to tell: `Fields` keeps the first one.
// Invariants  A batch that is read is one that a station writes (observation_batch.h), of the
//             minute and the opening that the body names; a picture is a JPEG of at most 100 kB.
// Threads     Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>

#include "center/api/wire.h"
#include "center/stations/stations.h"
#include "center/storage/side_record.h"
#include "engine/session/command.h"
#include "server/http/fields.h"

namespace probant::center {

/// Nothing after a fault.
[[nodiscard]] std::optional<EnrolmentRequest> read_enrolment(server::Fields& fields);

struct ToldHeartbeat {
    StationSeen seen{};
    std::optional<engine::CandidateId> reference{};  ///< whose picture of reference it holds
};

[[nodiscard]] ToldHeartbeat read_heartbeat(server::Fields& fields);

struct ToldMinute {
    engine::KeepMinute command{};
    MinuteRow row{};
};

[[nodiscard]] ToldMinute read_minute(server::Fields& fields);

[[nodiscard]] bool is_signed(const ToldMinute& minute, const crypto::PublicKey& session_key);

struct ToldAlert {
    engine::CandidateId candidate{};
    engine::Command command{};  ///< RaiseAlert or FollowAlert
    std::optional<StillRow> still{};
};

[[nodiscard]] ToldAlert read_alert(server::Fields& fields);

}  // namespace probant::center
