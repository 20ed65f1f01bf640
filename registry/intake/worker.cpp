// SPDX-License-Identifier: EUPL-1.2
#include "registry/intake/worker.h"

#include <utility>

namespace probant::registry {

IntakeWorker::IntakeWorker(const std::function<std::unique_ptr<Desk>()>& make) {
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

std::optional<IntakeReply> IntakeWorker::receive(Bytes archive) {
    std::future<std::optional<IntakeReply>> reply;
    {
        const std::scoped_lock lock(mutex_);
        if (stopping_ || jobs_.size() == kIntakeQueueMax) return std::nullopt;
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
    return job;
}

void IntakeWorker::work(const std::function<std::unique_ptr<Desk>()>& make,
                        std::promise<void>& ready) {
    std::unique_ptr<Desk> desk;
    try {
        desk = make();
        desk->judge().judge_held();
    } catch (...) {
        ready.set_exception(std::current_exception());
        return;
    }
    ready.set_value();
    while (auto job = next()) {
        try {
            job->reply.set_value(desk->judge().receive(job->archive));
        } catch (const std::exception&) {
            // The disk failed: nothing was told, and the same packet may come again.
            job->reply.set_value(std::nullopt);
        }
    }
}

}  // namespace probant::registry
