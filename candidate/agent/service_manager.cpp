// SPDX-License-Identifier: EUPL-1.2
#include "candidate/agent/service_manager.h"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdlib>
#include <span>
#include <system_error>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace probant::candidate {
namespace {

std::string variable(const char* name) {
    const char* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): before any thread
    return value == nullptr ? std::string() : std::string(value);
}

// Half of what is allowed: one that comes late is still in time.
std::optional<engine::Duration> read_watchdog(std::string_view microseconds) {
    std::int64_t number = 0;
    const auto* end = microseconds.data() + microseconds.size();
    const auto [stop, error] = std::from_chars(microseconds.data(), end, number);
    if (error != std::errc{} || stop != end || number <= 0) return std::nullopt;
    return engine::Duration{std::max<std::int64_t>(number / 2000, 1)};
}

}  // namespace

ServiceManager::ServiceManager() : path_(variable("NOTIFY_SOCKET")) {
    watchdog_ = read_watchdog(variable("WATCHDOG_USEC"));
    if (!path_.empty()) socket_ = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
}

ServiceManager::~ServiceManager() {
    if (socket_ >= 0) ::close(socket_);
}

void ServiceManager::tell(std::string_view state) const {
    sockaddr_un address{};
    const std::span room(address.sun_path);
    if (socket_ < 0 || path_.size() >= room.size()) return;
    address.sun_family = AF_UNIX;
    std::ranges::copy(path_, room.begin());
    // systemd writes the first byte of an abstract socket, which is zero, as '@'.
    if (room.front() == '@') room.front() = '\0';
    const auto length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + path_.size());
    // The sockets interface takes every address through this one pointer type.
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast)
    const auto* any = reinterpret_cast<const sockaddr*>(&address);
    static_cast<void>(
        ::sendto(socket_, state.data(), state.size(), MSG_NOSIGNAL | MSG_DONTWAIT, any, length));
}

}  // namespace probant::candidate
