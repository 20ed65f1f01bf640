// registry/intake/worker.h: the one thread that judges packets, and its bounded queue.
//
// Role        HTTP threads hand over an archive and wait for a durable verdict; replaying a room
//             never runs on a thread that serves others.
// Invariants  At most kIntakeQueueMax archives wait; beyond that receive() says "busy" at once. An
//             exception of the judge is the answer of that packet alone: unknown, send again.
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

namespace probant::registry {

/// Each may be kUploadBytesMax long: 64 MiB of memory in all.
constexpr std::size_t kIntakeQueueMax = 8;

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
    };

    /// `make` runs on the worker's thread; what it throws comes out of here.
    explicit IntakeWorker(const std::function<std::unique_ptr<Desk>()>& make);
    IntakeWorker(const IntakeWorker&) = delete;
    IntakeWorker& operator=(const IntakeWorker&) = delete;
    IntakeWorker(IntakeWorker&&) = delete;
    IntakeWorker& operator=(IntakeWorker&&) = delete;
    ~IntakeWorker();

    /// Nothing when the queue is full, or when judging failed: the caller says "send it again".
    [[nodiscard]] std::optional<IntakeReply> receive(Bytes archive);

private:
    struct Job {
        Bytes archive{};
        std::promise<std::optional<IntakeReply>> reply{};
    };

    void work(const std::function<std::unique_ptr<Desk>()>& make, std::promise<void>& ready);
    std::optional<Job> next();

    std::mutex mutex_{};  // guards jobs_ and stopping_
    std::condition_variable wake_{};
    std::deque<Job> jobs_{};
    bool stopping_{false};
    std::thread thread_{};
};

}  // namespace probant::registry
