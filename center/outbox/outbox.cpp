// SPDX-License-Identifier: EUPL-1.2
#include "center/outbox/outbox.h"

#include <algorithm>

#include "center/outbox/registry_address.h"
#include "crypto/canonical_json.h"
#include "crypto/random.h"
#include "engine/packet/packet_receipt.h"
#include "server/observe/log.h"

namespace probant::center {
namespace {

/// With nothing to send, the outbox still looks now and then.
constexpr std::chrono::seconds kIdle{60};

/// The registry replays a room of a thousand before it answers. A stop does not wait for it.
constexpr std::chrono::minutes kJudgedWithin{3};

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

constexpr std::size_t kCodeMax = 40;
constexpr int kTooSoon = 429;

/// While it stops, the outbox cuts again what was only being connected a moment ago.
constexpr std::chrono::milliseconds kCutAgain{50};

std::string text_in(const Result<json::Value, json::Fault>& body, std::string_view name) {
    const auto* member = body ? body.value().member(name) : nullptr;
    return member != nullptr && member->text() != nullptr ? *member->text() : std::string();
}

/// A problem's code as we may keep and show it; "no_receipt" for anything else.
std::string code_of(const Result<json::Value, json::Fault>& body) {
    auto code = text_in(body, "code");
    const bool plain =
        !code.empty() && code.size() <= kCodeMax && std::ranges::all_of(code, [](char one) {
            return one == '_' || (one >= 'a' && one <= 'z') || (one >= '0' && one <= '9');
        });
    return plain ? code : "no_receipt";
}

/// The registry has looked at the packet and said no, or that it waits for something else.
bool lets_others_pass(const OutboxRow& row) {
    if (!row.error) return !row.result.empty();
    return row.error->status >= 400 && row.error->status < 500 && row.error->status != kTooSoon;
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

/// stop() knows the client for as long as this lives.
class Outbox::InHand {
public:
    InHand(Outbox& outbox, server::HttpClient& client) : outbox_(outbox) { tell(&client); }

    InHand(const InHand&) = delete;
    InHand& operator=(const InHand&) = delete;
    InHand(InHand&&) = delete;
    InHand& operator=(InHand&&) = delete;

    ~InHand() { tell(nullptr); }

private:
    void tell(server::HttpClient* client) {
        const std::lock_guard lock(outbox_.mutex_);
        outbox_.client_ = client;
    }

    Outbox& outbox_;
};

Outbox::Outbox(OutboxParts parts) : parts_(std::move(parts)) {}

Outbox::~Outbox() {
    stop();
}

void Outbox::start() {
    thread_ = std::thread([this] { run(); });
}

void Outbox::stop() {
    {
        std::unique_lock lock(mutex_);
        stopping_ = true;
        wake_.notify_all();
        while (thread_.joinable() && !has_stopped_) {
            if (client_ != nullptr) client_->cut();
            wake_.wait_for(lock, kCutAgain, [this] { return has_stopped_; });
        }
    }
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
        if (stopping_) break;
        woken_ = false;
    }
    const std::lock_guard lock(mutex_);
    has_stopped_ = true;
    wake_.notify_all();
}

std::chrono::milliseconds Outbox::send_next() {
    try {
        auto wait = std::chrono::milliseconds{kIdle};
        for (const auto& row : parts_.centre->waiting_packets()) {
            const auto left = wait_of(row);
            if (left.count() <= 0) {
                try_packet(row);
                return std::chrono::milliseconds{0};
            }
            wait = std::min(wait, left);
            if (!lets_others_pass(row)) break;
        }
        return wait;
    } catch (const std::exception& error) {
        server::log().error("outbox.failed", {{"why", server::MachineText(error.what())}});
        return kIdle;
    }
}

std::chrono::milliseconds Outbox::wait_of(const OutboxRow& row) const {
    const auto next = next_try_.find(row.seq);
    if (next == next_try_.end()) return std::chrono::milliseconds{0};
    return std::chrono::milliseconds{next->second - parts_.clock->boot_ms()};
}

void Outbox::try_packet(const OutboxRow& row) {
    const auto wait = retry_after(row.tries);
    // Before anything that can fail: whatever happens, this packet is not tried in a loop.
    next_try_[row.seq] = parts_.clock->boot_ms() + (wait + jitter(wait)).count();
    parts_.centre->note_try(row.seq);
    send(row);
    tell_health();
}

Result<server::ClientReply, server::Unreachable> Outbox::fetch(const OutboxRow& row) {
    const auto address = read_registry_address(parts_.config->registry_url);
    ENSURE(address.has_value());
    server::HttpClient client({.host = address->host,
                               .port = address->port,
                               .secure = address->secure,
                               .authority = parts_.config->registry_ca,
                               .connect = kConnectWithin,
                               .wait = kJudgedWithin});
    const auto request = put_request(row, parts_.centre->archive(row.seq));
    const InHand in_hand(*this, client);
    return client.fetch(request);
}

void Outbox::send(const OutboxRow& row) {
    const auto reply = fetch(row);
    if (reply) {
        take_reply(row, reply.value());
        return;
    }
    {
        // That we stop is no fault of the registry's.
        const std::lock_guard lock(mutex_);
        if (stopping_) return;
    }
    server::log().warning(
        "outbox.unreachable",
        {{"seq", row.seq}, {"tries", row.tries}, {"why", server::MachineText(reply.error().why)}});
    note_error(row, "unreachable", 0);
}

void Outbox::take_reply(const OutboxRow& row, const server::ClientReply& reply) {
    const auto body = json::read(as_text(reply.body));
    const auto receipt = text_in(body, "receipt");
    if (!receipt.empty()) {
        note_receipt(row, receipt, reply.status);
        return;
    }
    auto code = code_of(body);
    server::log().warning(
        "outbox.no_receipt",
        {{"seq", row.seq}, {"status", reply.status}, {"code", server::MachineText(code)}});
    note_error(row, std::move(code), reply.status);
}

void Outbox::note_error(const OutboxRow& row, std::string code, int status) const {
    const bool is_news = !row.error || row.error->code != code;
    parts_.centre->note_error(
        row.seq, {.code = std::move(code), .status = status, .at_ms = parts_.clock->wall_ms()});
    if (is_news && parts_.settled) parts_.settled(row.session);
}

/// A centre whose packets do not arrive is ready for an exam all the same.
void Outbox::tell_health() const {
    if (parts_.health == nullptr) return;
    bool refused = false;
    bool unreachable = false;
    for (const auto& row : parts_.centre->waiting_packets()) {
        if (!row.error) continue;
        (row.error->status == 0 ? unreachable : refused) = true;
    }
    if (refused) {
        parts_.health->set("outbox",
                           server::Health::State::Warning,
                           "the registry answers without a receipt: see the packet's error");
    } else if (unreachable) {
        parts_.health->set(
            "outbox", server::Health::State::Warning, "the registry cannot be reached");
    } else {
        parts_.health->ok("outbox");
    }
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

void Outbox::note_receipt(const OutboxRow& row, const std::string& text, int status) {
    const auto receipt = open_receipt(text);
    if (!receipt || receipt->packet != row.packet) {
        server::log().error("outbox.bad_receipt", {{"seq", row.seq}, {"packet", row.packet}});
        note_error(row, "bad_receipt", status);
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
