// SPDX-License-Identifier: EUPL-1.2
#include "center/rehearse/loop.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

#include <sys/epoll.h>
#include <unistd.h>

namespace probant::center::rehearse {
namespace {

constexpr std::size_t kEventsMax = 256;

/// A loop with nothing to do still looks up once a second.
constexpr std::int64_t kLongestWaitMs = 1'000;

/// Ended tasks are swept when so many could have ended: sweeping at each turn would be quadratic.
constexpr std::size_t kSweepAt = 64;

}  // namespace

Bell::~Bell() {
    forget_timer();
}

void Bell::forget_timer() {
    if (!timed_) return;
    loop_.timers_.erase(timer_);
    timed_ = false;
}

void Bell::ring() {
    rung_ = true;
    if (!waiter_) return;
    forget_timer();
    loop_.ready_.push_back(std::exchange(waiter_, nullptr));
}

bool Bell::Wait::await_ready() const {
    return bell_.rung_;
}

void Bell::Wait::await_suspend(std::coroutine_handle<> waiter) {
    ENSURE(!bell_.waiter_);
    bell_.waiter_ = waiter;
    bell_.timer_ = bell_.loop_.timers_.emplace(deadline_, &bell_);
    bell_.timed_ = true;
}

bool Bell::Wait::await_resume() {
    return std::exchange(bell_.rung_, false);
}

Loop::Loop() : epoll_(::epoll_create1(EPOLL_CLOEXEC)) {
    if (epoll_ < 0) throw std::system_error(errno, std::generic_category(), "epoll_create1");
}

Loop::~Loop() {
    ready_.clear();
    tasks_.clear();
    ::close(epoll_);
}

void Loop::spawn(Task<void> task) {
    ready_.push_back(task.handle());
    tasks_.push_back(std::move(task));
}

void Loop::run(Task<void> main) {
    ready_.push_back(main.handle());
    while (true) {
        resume_ready(main);
        if (main.is_done()) break;
        wait_for_events(next_wait_ms());
        ring_due();
    }
    ready_.clear();
    tasks_.clear();
    main.await_resume();
}

void Loop::resume_ready(const Task<void>& main) {
    std::size_t resumed = 0;
    while (!ready_.empty() && !main.is_done()) {
        const auto next = ready_.front();
        ready_.pop_front();
        next.resume();
        ++resumed;
    }
    if (resumed < kSweepAt && tasks_.size() > kSweepAt) return;
    std::erase_if(tasks_, [](const Task<void>& task) {
        if (task.is_done()) task.await_resume();
        return task.is_done();
    });
}

void Loop::ring_due() {
    const auto moment = now();
    while (!timers_.empty() && timers_.begin()->first <= moment) {
        auto* bell = timers_.begin()->second;
        bell->forget_timer();
        ready_.push_back(std::exchange(bell->waiter_, nullptr));
    }
}

int Loop::next_wait_ms() const {
    if (!ready_.empty()) return 0;
    if (timers_.empty()) return static_cast<int>(kLongestWaitMs);
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(timers_.begin()->first - now()).count();
    return static_cast<int>(std::clamp<std::int64_t>(left, 0, kLongestWaitMs));
}

void Loop::wait_for_events(int most_ms) const {
    std::array<epoll_event, kEventsMax> events{};
    const int count = ::epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), most_ms);
    for (int place = 0; place < count; ++place)
        static_cast<Bell*>(events.at(static_cast<std::size_t>(place)).data.ptr)->ring();
}

void Loop::watch(int descriptor, Bell& bell) const {
    epoll_event wanted{};
    wanted.events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET;
    wanted.data.ptr = &bell;
    if (::epoll_ctl(epoll_, EPOLL_CTL_ADD, descriptor, &wanted) != 0)
        throw std::system_error(errno, std::generic_category(), "epoll_ctl");
}

void Loop::forget(int descriptor) const {
    // A descriptor that the peer's end has already closed is forgotten by the system itself.
    static_cast<void>(::epoll_ctl(epoll_, EPOLL_CTL_DEL, descriptor, nullptr));
}

Task<void> Loop::sleep_until(Time moment) {
    Bell bell(*this);
    while (now() < moment)
        static_cast<void>(co_await bell.wait_until(moment));
}

}  // namespace probant::center::rehearse
