// registry/intake/worker.h: the one thread that judges packets, and its bounded queue.
//
// Role        HTTP threads hand over an archive and wait for a durable verdict; replaying a room
//             never runs on a thread that serves others.
// Invariants  What waits is bounded in number and in bytes; beyond that receive() says "busy" at
//             once. An exception of the judge is the answer of that packet alone: it is logged, the
//             part "intake" is no longer healthy until a packet is judged again, and whoever sent
//             it is told to send it again.
// Threads     receive() from any thread; everything the judge touches lives on the worker.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include "registry/intake/judge.h"
#include "server/observe/health.h"

namespace probant::registry {

/// The most that waits. The largest packet may always wait alone: an upload is no longer.
struct IntakeLimits {
    std::size_t packets{8};
    std::size_t bytes{2 * engine::kArchiveBytesMax};
};

/// Why a packet has no verdict.
enum class IntakeRefusal {
    Busy,    ///< too many wait already
    Failed,  ///< the disk or the machine refused: nothing is known of this packet
};

class IntakeWorker {
public:
    /// What lives on the worker's thread: a judge with its own store and banks.
    class Desk {
    public:
        Desk() = default;
        Desk(const Desk&) = delete;
        Desk& operator=(const Desk&) = delete;
        Desk(Desk&&) = delete;
        Desk& operator=(Desk&&) = delete;
        virtual ~Desk() = default;
        [[nodiscard]] virtual Judge& judge() = 0;
        /// What acceptances call for and was not done yet; called after each packet, so that what
        /// failed once is tried again.
        virtual void catch_up() = 0;
    };

    using MakeDesk = std::function<std::unique_ptr<Desk>()>;

    /// `make` runs on the worker's thread; what it throws comes out of here.
    IntakeWorker(const MakeDesk& make, server::Health& health, IntakeLimits limits = {});
    IntakeWorker(const IntakeWorker&) = delete;
    IntakeWorker& operator=(const IntakeWorker&) = delete;
    IntakeWorker(IntakeWorker&&) = delete;
    IntakeWorker& operator=(IntakeWorker&&) = delete;
    ~IntakeWorker();

    [[nodiscard]] Result<IntakeReply, IntakeRefusal> receive(Bytes archive);

private:
    using Reply = Result<IntakeReply, IntakeRefusal>;

    struct Job {
        Bytes archive{};
        std::promise<Reply> reply{};
    };

    void work(const MakeDesk& make, std::promise<void>& ready);
    Reply judge(Desk& desk, ByteView archive);
    bool catch_up(Desk& desk);
    std::optional<Job> next();

    server::Health& health_;
    IntakeLimits limits_;
    std::mutex mutex_{};  // guards jobs_, waiting_bytes_ and stopping_
    std::condition_variable wake_{};
    std::deque<Job> jobs_{};
    std::size_t waiting_bytes_{0};
    bool stopping_{false};
    std::thread thread_{};
};

}  // namespace probant::registry
