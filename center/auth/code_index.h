// center/auth/code_index.h: which candidate, or which session, a typed code stands for.
//
// Role        Looks hashes up; knows no code. Follows what becomes durable.
// Invariants  A candidate has one code at a time: a new one replaces the old.
// Threads     Any; a mutex guards the tables.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <mutex>
#include <optional>
#include <unordered_map>
#include <vector>

#include "center/storage/side_record.h"

namespace probant::center {

struct CodeOwner {
    engine::SessionId session{};
    engine::CandidateId candidate{};
};

class CodeIndex {
public:
    void follow(engine::SessionId session, const std::vector<SideRecord>& sides);
    void put(engine::SessionId session, const CodeHash& code);
    void put_session(engine::SessionId session, const crypto::Digest& code);

    [[nodiscard]] std::optional<CodeOwner> candidate(const crypto::Digest& code) const;
    [[nodiscard]] std::optional<engine::SessionId> session(const crypto::Digest& code) const;

private:
    void put_locked(engine::SessionId session, const CodeHash& code);

    mutable std::mutex mutex_;  // guards the three tables
    std::unordered_map<crypto::Digest, CodeOwner> candidates_;
    std::unordered_map<engine::CandidateId, crypto::Digest> current_;
    std::unordered_map<crypto::Digest, engine::SessionId> sessions_;
};

}  // namespace probant::center
