// tests/support/child.h: a program started by a test, that the test may kill at any moment.
//
// Role        Starts it with its own environment additions, reads its standard output line by
//             line, stops or kills it.
// Invariants  No child outlives its Child; only this process's own children are ever signalled.
// Threads     One at a time.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <sys/types.h>

namespace probant::support {

struct Launch {
    std::vector<std::string> command{};      ///< the program, then its arguments
    std::vector<std::string> environment{};  ///< "NAME=value", added to ours
    bool reads_output{};                     ///< otherwise its output is ours
};

class Child {
public:
    /// Throws std::runtime_error when it cannot be started.
    explicit Child(const Launch& launch);
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;
    Child(Child&&) = delete;
    Child& operator=(Child&&) = delete;
    ~Child();

    /// The next line it has written; nothing when none comes in time or it has closed its output.
    std::optional<std::string> line(std::chrono::milliseconds wait);

    /// SIGKILL, and waits for the end.
    void kill();

    /// This signal, without waiting.
    void signal(int number) const;

    /// SIGTERM, then SIGKILL after `patience`; the exit status, -1 when a signal ended it.
    int stop(std::chrono::milliseconds patience = std::chrono::seconds{20});

    /// Waits for it to end by itself.
    int wait();

    [[nodiscard]] bool is_running();

    /// As the system numbers it; -1 once it has ended.
    [[nodiscard]] pid_t id() const { return id_; }

private:
    [[nodiscard]] bool has_ended(int options);

    pid_t id_ = -1;
    int output_ = -1;
    int status_ = -1;
    std::string pending_;
};

/// Free at the time of asking.
[[nodiscard]] std::uint16_t free_port();

}  // namespace probant::support
