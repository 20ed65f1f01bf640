// tests/unit/server/live_server.h: a server whose one route upgrades to a hub.
//
// Role     What the hub's tests talk to, over plain loopback or over TLS.
// Threads  The test's; what the hub reports is guarded by a mutex.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

#include "server/http/server.h"
#include "server/live/hub.h"

namespace probant::tests {

class LiveServer {
public:
    explicit LiveServer(server::HubSettings hub_settings = {},
                        std::optional<server::TlsFiles> tls = std::nullopt)
        : hub_(hub_settings, handlers()),
          http_(
              settings(std::move(tls)),
              server::RouteTable({{server::Method::Get,
                                   "/live/{topic}",
                                   server::Access{1},
                                   server::UpgradeHandler([this](const server::Request& request) {
                                       return take(request);
                                   })}}),
              [](server::Request&, server::Access) { return std::nullopt; },
              nullptr) {
        hub_.start();
        http_.start();
    }

    LiveServer(const LiveServer&) = delete;
    LiveServer& operator=(const LiveServer&) = delete;
    LiveServer(LiveServer&&) = delete;
    LiveServer& operator=(LiveServer&&) = delete;

    ~LiveServer() {
        http_.stop();
        hub_.stop();
    }

    [[nodiscard]] server::Hub& hub() { return hub_; }

    [[nodiscard]] server::HttpServer& http() { return http_; }

    [[nodiscard]] std::uint16_t port() const { return http_.port(); }

    [[nodiscard]] std::vector<server::Closed> closed() const {
        const std::lock_guard lock(mutex_);
        return closed_;
    }

    [[nodiscard]] std::vector<std::string> messages() const {
        const std::lock_guard lock(mutex_);
        return messages_;
    }

    /// The id of the last connection opened on a topic.
    [[nodiscard]] server::ConnectionId opened_on(const std::string& topic) const {
        const std::lock_guard lock(mutex_);
        const auto found = opened_.find(topic);
        return found == opened_.end() ? server::ConnectionId{} : found->second;
    }

    /// Waits for what another thread will make true; false after `patience`.
    static bool eventually(const std::function<bool()>& is_true,
                           std::chrono::milliseconds patience = std::chrono::seconds{10}) {
        const auto deadline = std::chrono::steady_clock::now() + patience;
        while (!is_true()) {
            if (std::chrono::steady_clock::now() > deadline) return false;
            std::this_thread::sleep_for(std::chrono::milliseconds{5});
        }
        return true;
    }

private:
    static server::ServerSettings settings(std::optional<server::TlsFiles> tls) {
        server::ServerSettings made;
        made.listeners = {{.address = "127.0.0.1", .port = 0, .tls = std::move(tls)}};
        made.hosts = {"localhost", "127.0.0.1"};
        made.sizes = server::Sizes::sized_for(200);
        return made;
    }

    server::HubHandlers handlers() {
        server::HubHandlers made;
        made.on_open = [this](server::ConnectionId id, const server::Subscriber& subscriber) {
            const std::lock_guard lock(mutex_);
            opened_[subscriber.who] = id;
        };
        made.on_message = [this](server::ConnectionId, std::string_view text) {
            const std::lock_guard lock(mutex_);
            messages_.emplace_back(text);
        };
        made.on_closed = [this](server::ConnectionId, server::Closed why) {
            const std::lock_guard lock(mutex_);
            closed_.push_back(why);
        };
        return made;
    }

    std::variant<server::Reply, server::Takeover> take(const server::Request& request) {
        const auto& topic = request.parameters.text("topic");
        if (topic == "forbidden") return server::problem(403, "forbidden", {"Non.", "No."});
        return server::Takeover([this, topic](server::UpgradedSocket socket) {
            hub_.attach(std::move(socket), {.topics = {topic}, .who = topic});
        });
    }

    mutable std::mutex mutex_;  // guards the three below, written by the hub thread
    std::map<std::string, server::ConnectionId> opened_;
    std::vector<std::string> messages_;
    std::vector<server::Closed> closed_;
    server::Hub hub_;
    server::HttpServer http_;
};

}  // namespace probant::tests
