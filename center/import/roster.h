// center/import/roster.h: the list of candidates of a session, read from a spreadsheet's CSV.
//
// Role        `;`-separated, UTF-8 (with or without its mark) or Windows-1252, a header in French
// or
//             in English. Every fault is told at once, by row and column, in a sentence that says
//             what to do; with one fault nothing is imported.
// Invariants  A roster without faults has distinct seats and distinct people.
// Threads     Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/bank/access.h"
#include "server/base/sentence.h"

namespace probant::center {

/// A room has fewer; docs/PROTOCOL.md names these limits.
constexpr std::size_t kRosterRowsMax = 2'000;
constexpr std::size_t kRosterBytesMax = std::size_t{1} << 20;
constexpr std::int64_t kSeatMax = 9'999;
constexpr std::int64_t kExtraPercentMax = 200;

/// One line as read; row 2 is the first under the header, as a spreadsheet counts.
struct RosterLine {
    std::int64_t row{};
    std::uint32_t seat{};
    std::string last_name{};
    std::string first_name{};
    std::string birth_date{};  ///< YYYY-MM-DD
    std::string external_id{};
    std::int64_t extra_percent{};
    engine::AccessNeeds needs{};
    bool companion{};
    friend bool operator==(const RosterLine&, const RosterLine&) = default;
};

struct RosterFault {
    std::int64_t row{};
    std::string column{};  ///< as the header names it; empty for a whole row
    std::string value{};
    server::Sentence sentence{};
};

struct Roster {
    std::vector<RosterLine> lines{};
    std::vector<RosterFault> faults{};
};

[[nodiscard]] Roster read_roster(std::string_view csv);

}  // namespace probant::center
