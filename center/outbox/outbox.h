// center/outbox/outbox.h: brings finished packets to the registry, as often as it takes.
//
// Role        Sends the oldest packet that waits, with a back-off that grows and never stops; a
//             packet is settled only by a receipt whose signature verifies and that names it.
// Invariants  Nothing is deleted here. Packets leave in the order of their numbers. A registry that
//             answers without a receipt we can verify has not answered.
// Threads     Its own thread; wake() from any.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
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

namespace probant::center {

/// From a second to half an hour: a network that comes back is used soon, one that does not is
/// not hammered.
constexpr std::chrono::seconds kFirstRetry{1};
constexpr std::chrono::seconds kLongestRetry{1'800};

struct OutboxParts {
    const CentreConfig* config{};
    CentreStore* centre{};
    const crypto::Trust* trust{};
    const Clock* clock{};
    std::function<void(engine::SessionId)> settled{};  ///< tells the consoles
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
    void run();
    /// How long to wait before looking again.
    [[nodiscard]] std::chrono::milliseconds send_next();
    void send(const OutboxRow& row);
    [[nodiscard]] std::optional<engine::PacketReceipt> open_receipt(const std::string& text) const;
    [[nodiscard]] std::vector<crypto::PublicKey> receipt_keys(UtcTime at) const;
    void note_receipt(const OutboxRow& row, const std::string& text);

    OutboxParts parts_;
    std::mutex mutex_;  // guards stopping_ and woken_
    std::condition_variable wake_;
    bool stopping_ = false;
    bool woken_ = false;
    std::thread thread_;
};

/// The wait after so many failed tries, without its jitter.
[[nodiscard]] std::chrono::milliseconds retry_after(std::int64_t tries);

}  // namespace probant::center
