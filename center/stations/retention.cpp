// SPDX-License-Identifier: EUPL-1.2
#include "center/stations/retention.h"

#include <algorithm>
#include <charconv>
#include <memory>
#include <utility>

#include "server/observe/log.h"
#include "server/sql/error.h"

namespace probant::center {
namespace {

constexpr std::chrono::milliseconds kDay{std::chrono::hours{24}};

std::optional<std::int64_t> number_in(const std::string& text) {
    std::int64_t number{};
    const char* const past = std::to_address(text.end());
    const auto [end, error] = std::from_chars(text.data(), past, number);
    if (error != std::errc{} || end != past) return std::nullopt;
    return number;
}

/// Of all their names, in order.
crypto::Digest digest_of(const std::vector<crypto::Digest>& stills) {
    crypto::Sha256 whole;
    for (const auto& one : stills)
        whole.add(one.bytes);
    return whole.finish();
}

}  // namespace

std::optional<KeptStills> kept_stills(const std::filesystem::path& session_folder) {
    try {
        auto store = SessionStore::open_read_only(session_folder);
        if (store.fact(kRetentionFact).empty()) return std::nullopt;
        return KeptStills{.count = store.stills().size(), .held = store.fact(kHoldFact) == "1"};
    } catch (const server::sql::SqlError&) {
        return std::nullopt;
    }
}

Retention::Retention(RetentionParts parts) : parts_(std::move(parts)) {}

Retention::~Retention() {
    stop();
}

void Retention::start() {
    thread_ = std::thread([this] { run(); });
}

void Retention::stop() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_all();
    if (thread_.joinable()) thread_.join();
}

void Retention::wake() {
    {
        const std::lock_guard lock(mutex_);
        woken_ = true;
    }
    wake_.notify_all();
}

void Retention::run() {
    std::unique_lock lock(mutex_);
    while (!stopping_) {
        woken_ = false;
        lock.unlock();
        look();
        lock.lock();
        wake_.wait_for(lock, kRetentionLook, [this] { return woken_ || stopping_; });
    }
}

void Retention::look() {
    for (const auto& row : parts_.centre->sessions()) {
        try {
            look_at(row.id);
        } catch (const server::sql::SqlError& error) {
            // Looked at again in an hour: a file that is being written is no reason to stop.
            server::log().warning("retention.failed",
                                  {{"session", row.id}, {"code", error.code()}});
        }
    }
}

bool Retention::is_over(engine::SessionId session, SessionStore& store) const {
    const auto days = number_in(store.fact(kRetentionFact));
    if (!days || store.fact(kHoldFact) == "1") return false;
    const auto packet = parts_.centre->packet_of(session);
    if (!packet || packet->state != OutboxState::Accepted) return false;
    return parts_.clock->wall_ms() >= packet->settled_ms + *days * kDay.count();
}

void Retention::look_at(engine::SessionId session) {
    const auto folder = parts_.sessions / session.text();
    if (!std::filesystem::exists(folder)) return;
    std::vector<crypto::Digest> stills;
    {
        auto store = SessionStore::open_read_only(folder);
        if (!is_over(session, store)) return;
        stills = store.stills();
    }
    if (stills.empty()) return;
    const DeletionRow row{.session = session,
                          .digest = digest_of(stills),
                          .count = static_cast<std::int64_t>(stills.size()),
                          .at_ms = parts_.clock->wall_ms()};
    const auto before = parts_.centre->deletions();
    const bool is_written = std::ranges::any_of(before, [&](const DeletionRow& one) {
        return one.session == row.session && one.digest == row.digest;
    });
    if (!is_written) parts_.centre->note_deletion(row);
    std::vector<SideRecord> drops;
    drops.reserve(stills.size());
    for (const auto& one : stills)
        drops.emplace_back(DropStill{.digest = one});
    if (!parts_.rooms->keep(session, std::move(drops))) return;
    server::log().info("retention.deleted", {{"session", session}, {"stills", row.count}});
}

}  // namespace probant::center
