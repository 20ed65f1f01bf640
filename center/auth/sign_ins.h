// center/auth/sign_ins.h: who is signed in, by the hash of their token.
//
// Role        Answers "who asks?" for every request. Candidates' and invigilators' sign-ins are on
//             the disk, in their session's file, before they are here: they survive a kill.
// Invariants  Only SHA-256 hashes of tokens are kept. A token is 32 bytes of the operating system's
//             generator, in base64url. A sign-in is good for kSignInLasts whatever its cookie says,
//             and of a session that is closed for kSignInAfterClosing at most. Its age comes from
//             the wall clock once, when it is added; from then on boot time counts it.
// Threads     Any; a mutex guards the table.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "center/app/clock.h"
#include "center/storage/side_record.h"

namespace probant::center {

/// A sign-in lasts a long exam day; then one signs in again.
constexpr std::chrono::hours kSignInLasts{14};

/// Pages show the receipt and the invigilator seals; who comes back later signs in again.
constexpr std::chrono::hours kSignInAfterClosing{4};

/// Who a token stands for. A manager's session is zero.
struct Caller {
    engine::Role role{};
    engine::SessionId session{};
    Uuid who{};
    crypto::Digest token{};
    std::int64_t made_ms{};         ///< wall clock
    std::optional<Uuid> station{};  ///< the sign-in is good from there alone
};

struct NewToken {
    std::string text{};  ///< goes to the browser, once
    crypto::Digest hash{};
};

[[nodiscard]] NewToken make_token();

class SignIns {
public:
    /// `clock` outlives this object.
    explicit SignIns(const Clock& clock) : clock_(clock) {}

    void add(const Caller& caller);
    void end(const crypto::Digest& token);
    void end_others(engine::SessionId session, const Uuid& who, const crypto::Digest& but);
    /// The sign-ins made until then end some hours later. Saying it twice changes nothing.
    void session_closed(engine::SessionId session, std::int64_t closed_ms);

    /// `token` as the browser sent it.
    [[nodiscard]] std::optional<Caller> find(std::string_view token) const;

    /// Whether the sign-in of this token's hash is still good.
    [[nodiscard]] bool holds(const crypto::Digest& hash) const;

    /// The candidate who signed in last on this station, while that sign-in is good.
    [[nodiscard]] std::optional<Caller> candidate_at(const Uuid& station) const;

    /// Follows what became durable in a session.
    void follow(engine::SessionId session, const std::vector<SideRecord>& sides);

private:
    struct Known {
        Caller caller{};
        std::int64_t ends_boot_ms{};
    };

    [[nodiscard]] std::int64_t boot_ms_after(std::int64_t wall_ms,
                                             std::chrono::milliseconds lasts) const;

    const Clock& clock_;
    mutable std::mutex mutex_;  // guards known_
    std::unordered_map<crypto::Digest, Known> known_;
};

}  // namespace probant::center
