// SPDX-License-Identifier: EUPL-1.2
#include "registry/intake/worker.h"

#include <utility>

#include "server/observe/log.h"

namespace probant::registry {

IntakeWorker::IntakeWorker(const MakeDesk& make, server::Health& health, IntakeLimits limits)
    : health_(health), limits_(limits) {
    health_.expect("intake");
    std::promise<void> ready;
    auto is_ready = ready.get_future();
    thread_ = std::thread([&] { work(make, ready); });
    try {
        is_ready.get();
    } catch (...) {
        thread_.join();
        throw;
    }
}

IntakeWorker::~IntakeWorker() {
    {
        const std::scoped_lock lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_all();
    thread_.join();
}

Result<IntakeReply, IntakeRefusal> IntakeWorker::receive(Bytes archive) {
    std::future<Reply> reply;
    {
        const std::scoped_lock lock(mutex_);
        const bool full = jobs_.size() >= limits_.packets ||
                          (!jobs_.empty() && waiting_bytes_ + archive.size() > limits_.bytes);
        if (stopping_ || full) return Refused{IntakeRefusal::Busy};
        waiting_bytes_ += archive.size();
        auto& job = jobs_.emplace_back();
        job.archive = std::move(archive);
        reply = job.reply.get_future();
    }
    wake_.notify_one();
    return reply.get();
}

std::optional<IntakeWorker::Job> IntakeWorker::next() {
    std::unique_lock lock(mutex_);
    wake_.wait(lock, [this] { return stopping_ || !jobs_.empty(); });
    if (jobs_.empty()) return std::nullopt;
    auto job = std::move(jobs_.front());
    jobs_.pop_front();
    waiting_bytes_ -= job.archive.size();
    return job;
}

void IntakeWorker::work(const MakeDesk& make, std::promise<void>& ready) {
    std::unique_ptr<Desk> desk;
    try {
        desk = make();
        desk->judge().judge_not_final();
        desk->catch_up();
    } catch (...) {
        ready.set_exception(std::current_exception());
        return;
    }
    health_.ok("intake");
    ready.set_value();
    while (auto job = next()) {
        auto reply = judge(*desk, job->archive);
        const bool kept = reply && !reply.value().receipt.empty();
        const bool caught_up = catch_up(*desk);
        if (kept && caught_up) health_.ok("intake");
        job->reply.set_value(std::move(reply));
    }
}

IntakeWorker::Reply IntakeWorker::judge(Desk& desk, ByteView archive) {
    try {
        return desk.judge().receive(archive);
    } catch (const std::exception& error) {
        // Nothing was told, and the same packet may come again.
        server::log().error("intake.failed", {{"why", server::MachineText(error.what())}});
        health_.set("intake", server::Health::State::Degraded, "a packet could not be judged");
        return Refused{IntakeRefusal::Failed};
    }
}

/// The verdict is durable whatever happens here.
bool IntakeWorker::catch_up(Desk& desk) {
    try {
        desk.catch_up();
        return true;
    } catch (const std::exception& error) {
        server::log().error("publish.failed", {{"why", server::MachineText(error.what())}});
        health_.set("intake", server::Health::State::Degraded, "certificates could not be made");
        return false;
    }
}

}  // namespace probant::registry
