// center/rehearse/loop.h: one thread that plays a whole room.
//
// Role        Runs Tasks; wakes each when its bell rings (bytes came, news came) or when its time
//             is over.
// Invariants  A Bell has one waiter at most, and a ring nobody waits for is kept for the next one.
//             Nothing is resumed from inside ring(): only from the loop itself.
// Threads     One: whoever calls run().
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <coroutine>
#include <deque>
#include <list>
#include <map>

#include "center/rehearse/task.h"

namespace probant::center::rehearse {

using Time = std::chrono::steady_clock::time_point;

class Loop;

class Bell {
public:
    explicit Bell(Loop& loop) : loop_(loop) {}

    Bell(const Bell&) = delete;
    Bell& operator=(const Bell&) = delete;
    Bell(Bell&&) = delete;
    Bell& operator=(Bell&&) = delete;
    ~Bell();

    void ring();

    class Wait {
    public:
        Wait(Bell& bell, Time deadline) : bell_(bell), deadline_(deadline) {}

        [[nodiscard]] bool await_ready() const;
        void await_suspend(std::coroutine_handle<> waiter);
        /// Whether it rang; false at the deadline.
        [[nodiscard]] bool await_resume();

    private:
        Bell& bell_;
        Time deadline_;
    };

    [[nodiscard]] Wait wait_until(Time deadline) { return {*this, deadline}; }

private:
    friend class Loop;

    void forget_timer();

    Loop& loop_;
    bool rung_{};
    std::coroutine_handle<> waiter_{};
    bool timed_{};
    std::multimap<Time, Bell*>::iterator timer_{};
};

class Loop {
public:
    Loop();
    Loop(const Loop&) = delete;
    Loop& operator=(const Loop&) = delete;
    Loop(Loop&&) = delete;
    Loop& operator=(Loop&&) = delete;
    ~Loop();

    /// Starts at the next turn; runs beside the others until it ends or run() returns.
    void spawn(Task<void> task);

    /// Until `main` has ended; what was spawned and still waits is dropped. Once only.
    void run(Task<void> main);

    /// Rings `bell` whenever the descriptor becomes readable or writable (edges, not levels).
    void watch(int descriptor, Bell& bell) const;
    void forget(int descriptor) const;

    [[nodiscard]] static Time now() { return std::chrono::steady_clock::now(); }

    /// Never earlier.
    Task<void> sleep_until(Time moment);

private:
    friend class Bell;

    void ring_due();
    void wait_for_events(int most_ms) const;
    void resume_ready(const Task<void>& main);
    [[nodiscard]] int next_wait_ms() const;

    int epoll_ = -1;
    std::multimap<Time, Bell*> timers_;
    std::deque<std::coroutine_handle<>> ready_;
    std::list<Task<void>> tasks_;
};

}  // namespace probant::center::rehearse
