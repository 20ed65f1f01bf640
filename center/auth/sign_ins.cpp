// SPDX-License-Identifier: EUPL-1.2
#include "center/auth/sign_ins.h"

#include <algorithm>

#include "crypto/random.h"

namespace probant::center {
namespace {

constexpr std::size_t kTokenBytes = 32;

}  // namespace

NewToken make_token() {
    auto text = to_base64url(crypto::random_array<kTokenBytes>());
    const auto hash = crypto::sha256(text);
    return NewToken{.text = std::move(text), .hash = hash};
}

/// When what began at that wall time has lasted so long. A clock that was set back makes it new.
std::int64_t SignIns::boot_ms_after(std::int64_t wall_ms, std::chrono::milliseconds lasts) const {
    const auto age = std::max<std::int64_t>(0, clock_.wall_ms() - wall_ms);
    return clock_.boot_ms() + lasts.count() - age;
}

void SignIns::add(const Caller& caller) {
    const std::lock_guard lock(mutex_);
    const auto now = clock_.boot_ms();
    std::erase_if(known_, [&](const auto& one) { return one.second.ends_boot_ms <= now; });
    known_[caller.token] = {.caller = caller,
                            .ends_boot_ms = boot_ms_after(caller.made_ms, kSignInLasts)};
}

void SignIns::end(const crypto::Digest& token) {
    const std::lock_guard lock(mutex_);
    known_.erase(token);
}

void SignIns::end_others(engine::SessionId session, const Uuid& who, const crypto::Digest& but) {
    const std::lock_guard lock(mutex_);
    std::erase_if(known_, [&](const auto& one) {
        const auto& caller = one.second.caller;
        return caller.session == session && caller.who == who && caller.token != but;
    });
}

void SignIns::session_closed(engine::SessionId session, std::int64_t closed_ms) {
    const std::lock_guard lock(mutex_);
    const auto ends = boot_ms_after(closed_ms, kSignInAfterClosing);
    for (auto& [token, known] : known_) {
        // An invigilator may sign in to a closed session, to seal it.
        if (known.caller.session == session && known.caller.made_ms <= closed_ms)
            known.ends_boot_ms = std::min(known.ends_boot_ms, ends);
    }
}

std::optional<Caller> SignIns::find(std::string_view token) const {
    const auto hash = crypto::sha256(token);
    const std::lock_guard lock(mutex_);
    const auto found = known_.find(hash);
    if (found == known_.end() || found->second.ends_boot_ms <= clock_.boot_ms())
        return std::nullopt;
    return found->second.caller;
}

std::optional<Caller> SignIns::candidate_at(const Uuid& station) const {
    const std::lock_guard lock(mutex_);
    const Caller* last = nullptr;
    for (const auto& [token, known] : known_) {
        const auto& caller = known.caller;
        if (caller.station != station || caller.role != engine::Role::Candidate) continue;
        if (known.ends_boot_ms <= clock_.boot_ms()) continue;
        if (last == nullptr || last->made_ms < caller.made_ms) last = &caller;
    }
    return last == nullptr ? std::nullopt : std::optional(*last);
}

bool SignIns::holds(const crypto::Digest& hash) const {
    const std::lock_guard lock(mutex_);
    const auto found = known_.find(hash);
    return found != known_.end() && found->second.ends_boot_ms > clock_.boot_ms();
}

namespace {

struct Follow {
    SignIns& sign_ins;
    engine::SessionId session;

    void operator()(const SignInRow& row) const {
        sign_ins.add({.role = row.role,
                      .session = session,
                      .who = row.who,
                      .token = row.token,
                      .made_ms = row.made_ms,
                      .station = row.station});
    }

    void operator()(const EndOtherSignIns& end) const {
        sign_ins.end_others(session, end.who, end.but);
    }

    void operator()(const EndSignIn& end) const { sign_ins.end(end.token); }

    template <class Other>
    void operator()(const Other& /*not about sign-ins*/) const {}
};

}  // namespace

void SignIns::follow(engine::SessionId session, const std::vector<SideRecord>& sides) {
    for (const auto& side : sides)
        std::visit(Follow{.sign_ins = *this, .session = session}, side);
}

}  // namespace probant::center
