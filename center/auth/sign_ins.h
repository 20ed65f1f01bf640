// center/auth/sign_ins.h: who is signed in, by the hash of their token.
//
// Role        Answers "who asks?" for every request. Candidates' and invigilators' sign-ins are on
//             the disk, in their session's file, before they are here: they survive a kill.
// Invariants  Only SHA-256 hashes of tokens are kept. A token is 32 bytes of the operating system's
//             generator, in base64url.
// Threads     Any; a mutex guards the table.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "center/storage/side_record.h"

namespace probant::center {

/// Who a token stands for. A manager's session is zero.
struct Caller {
    engine::Role role{};
    engine::SessionId session{};
    Uuid who{};
    crypto::Digest token{};
};

struct NewToken {
    std::string text{};  ///< goes to the browser, once
    crypto::Digest hash{};
};

[[nodiscard]] NewToken make_token();

class SignIns {
public:
    void add(const Caller& caller);
    void end(const crypto::Digest& token);
    void end_others(engine::SessionId session, const Uuid& who, const crypto::Digest& but);
    void end_session(engine::SessionId session);

    /// `token` as the browser sent it.
    [[nodiscard]] std::optional<Caller> find(std::string_view token) const;

    /// Follows what became durable in a session.
    void follow(engine::SessionId session, const std::vector<SideRecord>& sides);

private:
    mutable std::mutex mutex_;  // guards callers_
    std::unordered_map<crypto::Digest, Caller> callers_;
};

}  // namespace probant::center
