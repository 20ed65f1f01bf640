// center/outbox/outbox.h: brings finished packets to the registry, as often as it takes.
//
// Role        Sends the oldest packet that waits, with a back-off that grows and never stops; a
//             packet is settled only by a receipt whose signature verifies and that names it. What
//             came instead is kept with the packet, for the consoles and for health.
// Invariants  Nothing is deleted here. Packets leave in the order of their numbers; one about which
//             the registry has said no, or later, lets the next ones pass while it waits. A
//             registry that answers without a receipt we can verify has not settled anything. Waits
//             are of the boot clock; a centre that starts again tries at once.
// Threads     Its own thread; wake() from any, start() and stop() from one.
// Limits      stop() cuts an upload short; while a connection is only being made, it waits for it,
//             kConnectWithin at most.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "center/app/clock.h"
#include "center/app/config.h"
#include "center/storage/centre_store.h"
#include "crypto/trust/trust.h"
#include "engine/packet/packet_receipt.h"
#include "server/http/client.h"
#include "server/observe/health.h"

namespace probant::center {

/// From a second to half an hour: a network that comes back is used soon, one that does not is
/// not hammered.
constexpr std::chrono::seconds kFirstRetry{1};
constexpr std::chrono::seconds kLongestRetry{1'800};

/// A registry that takes longer to be reached is tried again later.
constexpr std::chrono::seconds kConnectWithin{5};

struct OutboxParts {
    const CentreConfig* config{};
    CentreStore* centre{};
    const crypto::Trust* trust{};
    const Clock* clock{};
    std::function<void(engine::SessionId)> settled{};  ///< tells the consoles, of errors too
    server::Health* health{};                          ///< may be null
};

class Outbox {
public:
    explicit Outbox(OutboxParts parts);
    Outbox(const Outbox&) = delete;
    Outbox& operator=(const Outbox&) = delete;
    Outbox(Outbox&&) = delete;
    Outbox& operator=(Outbox&&) = delete;
    ~Outbox();

    void start();
    void stop();

    /// There may be something to send now.
    void wake();

private:
    class InHand;

    void run();
    /// How long to wait before looking again.
    [[nodiscard]] std::chrono::milliseconds send_next();
    [[nodiscard]] std::chrono::milliseconds wait_of(const OutboxRow& row) const;
    void try_packet(const OutboxRow& row);
    void send(const OutboxRow& row);
    [[nodiscard]] Result<server::ClientReply, server::Unreachable> fetch(const OutboxRow& row);
    void take_reply(const OutboxRow& row, const server::ClientReply& reply);
    void note_error(const OutboxRow& row, std::string code, int status) const;
    void tell_health() const;
    [[nodiscard]] std::optional<engine::PacketReceipt> open_receipt(const std::string& text) const;
    [[nodiscard]] std::vector<crypto::PublicKey> receipt_keys(UtcTime at) const;
    void note_receipt(const OutboxRow& row, const std::string& text, int status);

    OutboxParts parts_;
    std::map<std::int64_t, std::int64_t> next_try_;  // of its own thread: boot time, by seq
    std::mutex mutex_;                               // guards what follows, but the thread
    std::condition_variable wake_;
    bool stopping_ = false;
    bool has_stopped_ = false;
    bool woken_ = false;
    server::HttpClient* client_ = nullptr;  ///< while something is being sent
    std::thread thread_;
};

/// The wait after so many failed tries, without its jitter.
[[nodiscard]] std::chrono::milliseconds retry_after(std::int64_t tries);

}  // namespace probant::center
