// crypto/base/utc_time.h: a second of wall time, and its one spelling in what is signed.
//
// Role       "2026-11-21T10:00:00Z" (RFC 3339, UTC, whole seconds) to Unix seconds and back,
//            without locale, time zone files or the C library's calendar.
// Invariants Years 1970 to 9999; no leap second; one text for one second.
// Threads    Values.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace probant {

struct UtcTime {
    std::int64_t unix_seconds{};
    friend auto operator<=>(const UtcTime&, const UtcTime&) = default;
};

/// 9999-12-31T23:59:59Z, the last second that has a text.
constexpr UtcTime kUtcTimeMax{253402300799};

/// The second in which this millisecond of 1970 or later lies.
[[nodiscard]] constexpr UtcTime utc_of_ms(std::int64_t unix_ms) {
    return {unix_ms / 1000};
}

/// Nothing unless `text` is exactly the canonical form of a date that exists.
[[nodiscard]] std::optional<UtcTime> parse_utc(std::string_view text);

/// ENSUREs a time from 1970 to kUtcTimeMax.
[[nodiscard]] std::string to_text(UtcTime time);

}  // namespace probant
