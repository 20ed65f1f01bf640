// engine/cli/session_tables.h: what people did in sessions, as the tables that the other commands
// read.
//
// Role        Follows journals entry by entry, each decided again, and keeps for each person and
// item what
//             was answered, which alternative was chosen and how long the clock ran meanwhile.
// Invariants  Row k of each table is the same person: those who started, by journal, then by
// roster. A question
//             that was set aside, never answered or answered too late is not in the tables. A
//             question on trial is. Nobody's name is: a candidate's id is all that a journal knows.
// Threads     A value with one owner.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/cli/package.h"
#include "engine/journal/recorded_session.h"

namespace probant::engine::cli {

/// One who started.
struct SatPerson {
    std::string session{};
    std::string candidate{};
    std::uint32_t seat{};
    double start_s{};                          ///< on the session's clock
    double theta_hat{};                        ///< by the rules' prior of scores, of what counts
    std::vector<std::uint8_t> categories{};    ///< by item; kNotAdministered for none
    std::vector<std::uint8_t> alternatives{};  ///< by item, in the bank's order
    std::vector<float> seconds{};              ///< by item; NaN for none
};

class SessionTables {
public:
    /// The content outlives it.
    explicit SessionTables(const Content& content) : content_(content) {}

    /// The people of one more journal; why it is not one, and nobody is added.
    [[nodiscard]] std::optional<Unlike> add(const std::vector<std::string_view>& entries);

    [[nodiscard]] const std::vector<SatPerson>& people() const { return people_; }

    /// BANK.csv of the package: its items as the commands know them, in its order.
    [[nodiscard]] std::string bank_csv() const;

private:
    const Content& content_;
    std::vector<SatPerson> people_{};
};

}  // namespace probant::engine::cli
