// SPDX-License-Identifier: EUPL-1.2
#include "tests/support/child.h"

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdlib>
#include <stdexcept>
#include <thread>

#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace probant::support {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

/// Only async-signal-safe calls: this process may have threads.
[[noreturn]] void become(char* const* command, char* const* environment, int output) {
    // A test that dies must not leave servers behind.
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-vararg): prctl() has no other form
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (output >= 0) ::dup2(output, STDOUT_FILENO);
    ::execvpe(*command, command, environment);
    ::_exit(127);
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
    std::vector<char*> list;
    for (auto& text : texts)
        list.push_back(text.data());
    list.push_back(nullptr);
    return list;
}

std::vector<std::string> environment_with(const std::vector<std::string>& additions) {
    std::vector<std::string> all = additions;
    // NOLINTNEXTLINE(cppcoreguidelines-pro-bounds-pointer-arithmetic): ended by a null, not counted
    for (char** one = environ; *one != nullptr; ++one)
        all.emplace_back(*one);
    return all;
}

}  // namespace

Child::Child(const Launch& launch) {
    auto command = launch.command;
    auto environment = environment_with(launch.environment);
    const auto arguments = pointers(command);
    const auto variables = pointers(environment);
    std::array<int, 2> pipe{-1, -1};
    if (launch.reads_output && ::pipe2(pipe.data(), O_CLOEXEC) != 0)
        throw std::runtime_error("no pipe");
    id_ = ::fork();
    if (id_ < 0) throw std::runtime_error("no process");
    if (id_ == 0) become(arguments.data(), variables.data(), pipe[1]);
    if (pipe[1] >= 0) ::close(pipe[1]);
    output_ = pipe[0];
}

Child::~Child() {
    kill();
    if (output_ >= 0) ::close(output_);
}

bool Child::has_ended(int options) {
    if (id_ < 0) return true;
    int status = 0;
    if (::waitpid(id_, &status, options) != id_) return false;
    status_ = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    id_ = -1;
    return true;
}

bool Child::is_running() {
    return !has_ended(WNOHANG);
}

void Child::signal(int number) const {
    if (id_ > 0) ::kill(id_, number);
}

void Child::kill() {
    signal(SIGKILL);
    static_cast<void>(has_ended(0));
}

int Child::wait() {
    static_cast<void>(has_ended(0));
    return status_;
}

int Child::stop(std::chrono::milliseconds patience) {
    signal(SIGTERM);
    const auto most = Clock::now() + patience;
    while (is_running() && Clock::now() < most)
        std::this_thread::sleep_for(5ms);
    kill();
    return status_;
}

std::optional<std::string> Child::line(std::chrono::milliseconds wait) {
    const auto deadline = Clock::now() + wait;
    while (true) {
        if (const auto end = pending_.find('\n'); end != std::string::npos) {
            auto line = pending_.substr(0, end);
            pending_.erase(0, end + 1);
            return line;
        }
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now());
        pollfd watched{output_, POLLIN, 0};
        if (::poll(&watched, 1, static_cast<int>(std::max<std::int64_t>(0, left.count()))) <= 0)
            return std::nullopt;
        std::array<char, 4096> chunk{};
        const auto count = ::read(output_, chunk.data(), chunk.size());
        if (count <= 0) return std::nullopt;
        pending_.append(chunk.data(), static_cast<std::size_t>(count));
    }
}

std::uint16_t free_port() {
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (socket < 0) throw std::runtime_error("no socket");
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    // The sockets interface takes every address through this one pointer type.
    // NOLINTBEGIN(cppcoreguidelines-pro-type-reinterpret-cast)
    const bool bound =
        ::bind(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 &&
        ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size) == 0;
    // NOLINTEND(cppcoreguidelines-pro-type-reinterpret-cast)
    ::close(socket);
    if (!bound) throw std::runtime_error("no free port");
    return ntohs(address.sin_port);
}

}  // namespace probant::support
