// SPDX-License-Identifier: EUPL-1.2
#include "center/auth/sign_ins.h"

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

void SignIns::add(const Caller& caller) {
    const std::lock_guard lock(mutex_);
    callers_[caller.token] = caller;
}

void SignIns::end(const crypto::Digest& token) {
    const std::lock_guard lock(mutex_);
    callers_.erase(token);
}

void SignIns::end_others(engine::SessionId session, const Uuid& who, const crypto::Digest& but) {
    const std::lock_guard lock(mutex_);
    std::erase_if(callers_, [&](const auto& one) {
        const auto& caller = one.second;
        return caller.session == session && caller.who == who && caller.token != but;
    });
}

void SignIns::end_session(engine::SessionId session) {
    const std::lock_guard lock(mutex_);
    std::erase_if(callers_, [&](const auto& one) { return one.second.session == session; });
}

std::optional<Caller> SignIns::find(std::string_view token) const {
    const auto hash = crypto::sha256(token);
    const std::lock_guard lock(mutex_);
    const auto found = callers_.find(hash);
    if (found == callers_.end()) return std::nullopt;
    return found->second;
}

namespace {

struct Follow {
    SignIns& sign_ins;
    engine::SessionId session;

    void operator()(const SignInRow& row) const {
        sign_ins.add({.role = row.role, .session = session, .who = row.who, .token = row.token});
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
