// center/auth/tries.h: how often one may be wrong at the door.
//
// Role        Which tries are counted together. Wrong codes by address, and apart from passwords;
//             passwords by address and account, and by address over all accounts.
// Invariants  A right code is never refused for the wrong ones before it: this class is not asked.
//             A password is counted before it is verified and given back when it was right: many
//             at the same time are many. Where somebody has signed in to an account lately, only
//             that address's own mistakes at that account count: nobody else can lock it out.
//             Times are of the boot clock, which nobody sets.
// Threads     Any.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string>

#include "server/http/throttle.h"

namespace probant::center {

constexpr std::int64_t kTriesWindowMs = 60'000;
constexpr std::size_t kWrongCodesPerAddress = 5;      // nobody mistypes more often
constexpr std::size_t kPasswordsPerAccountThere = 5;  // likewise, at one account from one address
constexpr std::size_t kPasswordsPerAddress = 20;      // a whole staff behind one address mistypes

/// As long as a sign-in lasts: an address known in the morning is known at the closing.
constexpr std::int64_t kKnownForMs = std::int64_t{14} * 3'600'000;

/// Two are verified at once (crypto::kArgonAtOnce), a quarter of a second each; eight wait, a
/// second at most. More would hold the threads that the room answers with.
constexpr int kPasswordsInHandMax = 10;

class Tries {
public:
    /// Counts one: 0 when it may be told that it was wrong, else the milliseconds to wait.
    [[nodiscard]] std::int64_t wrong_code(const std::string& address, std::int64_t now_ms);

    /// Counts one, before it is verified: 0, or the milliseconds to wait and nothing is counted.
    [[nodiscard]] std::int64_t take_password(const std::string& address,
                                             const std::string& account,
                                             std::int64_t now_ms);

    /// The one taken at that instant was right.
    void right_password(const std::string& address,
                        const std::string& account,
                        std::int64_t taken_ms);

    /// The one taken at that instant was not verified after all.
    void untried_password(const std::string& address,
                          const std::string& account,
                          std::int64_t taken_ms);

    /// Holds one of the kPasswordsInHandMax places, if there is one, for as long as it lives.
    class Turn {
    public:
        explicit Turn(Tries& tries);
        Turn(const Turn&) = delete;
        Turn& operator=(const Turn&) = delete;
        Turn(Turn&&) = delete;
        Turn& operator=(Turn&&) = delete;
        ~Turn();

        [[nodiscard]] bool has_come() const { return has_come_; }

    private:
        Tries& tries_;
        bool has_come_;
    };

private:
    server::Throttle wrong_codes_{kWrongCodesPerAddress, kTriesWindowMs};
    server::Throttle by_account_there_{kPasswordsPerAccountThere, kTriesWindowMs};
    server::Throttle by_address_{kPasswordsPerAddress, kTriesWindowMs};
    /// One taking is enough to know an address at an account.
    server::Throttle known_{1, kKnownForMs};
    std::atomic<int> in_hand_{};
};

}  // namespace probant::center
