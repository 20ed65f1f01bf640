// center/api/statuses.h: the statuses of HTTP that refusals have.
//
// Role     One name each, for the tables of refusals.cpp and station_refusals.cpp.
// Threads  Constants.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

namespace probant::center {

inline constexpr int kForbidden = 403;
inline constexpr int kNotFound = 404;
inline constexpr int kConflict = 409;
inline constexpr int kUnprocessable = 422;

}  // namespace probant::center
