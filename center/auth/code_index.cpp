// SPDX-License-Identifier: EUPL-1.2
#include "center/auth/code_index.h"

namespace probant::center {

void CodeIndex::follow(engine::SessionId session, const std::vector<SideRecord>& sides) {
    const std::lock_guard lock(mutex_);
    for (const auto& side : sides)
        if (const auto* code = std::get_if<CodeHash>(&side)) put_locked(session, *code);
}

void CodeIndex::put(engine::SessionId session, const CodeHash& code) {
    const std::lock_guard lock(mutex_);
    put_locked(session, code);
}

void CodeIndex::put_locked(engine::SessionId session, const CodeHash& code) {
    if (const auto old = current_.find(code.candidate); old != current_.end())
        candidates_.erase(old->second);
    current_[code.candidate] = code.hash;
    candidates_[code.hash] = CodeOwner{.session = session, .candidate = code.candidate};
}

void CodeIndex::put_session(engine::SessionId session, const crypto::Digest& code) {
    const std::lock_guard lock(mutex_);
    std::erase_if(sessions_, [&](const auto& one) { return one.second == session; });
    sessions_[code] = session;
}

std::optional<CodeOwner> CodeIndex::candidate(const crypto::Digest& code) const {
    const std::lock_guard lock(mutex_);
    const auto found = candidates_.find(code);
    if (found == candidates_.end()) return std::nullopt;
    return found->second;
}

std::optional<engine::SessionId> CodeIndex::session(const crypto::Digest& code) const {
    const std::lock_guard lock(mutex_);
    const auto found = sessions_.find(code);
    if (found == sessions_.end()) return std::nullopt;
    return found->second;
}

}  // namespace probant::center
