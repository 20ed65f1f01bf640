// SPDX-License-Identifier: EUPL-1.2
#include <cstdlib>
#include <iostream>
#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <unistd.h>

#include "server/http/client.h"
#include "server/live/client.h"
#include "tests/unit/server/live_server.h"
#include "tests/unit/server/temporary_folder.h"

namespace {

using namespace probant;
using namespace probant::server;
using namespace std::chrono_literals;
using probant::tests::LiveServer;
using probant::tests::TemporaryFolder;

int run(const std::string& command) {
    return std::system(command.c_str());  // NOLINT(cert-env33-c,concurrency-mt-unsafe)
}

bool has_openssl() {
    static const bool there = run("openssl version >/dev/null 2>&1") == 0;
    if (!there) std::cout << "skipped: no openssl here to make a certificate with\n";
    return there;
}

/// A certificate for `name` that dies with the test.
struct Certificate {
    explicit Certificate(const std::string& name = "localhost",
                         const std::string& alternatives = "DNS:localhost,IP:127.0.0.1") {
        const auto folder_name = folder.path().string();
        const int status =
            run("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 "
                "-subj /CN=" +
                name + " -addext subjectAltName=" + alternatives + " -keyout " + folder_name +
                "/key.pem -out " + folder_name + "/cert.pem >/dev/null 2>&1");
        REQUIRE(status == 0);
    }

    [[nodiscard]] TlsFiles files() const {
        return {folder.path() / "cert.pem", folder.path() / "key.pem"};
    }

    [[nodiscard]] std::filesystem::path authority() const { return folder.path() / "cert.pem"; }

    TemporaryFolder folder;
};

Peer peer_of(const LiveServer& live, const Certificate& certificate) {
    return {.host = "localhost",
            .port = live.port(),
            .secure = true,
            .authority = certificate.authority()};
}

/// What openssl's own client says of a handshake with the server.
bool handshakes(const LiveServer& live, const std::string& options) {
    return run("openssl s_client -connect 127.0.0.1:" + std::to_string(live.port()) + " " +
               options + " </dev/null >/dev/null 2>&1") == 0;
}

}  // namespace

TEST_CASE("HTTPS answers the pinned client, with Strict-Transport-Security") {
    if (!has_openssl()) return;
    const Certificate certificate;
    const LiveServer live({}, certificate.files());
    HttpClient client(peer_of(live, certificate));

    for (int count = 0; count < 3; ++count) {
        const auto reply = client.fetch({.target = "/none"});
        if (!reply) FAIL(reply.error().why);
        CHECK(reply.value().status == 404);
        CHECK(reply.value().header("strict-transport-security") == "max-age=31536000");
    }
}

TEST_CASE("A TLS connection that was idle is the same one when it is used again") {
    if (!has_openssl()) return;
    const Certificate certificate;
    const LiveServer live({}, certificate.files());

    const std::string get = R"(printf 'GET /none HTTP/1.1\r\nHost: localhost\r\n)";
    const auto said = run(
        "(" + get + R"(\r\n'; sleep 1.2; )" + get + R"(Connection: close\r\n\r\n'; sleep 1) | )" +
        "openssl s_client -quiet -connect 127.0.0.1:" + std::to_string(live.port()) +
        " 2>/dev/null | grep -o 'HTTP/1.1 404' | wc -l | grep -qx 2");

    CHECK(said == 0);
}

TEST_CASE(
    "A client refuses a server whose certificate is not of its authority, or not of its name") {
    if (!has_openssl()) return;
    const Certificate certificate;
    const Certificate other;
    const Certificate elsewhere("elsewhere.example", "DNS:elsewhere.example");
    const LiveServer live({}, certificate.files());
    const LiveServer misnamed({}, elsewhere.files());

    CHECK_FALSE(HttpClient(peer_of(live, other)).fetch({}));
    CHECK_FALSE(HttpClient(peer_of(misnamed, elsewhere)).fetch({}));
    CHECK_FALSE(WebSocketClient::open(peer_of(live, other), "/live/room", {}));
    CHECK_FALSE(WebSocketClient::open(peer_of(misnamed, elsewhere), "/live/room", {}));
}

TEST_CASE("Only TLS 1.2 and 1.3 with authenticated encryption are spoken") {
    if (!has_openssl()) return;
    const Certificate certificate;
    const LiveServer live({}, certificate.files());

    CHECK(handshakes(live, "-tls1_3"));
    CHECK(handshakes(live, "-tls1_2"));
    CHECK_FALSE(handshakes(live, "-tls1_1 -cipher DEFAULT@SECLEVEL=0"));
    CHECK_FALSE(handshakes(live, "-tls1_2 -cipher ECDHE-ECDSA-AES128-SHA256"));
    CHECK_FALSE(handshakes(live, "-tls1_2 -cipher ECDHE-ECDSA-AES256-SHA"));
}

TEST_CASE("A key that is not the certificate's keeps the server from starting, with a sentence") {
    if (!has_openssl()) return;
    const Certificate one;
    const Certificate other;

    CHECK_THROWS_AS(LiveServer({}, TlsFiles{one.files().certificate, other.files().key}),
                    StartError);
    CHECK_THROWS_AS(LiveServer({}, TlsFiles{"/nowhere/cert.pem", "/nowhere/key.pem"}), StartError);
}

TEST_CASE("A hub of TLS sockets talks to all of them from one thread") {
    if (!has_openssl()) return;
    const Certificate certificate;
    LiveServer live({}, certificate.files());
    std::vector<WebSocketClient> room;
    for (int count = 0; count < 40; ++count) {
        auto client = WebSocketClient::open(peer_of(live, certificate), "/live/room", {});
        if (!client) FAIL(client.error().why);
        room.push_back(std::move(client).value());
    }
    REQUIRE(LiveServer::eventually([&] { return live.hub().counts().open == 40; }));

    const std::string large(std::size_t{100} * 1024, 'x');
    live.hub().broadcast("room", large);
    for (auto& client : room)
        client.send("hb");

    int reached = 0;
    for (auto& client : room)
        reached += client.receive(10s) == large ? 1 : 0;
    CHECK(reached == 40);
    CHECK(LiveServer::eventually([&] { return live.hub().counts().heartbeats == 40; }));
}

TEST_CASE("A TLS socket that dies harms no other of the same thread") {
    if (!has_openssl()) return;
    const Certificate certificate;
    LiveServer live({}, certificate.files());
    auto survivor = WebSocketClient::open(peer_of(live, certificate), "/live/room", {});
    REQUIRE(survivor);
    auto client = std::move(survivor).value();

    for (int count = 0; count < 10; ++count) {
        auto dying = WebSocketClient::open(peer_of(live, certificate), "/live/room", {});
        REQUIRE(dying);
        auto gone = std::move(dying).value();
        // Bytes that are no TLS record, straight on the descriptor.
        REQUIRE(::write(gone.descriptor(), "not a record at all", 19) == 19);
        REQUIRE(LiveServer::eventually([&] { return live.hub().counts().open == 1; }));
        live.hub().broadcast("room", "still here");
        REQUIRE(client.receive(5s) == "still here");
    }
}

TEST_CASE("A stalled TLS reader is dropped and the others get their message") {
    if (!has_openssl()) return;
    const Certificate certificate;
    LiveServer live({.queue_bytes = std::size_t{128} * 1024, .stalled = 500ms},
                    certificate.files());
    const auto stalled = WebSocketClient::open(peer_of(live, certificate), "/live/stalled", {});
    auto opened = WebSocketClient::open(peer_of(live, certificate), "/live/room", {});
    REQUIRE(stalled);
    REQUIRE(opened);
    auto client = std::move(opened).value();
    REQUIRE(LiveServer::eventually([&] { return live.hub().counts().open == 2; }));

    const std::string large(std::size_t{16} * 1024, 'x');
    for (int count = 0; count < 1000 && live.closed().empty(); ++count) {
        live.hub().broadcast("stalled", large);
        std::this_thread::sleep_for(1ms);
    }
    live.hub().broadcast("room", "go on");

    CHECK(client.receive(5s) == "go on");
    CHECK(LiveServer::eventually([&] { return live.closed() == std::vector{Closed::Stalled}; }));
}
