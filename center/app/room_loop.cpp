// SPDX-License-Identifier: EUPL-1.2
#include "center/app/room_loop.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <exception>
#include <limits>
#include <mutex>
#include <thread>

#include "center/app/hosted_session.h"
#include "center/app/past_use.h"
#include "server/observe/log.h"
#include "server/sql/error.h"

namespace probant::center {
namespace {

/// A room with nobody in it still looks at its clock now and then.
constexpr std::chrono::milliseconds kLongestWait{1'000};

struct NewSession {
    SessionFacts facts{};
    Submission creation{};
};

/// Records without an order; `answer` and `session` are those of the submission.
struct SidesOnly {
    Submission submission{};
};

using Work = std::variant<Submission, NewSession, SidesOnly>;

Submission& submission_of(Work& work) {
    if (auto* created = std::get_if<NewSession>(&work)) return created->creation;
    if (auto* sides = std::get_if<SidesOnly>(&work)) return sides->submission;
    return std::get<Submission>(work);
}

/// A session of an earlier run, or why it cannot be used.
struct Opened {
    std::filesystem::path folder{};
    std::unique_ptr<HostedSession> session{};
    std::exception_ptr failure{};
};

server::MachineText name_of(const std::filesystem::path& folder) {
    return server::MachineText(folder.filename().string());
}

BrokenSession cannot_be_used(const std::filesystem::path& folder,
                             const server::sql::SqlError& error) {
    const auto session = folder.filename().string();
    if (error.is_disk_full()) {
        return BrokenSession({"Le disque est plein : la session " + session +
                                  " ne peut rien écrire. Libérez de la place, puis redémarrez.",
                              "The disk is full: session " + session +
                                  " cannot write. Free some space, then start again."});
    }
    const std::string why = error.what();
    return BrokenSession({"Le fichier de la session " + session + " ne peut pas servir : " + why +
                              ". Ne changez rien, appelez le support.",
                          "The file of session " + session + " cannot be used: " + why +
                              ". Change nothing, call support."});
}

/// What one batch has to tell once it is durable.
struct ToTell {
    Submission* submission{};
    OrderEnd end{};
};

}  // namespace

class RoomLoop::Inside {
public:
    explicit Inside(RoomLoopParts parts) : parts_(std::move(parts)) {
        std::filesystem::create_directories(parts_.sessions);
        open_all();
        publish();
    }

    void start() {
        thread_ = std::thread([this] { run(); });
    }

    void stop() {
        {
            const std::lock_guard lock(mutex_);
            stopping_ = true;
        }
        wake_.notify_all();
        if (thread_.joinable()) thread_.join();
    }

    bool submit(Work work) {
        {
            const std::lock_guard lock(mutex_);
            if (stopping_ || queue_.size() >= kRoomQueueMax) return false;
            queue_.push_back(std::move(work));
        }
        wake_.notify_one();
        return true;
    }

    std::shared_ptr<const CentreView> view() const {
        const std::lock_guard lock(view_mutex_);
        return view_;
    }

private:
    /// Reading and replaying need the file and the engine alone: done side by side. The clock, the
    /// signer and the first writing come after, on one thread.
    void open_all() {
        std::vector<Opened> opened;
        for (const auto& folder : std::filesystem::directory_iterator(parts_.sessions))
            opened.push_back({.folder = folder.path()});
        // In one order on every machine: of two broken sessions the same is told.
        std::ranges::sort(opened, {}, &Opened::folder);
        read_side_by_side(opened);
        for (auto& one : opened) {
            if (one.failure) std::rethrow_exception(one.failure);
            if (one.session) take_up(one.folder, std::move(one.session));
        }
    }

    void read_side_by_side(std::vector<Opened>& opened) const {
        std::atomic<std::size_t> next{0};
        const auto read_some = [&] {
            for (auto place = next++; place < opened.size(); place = next++)
                read(opened[place]);
        };
        const auto processors = std::max(1U, std::thread::hardware_concurrency());
        const auto wanted =
            std::min({opened.size(), std::size_t{processors}, std::size_t{kReplayThreadsMax}});
        std::vector<std::thread> helpers;
        for (std::size_t helper = 1; helper < wanted; ++helper)
            helpers.emplace_back(read_some);
        read_some();
        for (auto& helper : helpers)
            helper.join();
    }

    void read(Opened& one) const {
        try {
            if (!std::filesystem::exists(one.folder / "session.db")) return;
            if (!SessionStore::open(one.folder).is_made()) {
                // The power went while it was being made. Left as it is: asking again completes it.
                server::log().warning("session.half_made", {{"session", name_of(one.folder)}});
                return;
            }
            one.session = std::make_unique<HostedSession>(one.folder, parts_);
        } catch (const server::sql::SqlError& error) {
            one.failure = std::make_exception_ptr(cannot_be_used(one.folder, error));
        } catch (...) {
            one.failure = std::current_exception();
        }
    }

    void take_up(const std::filesystem::path& folder, std::unique_ptr<HostedSession> hosted) {
        if (hosted->is_of_another_time()) {
            server::log().warning("session.other_package", {{"session", name_of(folder)}});
            return;
        }
        if (hosted->is_empty()) {
            // Made but never acknowledged: whoever asked will ask again.
            hosted.reset();
            std::filesystem::remove_all(folder);
            return;
        }
        try {
            hosted->take_up();
        } catch (const server::sql::SqlError& error) {
            throw cannot_be_used(folder, error);
        }
        const auto id = hosted->view()->facts.id;
        sessions_.emplace(id, std::move(hosted));
    }

    void run() {
        while (true) {
            auto batch = wait_for_work();
            if (!batch) return;
            process(*batch);
        }
    }

    /// Nothing when it is time to stop.
    std::optional<std::vector<Work>> wait_for_work() {
        std::unique_lock lock(mutex_);
        wake_.wait_for(lock, next_wait(), [this] { return stopping_ || !queue_.empty(); });
        std::vector<Work> batch;
        batch.swap(queue_);
        if (!stopping_) return batch;
        lock.unlock();
        for (auto& work : batch)
            tell(submission_of(work), Unknown{});
        return std::nullopt;
    }

    std::chrono::milliseconds next_wait() const {
        auto wake = std::numeric_limits<std::int64_t>::max();
        for (const auto& [id, session] : sessions_)
            wake = std::min(wake, session->next_wake_ms());
        const auto now = parts_.clock->boot_ms();
        if (wake == std::numeric_limits<std::int64_t>::max()) return kLongestWait;
        const auto wait = std::clamp<std::int64_t>(wake - now, 0, kLongestWait.count());
        return std::chrono::milliseconds{wait};
    }

    void process(std::vector<Work>& batch) {
        std::map<engine::SessionId, std::vector<ToTell>> told;
        for (auto& work : batch)
            take(work, told);
        for (auto& [id, session] : sessions_)
            if (!session->is_read_only()) session->keep_time();

        std::vector<Published> published;
        for (auto& [id, session] : sessions_)
            if (auto news = settle(*session, told[id])) published.push_back(std::move(*news));
        publish();
        for (const auto& news : published)
            if (parts_.watcher) parts_.watcher(news);
        for (auto& [id, answers] : told) {
            for (auto& [submission, end] : answers)
                tell(*submission, end);
        }
    }

    void take(Work& work, std::map<engine::SessionId, std::vector<ToTell>>& told) {
        auto& submission = submission_of(work);
        auto end = host(work);
        if (!end) end = judge(submission, std::holds_alternative<SidesOnly>(work));
        told[submission.session].push_back({.submission = &submission, .end = *end});
    }

    /// A new session gets its file first; one that is already here is the same order again.
    std::optional<OrderEnd> host(const Work& work) {
        const auto* created = std::get_if<NewSession>(&work);
        if (created == nullptr || sessions_.contains(created->facts.id)) return std::nullopt;
        const auto folder = parts_.sessions / created->facts.id.text();
        try {
            sessions_.emplace(created->facts.id,
                              std::make_unique<HostedSession>(folder, created->facts, parts_));
        } catch (const std::exception& error) {
            server::log().error(
                "session.not_made",
                {{"session", created->facts.id}, {"why", server::MachineText(error.what())}});
            return Unknown{};
        }
        return std::nullopt;
    }

    OrderEnd judge(Submission& submission, bool sides_only) {
        const auto found = sessions_.find(submission.session);
        if (found == sessions_.end()) return NoSession{};
        auto& session = *found->second;
        if (session.is_read_only() && !session.reopen()) return Unknown{};
        if (auto* open = std::get_if<engine::OpenSession>(&submission.order.command))
            open->past = past_use(others_than(submission.session), *parts_.content);
        return sides_only ? session.keep(submission.sides) : session.judge(submission);
    }

    std::vector<OtherSession> others_than(engine::SessionId id) const {
        std::vector<OtherSession> others;
        for (const auto& [other, session] : sessions_) {
            if (other != id)
                others.push_back({.view = session->view(), .open = session->is_open()});
        }
        return others;
    }

    /// Makes a session's batch durable; on failure everything it would have said becomes Unknown.
    static std::optional<Published> settle(HostedSession& session, std::vector<ToTell>& answers) {
        if (session.is_read_only() && !session.reopen()) return std::nullopt;
        if (!session.is_dirty() && !session.has_come_back()) return std::nullopt;
        try {
            return session.commit();
        } catch (const server::sql::SqlError& error) {
            return give_up(session, answers, error, error.is_disk_full());
        } catch (const std::exception& error) {
            // Whoever signs the checkpoint failed: what was judged is no more durable for that.
            return give_up(session, answers, error, /*disk_full=*/false);
        }
    }

    static Published give_up(HostedSession& session,
                             std::vector<ToTell>& answers,
                             const std::exception& error,
                             bool disk_full) {
        server::log().error(
            "session.read_only",
            {{"session", session.view()->facts.id}, {"why", server::MachineText(error.what())}});
        for (auto& answer : answers)
            answer.end = Unknown{};
        return session.fail(disk_full);
    }

    void publish() {
        auto next = std::make_shared<CentreView>();
        for (const auto& [id, session] : sessions_)
            if (!session->is_empty()) next->sessions.emplace(id, session->view());
        const std::lock_guard lock(view_mutex_);
        view_ = std::move(next);
    }

    void tell(Submission& submission, const OrderEnd& end) const {
        if (!submission.answer) return;
        submission.answer(Answered{.end = end, .view = view()->find(submission.session)});
    }

    RoomLoopParts parts_;
    std::map<engine::SessionId, std::unique_ptr<HostedSession>> sessions_;
    std::thread thread_;

    mutable std::mutex view_mutex_;  // guards view_
    std::shared_ptr<const CentreView> view_ = std::make_shared<const CentreView>();

    std::mutex mutex_;  // guards queue_ and stopping_
    std::condition_variable wake_;
    std::vector<Work> queue_;
    bool stopping_ = false;
};

namespace {

/// Where an HTTP thread waits; outlives it when it gives up waiting.
struct Waiting {
    std::mutex mutex;  // guards answered
    std::condition_variable come;
    std::optional<Answered> answered;
};

}  // namespace

RoomLoop::RoomLoop(RoomLoopParts parts) : inside_(std::make_unique<Inside>(std::move(parts))) {}

RoomLoop::~RoomLoop() {
    inside_->stop();
}

void RoomLoop::start() {
    inside_->start();
}

void RoomLoop::stop() {
    inside_->stop();
}

bool RoomLoop::submit(Submission submission) {
    return inside_->submit(std::move(submission));
}

bool RoomLoop::submit_new_session(const SessionFacts& facts, Submission creation) {
    return inside_->submit(NewSession{.facts = facts, .creation = std::move(creation)});
}

namespace {

template <class Submit>
Answered wait_for(Submission submission, std::chrono::milliseconds patience, Submit submit) {
    auto waiting = std::make_shared<Waiting>();
    submission.answer = [waiting](const Answered& answered) {
        const std::lock_guard lock(waiting->mutex);
        waiting->answered = answered;
        waiting->come.notify_one();
    };
    if (!submit(std::move(submission))) return Answered{.end = Unknown{}};
    std::unique_lock lock(waiting->mutex);
    waiting->come.wait_for(lock, patience, [&] { return waiting->answered.has_value(); });
    return waiting->answered.value_or(Answered{.end = Unknown{}});
}

}  // namespace

Answered RoomLoop::ask(Submission submission, std::chrono::milliseconds patience) {
    return wait_for(
        std::move(submission), patience, [&](Submission one) { return submit(std::move(one)); });
}

Answered RoomLoop::ask_new_session(const SessionFacts& facts,
                                   Submission creation,
                                   std::chrono::milliseconds patience) {
    return wait_for(std::move(creation), patience, [&](Submission one) {
        return submit_new_session(facts, std::move(one));
    });
}

bool RoomLoop::add_sign_in(engine::SessionId session, const SignInRow& row) {
    return keep(session, {row});
}

void RoomLoop::end_sign_in(engine::SessionId session, const crypto::Digest& token) {
    // Best effort: a sign-in that could not be ended on a failing disk ends with its cookie.
    static_cast<void>(keep(session, {EndSignIn{.token = token}}));
}

bool RoomLoop::keep(engine::SessionId session, std::vector<SideRecord> sides) {
    const auto answered =
        wait_for({.session = session, .sides = std::move(sides)},
                 std::chrono::seconds{5},
                 [&](Submission one) { return inside_->submit(SidesOnly{std::move(one)}); });
    return std::holds_alternative<Done>(answered.end);
}

std::shared_ptr<const CentreView> RoomLoop::view() const {
    return inside_->view();
}

}  // namespace probant::center
