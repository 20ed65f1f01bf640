// center/rehearse/task.h: a piece of work that waits without holding a thread.
//
// Role        A C++20 coroutine that gives one value to whoever awaits it. A thousand stations are
//             a thousand of these on one thread.
// Invariants  Starts when awaited (or spawned on a Loop), is awaited at most once; an exception in
//             it comes out of the await.
// Threads     One: that of the Loop.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <coroutine>
#include <exception>
#include <optional>
#include <utility>

#include "crypto/base/ensure.h"

namespace probant::center::rehearse {

// The language calls these members on an object, whether they look at it or not.
// NOLINTBEGIN(readability-convert-member-functions-to-static)

/// What the promises of every Task share.
class TaskPromise {
public:
    [[nodiscard]] std::suspend_always initial_suspend() const noexcept { return {}; }

    struct Final {
        [[nodiscard]] bool await_ready() const noexcept { return false; }

        template <class Promise>
        std::coroutine_handle<> await_suspend(std::coroutine_handle<Promise> ended) noexcept {
            return ended.promise().awaiting_;
        }

        void await_resume() const noexcept {}
    };

    [[nodiscard]] Final final_suspend() const noexcept { return {}; }

    void unhandled_exception() noexcept { failure_ = std::current_exception(); }

    void let_wait(std::coroutine_handle<> awaiting) noexcept { awaiting_ = awaiting; }

    void rethrow() const {
        if (failure_) std::rethrow_exception(failure_);
    }

private:
    std::coroutine_handle<> awaiting_ = std::noop_coroutine();
    std::exception_ptr failure_;
};

template <class T>
class [[nodiscard]] Task {
public:
    class promise_type : public TaskPromise {
    public:
        Task get_return_object() {
            return Task(std::coroutine_handle<promise_type>::from_promise(*this));
        }

        void return_value(T value) { value_.emplace(std::move(value)); }

        T take() {
            rethrow();
            ENSURE(value_.has_value());
            return std::move(*value_);
        }

    private:
        std::optional<T> value_;
    };

    Task(Task&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}

    Task& operator=(Task&&) = delete;
    Task(const Task&) = delete;
    Task& operator=(const Task&) = delete;

    ~Task() {
        if (handle_) handle_.destroy();
    }

    [[nodiscard]] bool await_ready() const noexcept { return false; }

    std::coroutine_handle<> await_suspend(std::coroutine_handle<> awaiting) noexcept {
        handle_.promise().let_wait(awaiting);
        return handle_;
    }

    T await_resume() { return handle_.promise().take(); }

private:
    explicit Task(std::coroutine_handle<promise_type> handle) : handle_(handle) {}

    std::coroutine_handle<promise_type> handle_;
};

template <>
class [[nodiscard]] Task<void> {
public:
    class promise_type : public TaskPromise {
    public:
        Task get_return_object() {
            return Task(std::coroutine_handle<promise_type>::from_promise(*this));
        }

        void return_void() const noexcept {}
    };

    Task(Task&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}

    Task& operator=(Task&&) = delete;
    Task(const Task&) = delete;
    Task& operator=(const Task&) = delete;

    ~Task() {
        if (handle_) handle_.destroy();
    }

    [[nodiscard]] bool await_ready() const noexcept { return false; }

    std::coroutine_handle<> await_suspend(std::coroutine_handle<> awaiting) noexcept {
        handle_.promise().let_wait(awaiting);
        return handle_;
    }

    void await_resume() const { handle_.promise().rethrow(); }

    // For a Loop, which awaits its roots itself.
    [[nodiscard]] std::coroutine_handle<> handle() const { return handle_; }

    [[nodiscard]] bool is_done() const { return handle_.done(); }

private:
    explicit Task(std::coroutine_handle<promise_type> handle) : handle_(handle) {}

    std::coroutine_handle<promise_type> handle_;
};

// NOLINTEND(readability-convert-member-functions-to-static)

}  // namespace probant::center::rehearse
