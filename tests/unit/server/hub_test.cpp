// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "server/live/client.h"
#include "server/live/frame.h"
#include "tests/unit/server/live_server.h"
#include "tests/unit/server/raw_client.h"

namespace {

using namespace probant;
using namespace probant::server;
using namespace std::chrono_literals;
using probant::tests::LiveServer;
using probant::tests::RawClient;

Peer peer_of(const LiveServer& live) {
    return {.host = "127.0.0.1", .port = live.port(), .secure = false, .authority = {}};
}

WebSocketClient opened(const LiveServer& live, const std::string& topic = "room") {
    auto client = WebSocketClient::open(peer_of(live), "/live/" + topic, {});
    REQUIRE(client);
    return std::move(client).value();
}

/// A connection upgraded by hand, to send what a client would never send.
RawClient upgraded(const LiveServer& live, const std::string& behind = "") {
    RawClient client(live.port());
    client.send(
        "GET /live/raw HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n" +
        behind);
    const auto reply = client.read_reply();
    REQUIRE(reply.starts_with("HTTP/1.1 101 "));
    REQUIRE(reply.find("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n") !=
            std::string::npos);
    return client;
}

std::string masked(Opcode opcode, std::string_view payload) {
    return masked_frame_of(opcode, payload, {1, 2, 3, 4});
}

bool was_closed(const LiveServer& live, Closed why) {
    return LiveServer::eventually([&] {
        const auto closed = live.closed();
        return std::ranges::find(closed, why) != closed.end();
    });
}

}  // namespace

TEST_CASE("A message goes in, and one comes out to its connection alone") {
    LiveServer live;
    auto one = opened(live, "one");
    auto two = opened(live, "two");

    one.send("hello");
    REQUIRE(LiveServer::eventually([&] { return live.messages().size() == 1; }));
    CHECK(live.messages().front() == "hello");
    REQUIRE(LiveServer::eventually([&] { return live.opened_on("two").value != 0; }));
    live.hub().send(live.opened_on("two"), "for two");

    CHECK(two.receive(5s) == "for two");
    CHECK_FALSE(one.receive(50ms).has_value());
}

TEST_CASE("A broadcast reaches those who have its topic and nobody else") {
    LiveServer live;
    auto here = opened(live, "here");
    auto there = opened(live, "there");
    REQUIRE(LiveServer::eventually([&] { return live.hub().counts().open == 2; }));

    live.hub().broadcast("here", "news");

    CHECK(here.receive(5s) == "news");
    CHECK_FALSE(there.receive(50ms).has_value());
}

TEST_CASE("Heartbeats are counted and are no messages") {
    LiveServer live;
    auto client = opened(live);

    client.send("hb");
    client.send("hb");

    CHECK(LiveServer::eventually([&] { return live.hub().counts().heartbeats == 2; }));
    CHECK(live.messages().empty());
}

TEST_CASE("A handler may refuse the upgrade with a reply") {
    const LiveServer live;

    const auto client = WebSocketClient::open(peer_of(live), "/live/forbidden", {});

    REQUIRE_FALSE(client);
    CHECK(client.error().why == "HTTP/1.1 403 Forbidden");
}

TEST_CASE("A WebSocket asked for by another site is refused") {
    const LiveServer live;

    CHECK_FALSE(
        WebSocketClient::open(peer_of(live), "/live/room", {{"Origin", "https://evil.example"}}));
    CHECK_FALSE(WebSocketClient::open(peer_of(live), "/live/room", {{"Cookie", "__Host-s=1"}}));
    CHECK(WebSocketClient::open(peer_of(live),
                                "/live/room",
                                {{"Origin", "http://127.0.0.1:" + std::to_string(live.port())}}));
}

TEST_CASE("A plain request to a WebSocket route is told to upgrade") {
    const LiveServer live;
    RawClient client(live.port());

    const auto reply = client.ask("GET /live/room HTTP/1.1\r\nHost: localhost\r\n\r\n");

    CHECK(reply.starts_with("HTTP/1.1 426 "));
    CHECK(reply.find("Upgrade: websocket") != std::string::npos);
}

TEST_CASE("What a client sends right behind its upgrade is not lost") {
    LiveServer live;

    const auto client = upgraded(live, masked(Opcode::Text, "early"));

    REQUIRE(LiveServer::eventually([&] { return live.messages().size() == 1; }));
    CHECK(live.messages().front() == "early");
}

TEST_CASE("A ping is answered with its own bytes") {
    const LiveServer live;
    auto client = upgraded(live);

    client.send(masked(Opcode::Ping, "abc"));

    CHECK(client.read(5) == frame_of(Opcode::Pong, "abc"));
}

TEST_CASE("A close is answered and the connection ends") {
    const LiveServer live;
    auto client = upgraded(live);

    client.send(masked(Opcode::Close, close_payload(1000, "")));

    CHECK(client.read_to_end() == frame_of(Opcode::Close, close_payload(1000, "")));
    CHECK(was_closed(live, Closed::ByPeer));
}

TEST_CASE("A message of the limit passes, one byte more closes the connection") {
    LiveServer live;
    auto exact = upgraded(live);
    exact.send(masked(Opcode::Text, std::string(4096, 'x')));
    CHECK(LiveServer::eventually([&] { return live.messages().size() == 1; }));

    auto over = upgraded(live);
    over.send(masked(Opcode::Text, std::string(4097, 'x')));

    CHECK(over.read_to_end() == frame_of(Opcode::Close, close_payload(1009, "")));
    CHECK(was_closed(live, Closed::BadFrame));
    CHECK(live.messages().size() == 1);
}

TEST_CASE("An unmasked, a binary and a badly spelled text each close the connection") {
    const LiveServer live;
    const std::vector<std::pair<std::string, std::uint16_t>> wrongs{
        {frame_of(Opcode::Text, "x"), 1002},
        {masked(Opcode::Binary, "x"), 1003},
        {masked(Opcode::Text, "\xFF"), 1007},
    };

    for (const auto& [bytes, code] : wrongs) {
        auto client = upgraded(live);
        client.send(bytes);
        CHECK(client.read_to_end() == frame_of(Opcode::Close, close_payload(code, "")));
    }
    CHECK(live.messages().empty());
}

TEST_CASE("Half a frame is dropped when its time is over, though other bytes trickle in") {
    const LiveServer live({.half_frame = 300ms});
    auto client = upgraded(live);
    const auto bytes = masked(Opcode::Text, std::string(100, 'x'));

    for (const char byte : bytes) {
        if (!client.send(std::string_view(&byte, 1))) break;
        if (!live.closed().empty()) break;
        std::this_thread::sleep_for(20ms);
    }

    CHECK(was_closed(live, Closed::BadFrame));
    CHECK(live.messages().empty());
}

TEST_CASE("A silent connection is pinged, then dropped") {
    const LiveServer live({.ping_after = 200ms, .silent = 800ms});
    auto silent = upgraded(live);

    CHECK(silent.read(2) == frame_of(Opcode::Ping, ""));
    CHECK(was_closed(live, Closed::Silent));
}

TEST_CASE("A connection that answers its pings stays") {
    LiveServer live({.ping_after = 200ms, .silent = 800ms});
    auto client = opened(live);

    CHECK_FALSE(client.receive(2s).has_value());

    CHECK(client.is_open());
    CHECK(live.hub().counts().open == 1);
}

TEST_CASE("A flood of messages closes its connection") {
    const LiveServer live;
    auto client = upgraded(live);
    std::string flood;
    for (int count = 0; count < 200; ++count)
        flood += masked(Opcode::Text, "x");

    client.send(flood);

    CHECK(was_closed(live, Closed::BadFrame));
    CHECK(live.messages().size() <= 100);
}

TEST_CASE("One connection more than the hub takes is told to come later") {
    LiveServer live({.connections = 2});
    const auto one = opened(live);
    const auto two = opened(live);
    REQUIRE(LiveServer::eventually([&] { return live.hub().counts().open == 2; }));

    auto three = upgraded(live);

    CHECK(three.read_to_end() == frame_of(Opcode::Close, close_payload(1013, "")));
    CHECK(live.hub().counts().open == 2);
}

TEST_CASE(
    "A room of 200 gets its message while one reader has stalled, and only that one is dropped") {
    LiveServer live({.queue_bytes = std::size_t{128} * 1024, .stalled = 500ms});
    std::vector<WebSocketClient> room;
    for (int count = 0; count < 199; ++count)
        room.push_back(opened(live));
    auto stalled = upgraded(live);
    stalled.socket().setReceiveBufferSize(4096);
    REQUIRE(LiveServer::eventually([&] { return live.hub().counts().open == 200; }));

    // The kernel takes a few megabytes for the one that does not read, then its queue fills.
    const std::string large(std::size_t{16} * 1024, 'x');
    for (int count = 0; count < 400 && live.closed().empty(); ++count) {
        live.hub().broadcast("raw", large);
        std::this_thread::sleep_for(1ms);
    }
    live.hub().broadcast("room", "go on");

    int reached = 0;
    for (auto& client : room)
        reached += client.receive(5s) == "go on" ? 1 : 0;
    CHECK(reached == 199);
    CHECK(was_closed(live, Closed::Stalled));
    CHECK(live.hub().counts().open == 199);
    CHECK(live.hub().counts().dropped == 1);
}

TEST_CASE("Closing one connection says why to its peer") {
    LiveServer live;
    auto client = upgraded(live);
    REQUIRE(LiveServer::eventually([&] { return live.opened_on("raw").value != 0; }));

    live.hub().close(live.opened_on("raw"), CloseCode::Policy, "seat moved");

    CHECK(client.read_to_end() == frame_of(Opcode::Close, close_payload(1008, "seat moved")));
    CHECK(was_closed(live, Closed::ByUs));
}

TEST_CASE("Stopping the hub says goodbye to all, and later sockets are let go") {
    LiveServer live;
    auto client = upgraded(live);
    REQUIRE(LiveServer::eventually([&] { return live.hub().counts().open == 1; }));

    live.hub().stop();

    CHECK(client.read_to_end() == frame_of(Opcode::Close, close_payload(1001, "")));
    auto late = WebSocketClient::open(peer_of(live), "/live/room", {});
    const bool is_told = late && std::move(late).value().receive(2s).has_value();
    CHECK_FALSE(is_told);
    CHECK(live.hub().counts().open == 0);
}
