// center/api/station_refusals.h: what stations, and those who look at their pictures, are refused.
//
// Role     Beside the table of refusals.h, whose are the engine's. Each sentence says what to do.
// Threads  Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "center/stations/stations.h"
#include "server/http/reply.h"

namespace probant::center {

/// 401: no certificate of a station of this centre.
[[nodiscard]] server::Reply reply_no_station();
[[nodiscard]] server::Reply reply_not_enrolled(EnrolmentFault fault);
/// 409: more codes wait than a room has seats.
[[nodiscard]] server::Reply reply_too_many_stations();
/// 404: deleted, or never sent.
[[nodiscard]] server::Reply reply_no_still();
/// 409: whom it is about never signed in at this station.
[[nodiscard]] server::Reply reply_no_sitting();

}  // namespace probant::center
