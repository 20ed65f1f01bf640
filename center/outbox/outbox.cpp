// SPDX-License-Identifier: EUPL-1.2
#include "center/outbox/outbox.h"

#include <algorithm>

#include "center/outbox/registry_address.h"
#include "crypto/canonical_json.h"
#include "crypto/random.h"
#include "engine/packet/packet_receipt.h"
#include "server/http/client.h"
#include "server/observe/log.h"

namespace probant::center {
namespace {

/// With nothing to send, the outbox still looks now and then.
constexpr std::chrono::seconds kIdle{60};

constexpr int kDoublingsMax = 11;  // 2^11 s is already over the longest wait

std::chrono::milliseconds jitter(std::chrono::milliseconds wait) {
    const auto quarter = static_cast<std::uint64_t>(wait.count() / 4 + 1);
    return std::chrono::milliseconds{static_cast<std::int64_t>(crypto::random_u64() % quarter)};
}

server::ClientRequest put_request(const OutboxRow& row, Bytes archive) {
    return {.method = server::Method::Put,
            .target = "/v1/packets/sha256/" + row.archive.hex(),
            .headers = {{"repr-digest", "sha-256=:" + to_base64(row.archive.bytes) + ":"}},
            .content_type = "application/x-tar",
            .body = std::move(archive)};
}

OutboxState state_for(engine::PacketVerdict verdict) {
    const bool good =
        verdict == engine::PacketVerdict::Accepted || verdict == engine::PacketVerdict::Duplicate;
    return good ? OutboxState::Accepted : OutboxState::Refused;
}

}  // namespace

std::chrono::milliseconds retry_after(std::int64_t tries) {
    const auto doublings = std::min<std::int64_t>(tries, kDoublingsMax);
    return std::min<std::chrono::milliseconds>(kFirstRetry * (std::int64_t{1} << doublings),
                                               kLongestRetry);
}

Outbox::Outbox(OutboxParts parts) : parts_(std::move(parts)) {}

Outbox::~Outbox() {
    stop();
}

void Outbox::start() {
    thread_ = std::thread([this] { run(); });
}

void Outbox::stop() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_all();
    if (thread_.joinable()) thread_.join();
}

void Outbox::wake() {
    {
        const std::lock_guard lock(mutex_);
        woken_ = true;
    }
    wake_.notify_all();
}

void Outbox::run() {
    while (true) {
        const auto wait = send_next();
        std::unique_lock lock(mutex_);
        wake_.wait_for(lock, wait, [this] { return stopping_ || woken_; });
        if (stopping_) return;
        woken_ = false;
    }
}

std::chrono::milliseconds Outbox::send_next() {
    try {
        const auto row = parts_.centre->next_to_send();
        if (!row) return kIdle;
        const auto now = parts_.clock->wall_ms();
        if (row->next_try_ms > now) {
            return std::min<std::chrono::milliseconds>(
                std::chrono::milliseconds{row->next_try_ms - now}, kLongestRetry);
        }
        const auto wait = retry_after(row->tries);
        parts_.centre->note_try(row->seq, now + (wait + jitter(wait)).count());
        send(*row);
        return std::chrono::milliseconds{0};
    } catch (const std::exception& error) {
        server::log().error("outbox.failed", {{"why", server::MachineText(error.what())}});
        return kIdle;
    }
}

void Outbox::send(const OutboxRow& row) {
    const auto address = read_registry_address(parts_.config->registry_url);
    ENSURE(address.has_value());
    server::HttpClient client({.host = address->host,
                               .port = address->port,
                               .secure = address->secure,
                               .authority = parts_.config->registry_ca});
    const auto reply = client.fetch(put_request(row, parts_.centre->archive(row.seq)));
    if (!reply) {
        server::log().warning("outbox.unreachable",
                              {{"seq", row.seq},
                               {"tries", row.tries},
                               {"why", server::MachineText(reply.error().why)}});
        return;
    }
    const auto body = json::read(as_text(reply.value().body));
    const auto* receipt = body ? body.value().member("receipt") : nullptr;
    if (receipt == nullptr || receipt->text() == nullptr) {
        server::log().warning("outbox.no_receipt",
                              {{"seq", row.seq}, {"status", reply.value().status}});
        return;
    }
    note_receipt(row, *receipt->text());
}

/// By a key that is the registry's now, and was when it judged.
std::optional<engine::PacketReceipt> Outbox::open_receipt(const std::string& text) const {
    const UtcTime now{parts_.clock->wall_ms() / 1000};
    const auto known = engine::open_receipt(text, receipt_keys(now));
    if (!known) return std::nullopt;
    return engine::open_receipt(text, receipt_keys(known->judged_at));
}

std::vector<crypto::PublicKey> Outbox::receipt_keys(UtcTime at) const {
    const auto mode =
        parts_.config->mode == Mode::Demo ? crypto::TrustMode::Demo : crypto::TrustMode::Production;
    std::vector<crypto::PublicKey> keys;
    for (const auto& trusted :
         parts_.trust->valid_keys({.role = crypto::Role::RegistryReceipt, .at = at, .mode = mode}))
        if (const auto* key = std::get_if<crypto::PublicKey>(&trusted.key)) keys.push_back(*key);
    return keys;
}

void Outbox::note_receipt(const OutboxRow& row, const std::string& text) {
    const auto receipt = open_receipt(text);
    if (!receipt || receipt->packet != row.packet) {
        server::log().error("outbox.bad_receipt", {{"seq", row.seq}, {"packet", row.packet}});
        return;
    }
    const auto verdict = receipt->result;
    // Held is kept there and judged again: consoles are told, the packet is sent again later.
    const bool held = engine::is_held(verdict);
    parts_.centre->settle(row.seq,
                          held ? OutboxState::Waiting : state_for(verdict),
                          std::string(engine::name_of(verdict)),
                          text,
                          parts_.clock->wall_ms());
    if (held) {
        server::log().info("outbox.held", {{"seq", row.seq}, {"packet", row.packet}});
    } else {
        server::log().info("outbox.settled", {{"seq", row.seq}, {"packet", row.packet}});
    }
    if (parts_.settled) parts_.settled(row.session);
}

}  // namespace probant::center
