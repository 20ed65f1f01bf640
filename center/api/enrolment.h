// center/api/enrolment.h: a roster becomes a session: ids, codes, the order that creates it.
//
// Role        Candidate ids are keyed digests of (order, row): the same order asked twice makes the
//             same session; nobody outside the centre can tell an id from chance. Codes are new
//             each time, and shown once.
// Threads     Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <vector>

#include "center/import/roster.h"
#include "center/storage/side_record.h"
#include "crypto/base/secret.h"
#include "crypto/canonical_json.h"
#include "engine/bank/content.h"
#include "engine/session/command.h"

namespace probant::center {

/// What a person is handed.
struct EntrySlip {
    engine::SeatNumber seat{};
    std::string last_name{};
    std::string first_name{};
    std::string code{};  ///< in clear: shown once, kept nowhere
};

/// Shown once: `[{"seat","lastName","firstName","code"}]`.
[[nodiscard]] json::Array slips_to_json(const std::vector<EntrySlip>& slips);

struct Enrolled {
    engine::CreateSession command{};
    std::vector<SideRecord> sides{};
    std::vector<EntrySlip> slips{};
};

/// A fault for each line whose needs the package has no whole sitting for.
void refuse_unserved(Roster& roster, const engine::Content& content);

struct EnrolmentOrder {
    engine::SessionId session{};
    std::string centre{};
    std::string language{};
    const Roster& roster;
    const engine::Content& content;
    bool camera{};  ///< watched as the package orders
};

[[nodiscard]] Enrolled enrol(const SecretBytes& centre_secret, const EnrolmentOrder& order);

struct NewCode {
    std::string code{};
    CodeHash hash{};
};

[[nodiscard]] NewCode new_code(const SecretBytes& centre_secret, engine::CandidateId candidate);

}  // namespace probant::center
