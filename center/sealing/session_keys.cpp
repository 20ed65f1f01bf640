// SPDX-License-Identifier: EUPL-1.2
#include "center/sealing/session_keys.h"

#include <stdexcept>

#include "crypto/checkpoint.h"
#include "engine/packet/statement.h"

namespace probant::center {
namespace {

constexpr std::string_view kFileName = "session.key";

}  // namespace

SessionKeys::SessionKeys(std::filesystem::path sessions_folder,
                         const crypto::SigningKey& centre_key,
                         const crypto::Lock& lock)
    : sessions_folder_(std::move(sessions_folder)), centre_key_(centre_key), lock_(lock) {}

EndorsedSessionKey SessionKeys::make(engine::SessionId session) {
    const std::lock_guard lock(mutex_);
    return endorse(session);
}

std::optional<EndorsedSessionKey> SessionKeys::endorsed(engine::SessionId session) {
    const std::lock_guard lock(mutex_);
    if (!std::filesystem::exists(file_of(session))) return std::nullopt;
    return endorse(session);
}

EndorsedSessionKey SessionKeys::endorse(engine::SessionId session) {
    auto made = make_session_key(file_of(session),
                                 {.session = session, .centre_key = centre_key_, .lock = lock_});
    if (!made) throw std::runtime_error(made.error());
    return std::move(made).value();
}

std::optional<CheckpointSigner::Signed> SessionKeys::sign(engine::SessionId session,
                                                          std::uint64_t size,
                                                          const crypto::Digest& root) {
    const std::lock_guard lock(mutex_);
    const auto key = find(session);
    if (key == nullptr) return std::nullopt;
    const crypto::Checkpoint checkpoint{
        .origin = engine::journal_origin(centre_key_.label.centre, session),
        .head = {.size = size, .root = root}};
    return Signed{.text = crypto::sign_checkpoint(checkpoint, *key),
                  .short_code = crypto::short_code(checkpoint)};
}

std::shared_ptr<const crypto::KeyPair> SessionKeys::key_of(engine::SessionId session) {
    const std::lock_guard lock(mutex_);
    return find(session);
}

void SessionKeys::erase(engine::SessionId session) {
    const std::lock_guard lock(mutex_);
    keys_.erase(session);
    erase_session_key(file_of(session));
}

std::filesystem::path SessionKeys::file_of(engine::SessionId session) const {
    return sessions_folder_ / session.text() / kFileName;
}

std::shared_ptr<const crypto::KeyPair> SessionKeys::find(engine::SessionId session) {
    if (const auto known = keys_.find(session); known != keys_.end()) return known->second;
    const auto file = file_of(session);
    if (!std::filesystem::exists(file)) return nullptr;
    auto key = open_session_key(file, lock_);
    if (!key) return nullptr;
    auto kept = std::make_shared<const crypto::KeyPair>(std::move(key).value());
    return keys_.emplace(session, std::move(kept)).first->second;
}

}  // namespace probant::center
