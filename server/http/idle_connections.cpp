// SPDX-License-Identifier: EUPL-1.2
#include "server/http/idle_connections.h"

#include <array>
#include <atomic>
#include <cerrno>
#include <deque>
#include <list>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

#include <sys/epoll.h>

#include "crypto/base/ensure.h"
#include "server/base/descriptor.h"
#include "server/http/connection.h"

namespace probant::server {
namespace {

using Clock = std::chrono::steady_clock;

/// How often patience is looked at, and whether the server stops.
constexpr std::chrono::milliseconds kTick{200};

/// How soon a connection that found no thread is tried again.
constexpr std::chrono::milliseconds kAgain{5};

/// Events taken from the kernel at once; what is left comes at the next turn.
constexpr std::size_t kEventsMax = 256;

}  // namespace

class IdleConnections::Inside {
public:
    Inside(std::size_t most, std::chrono::milliseconds patience, Wake wake)
        : most_(most),
          patience_(patience),
          wake_(std::move(wake)),
          epoll_(::epoll_create1(EPOLL_CLOEXEC)) {
        ENSURE(wake_ != nullptr);
    }

    void start() {
        ENSURE(!thread_.joinable());
        accepts_ = true;
        thread_ = std::thread([this] { run(); });
    }

    void stop() {
        if (!thread_.joinable()) return;
        stopping_ = true;
        thread_.join();
        Dead dead;
        const std::lock_guard lock(mutex_);
        accepts_ = false;
        while (!kept_.empty())
            dead.push_back(taken_out(kept_.begin()));
        awake_.clear();
    }

    void keep(std::unique_ptr<Connection> connection) {
        Dead dead;
        const std::lock_guard lock(mutex_);
        if (!accepts_ || !watch(connection->descriptor())) {
            dead.push_back(std::move(connection));
            return;
        }
        const int descriptor = connection->descriptor();
        kept_.push_back({std::move(connection), Clock::now() + patience_});
        places_[descriptor] = std::prev(kept_.end());
        if (kept_.size() > most_) dead.push_back(taken_out(kept_.begin()));
    }

private:
    struct Kept {
        std::unique_ptr<Connection> connection;
        Clock::time_point until;
    };

    /// Declared before the lock, so that what is in it is closed after: a peer's socket may take
    /// long.
    using Dead = std::vector<std::unique_ptr<Connection>>;
    using Place = std::list<Kept>::iterator;

    bool watch(int descriptor) {
        epoll_event event{};
        event.events = EPOLLIN | EPOLLRDHUP;
        event.data.fd = descriptor;
        return ::epoll_ctl(epoll_.number(), EPOLL_CTL_ADD, descriptor, &event) == 0;
    }

    /// Before anything closes the descriptor: its number is given to the next connection.
    std::unique_ptr<Connection> taken_out(Place place) {
        auto connection = std::move(place->connection);
        epoll_event unused{};
        ENSURE(::epoll_ctl(epoll_.number(), EPOLL_CTL_DEL, connection->descriptor(), &unused) == 0);
        places_.erase(connection->descriptor());
        kept_.erase(place);
        return connection;
    }

    void run() {
        while (!stopping_)
            turn();
    }

    void turn() {
        std::array<epoll_event, kEventsMax> events{};
        const auto wait = awake_.empty() ? kTick : kAgain;
        const int count = ::epoll_wait(epoll_.number(),
                                       events.data(),
                                       static_cast<int>(events.size()),
                                       static_cast<int>(wait.count()));
        ENSURE(count >= 0 || errno == EINTR);
        gather(std::span(events).first(static_cast<std::size_t>(std::max(count, 0))));
        while (!awake_.empty() && wake_(awake_.front()))
            awake_.pop_front();
    }

    /// A number told by the kernel may by now be another connection's: woken for nothing, it comes
    /// back.
    void gather(std::span<const epoll_event> events) {
        Dead dead;
        const std::lock_guard lock(mutex_);
        for (const auto& event : events) {
            const auto found = places_.find(event.data.fd);
            if (found != places_.end()) awake_.push_back(taken_out(found->second));
        }
        const auto now = Clock::now();
        while (!kept_.empty() && kept_.front().until <= now)
            dead.push_back(taken_out(kept_.begin()));
    }

    const std::size_t most_;
    const std::chrono::milliseconds patience_;
    const Wake wake_;
    Descriptor epoll_;
    std::thread thread_;
    std::atomic<bool> stopping_{false};

    std::mutex mutex_;                       // guards what follows, but awake_
    std::list<Kept> kept_;                   // the longest idle first
    std::unordered_map<int, Place> places_;  // by descriptor
    bool accepts_ = false;

    std::deque<std::unique_ptr<Connection>> awake_;  // this thread's: they wait for one of the pool
};

IdleConnections::IdleConnections(std::size_t most, std::chrono::milliseconds patience, Wake wake)
    : inside_(std::make_unique<Inside>(most, patience, std::move(wake))) {}

IdleConnections::~IdleConnections() {
    inside_->stop();
}

void IdleConnections::start() {
    inside_->start();
}

void IdleConnections::stop() {
    inside_->stop();
}

void IdleConnections::keep(std::unique_ptr<Connection> connection) {
    inside_->keep(std::move(connection));
}

}  // namespace probant::server
