// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <atomic>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <catch2/catch.hpp>

#include "server/http/client.h"
#include "server/http/encode.h"
#include "server/http/fields.h"
#include "server/http/server.h"
#include "server/observe/log.h"
#include "server/observe/metrics.h"
#include "tests/unit/server/raw_client.h"
#include "tests/unit/server/temporary_folder.h"

namespace {

using namespace probant;
using namespace probant::server;
using namespace std::chrono_literals;
using probant::tests::RawClient;
using probant::tests::TemporaryFolder;

constexpr Access kAnyone{1};
constexpr Access kStaff{2};

struct Caller {
    std::string name;
};

std::optional<Reply> check(Request& request, Access access) {
    if (access == kAnyone) return std::nullopt;
    const auto token = request.cookie("__Host-staff");
    if (!token) return problem(401, "sign-in", {"Connectez-vous.", "Sign in."});
    request.caller = Caller{*token};
    return std::nullopt;
}

Reply echo(const Request& request) {
    return reply_text(to_string(request.body));
}

Reply save(const Request& request) {
    Fields fields(request);
    const auto text = fields.text("answer");
    if (const auto refusal = fields.refusal()) return *refusal;
    return reply_json(json::Object{{"draw", request.parameters.number("n")}, {"answer", text}});
}

Reply break_down(const Request&) {
    throw std::runtime_error("the name of a person");
}

std::vector<Route> routes() {
    return {
        {Method::Post, "/api/echo", kAnyone, ReplyHandler(echo), 1000},
        {Method::Put, "/api/answers/{n:number}", kAnyone, ReplyHandler(save)},
        {Method::Get, "/api/fail", kAnyone, ReplyHandler(break_down)},
        {Method::Get, "/api/me", kStaff, ReplyHandler([](const Request& request) {
             return reply_text(request.caller_as<Caller>().name);
         })},
        {Method::Post, "/api/staff", kStaff, ReplyHandler(echo), kBodyBytesLargest},
    };
}

/// A server on loopback, with short patience so that the tests need little of it.
struct Running {
    explicit Running(
        Times times = {.head = 400ms, .body = 400ms, .reply = 2s, .idle = 100ms, .kept = 300ms},
        Sizes sizes = {},
        std::size_t listeners = 1)
        : server(settings(times, sizes, listeners, folder), RouteTable(routes()), check, &metrics) {
        log_to_stderr(LogLevel::Error);
        server.start();
    }

    static ServerSettings settings(Times times,
                                   Sizes sizes,
                                   std::size_t listeners,
                                   const TemporaryFolder& folder) {
        folder.write("index.html", "<!doctype html>page");
        ServerSettings made;
        made.listeners.resize(listeners);
        made.hosts = {"localhost", "127.0.0.1"};
        made.times = times;
        made.sizes = sizes;
        made.pages = StaticFiles::load(folder.path()).value();
        made.pages_access = kAnyone;
        return made;
    }

    [[nodiscard]] std::string ask(std::string_view bytes) const {
        return RawClient(server.port()).ask(bytes);
    }

    TemporaryFolder folder;
    Metrics metrics;
    HttpServer server;
};

std::string get(std::string_view path, std::string_view headers = "") {
    return "GET " + std::string(path) + " HTTP/1.1\r\nHost: localhost\r\n" + std::string(headers) +
           "\r\n";
}

std::string post(std::string_view path, std::string_view body, std::string_view headers = "") {
    return "POST " + std::string(path) +
           " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + std::to_string(body.size()) +
           "\r\n" + std::string(headers) + "\r\n" + std::string(body);
}

bool has(const std::string& reply, std::string_view text) {
    return reply.find(text) != std::string::npos;
}

}  // namespace

TEST_CASE("A handler gets its body and its parameters, and its reply comes back") {
    const Running running;

    CHECK(has(running.ask(post("/api/echo", "hello")), "\r\n\r\nhello"));
    const auto saved = running.ask(
        "PUT /api/answers/12 HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        "Content-Length: 14\r\n\r\n{\"answer\":\"b\"}");
    CHECK(saved.starts_with("HTTP/1.1 200 OK\r\n"));
    CHECK(has(saved, R"({"answer":"b","draw":12})"));
}

TEST_CASE("Several requests share a connection, sent together or one after the other") {
    const Running running;
    RawClient client(running.server.port());

    client.send(post("/api/echo", "one") + post("/api/echo", "two"));

    CHECK(has(client.read_reply(), "\r\n\r\none"));
    CHECK(has(client.read_reply(), "\r\n\r\ntwo"));
    CHECK(has(client.ask(post("/api/echo", "three")), "\r\n\r\nthree"));
}

TEST_CASE("Every reply carries the security headers, errors included") {
    const Running running;
    const std::vector<std::pair<std::string, std::string>> asked{
        {"200", get("/")},
        {"204", "HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\n"},
        {"400", "nonsense\r\n\r\n"},
        {"400",
         "PUT /api/answers/1 HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
         "application/json\r\nContent-Length: 2\r\n\r\n{}"},
        {"401", get("/api/me")},
        {"403", post("/api/echo", "x", "Origin: https://evil.example\r\n")},
        {"404", get("/none")},
        {"405", get("/api/echo")},
        {"408", "GET / HT"},
        {"413", "POST /api/echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1001\r\n\r\n"},
        {"421", "GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n"},
        {"431", get("/", "X-A: " + std::string(20000, 'x') + "\r\n")},
        {"500", get("/api/fail")},
        {"501", "BREW / HTTP/1.1\r\nHost: localhost\r\n\r\n"},
        {"505", "GET / HTTP/3.0\r\nHost: localhost\r\n\r\n"},
    };

    for (const auto& [status, bytes] : asked) {
        RawClient client(running.server.port());
        client.send(bytes);
        std::string reply;
        while (!has(reply, "\r\n\r\n")) {
            const auto more = client.read(1);
            if (more.empty()) break;
            reply += more;
        }
        INFO(bytes << "\n---\n" << reply);
        if (status != "204") CHECK(reply.starts_with("HTTP/1.1 " + status + ' '));
        for (const auto& header : security_headers())
            CHECK(has(reply, "\r\n" + header.name + ": " + header.value + "\r\n"));
        CHECK(has(reply, "\r\nCache-Control: "));
        CHECK_FALSE(has(reply, "Strict-Transport-Security"));
    }
}

TEST_CASE("A request that hides another is refused and its connection closed") {
    const Running running;
    for (const std::string headers : {"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n",
                                      "Transfer-Encoding: chunked\r\n",
                                      "Content-Length: 4\r\nContent-Length: 5\r\n",
                                      "Content-Length: 4, 4\r\n",
                                      "Content-Length : 4\r\n"}) {
        RawClient client(running.server.port());
        client.send("POST /api/echo HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n0\r\n\r\n" +
                    get("/"));

        const auto replies = client.read_to_end();

        INFO(headers << replies);
        CHECK(replies.starts_with("HTTP/1.1 400 "));
        CHECK(replies.find("HTTP/1.1", 8) == std::string::npos);
    }
}

TEST_CASE("A body of its route's limit passes, one byte more is refused before it is sent") {
    const Running running;

    CHECK(has(running.ask(post("/api/echo", std::string(1000, 'x'))), "HTTP/1.1 200 "));
    const auto refused =
        running.ask("POST /api/echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1001\r\n\r\n");
    CHECK(refused.starts_with("HTTP/1.1 413 "));
    CHECK(has(refused, "\"limit\":1000"));
    CHECK(has(refused, "Connection: close"));
}

TEST_CASE("A stranger's large body is refused before it is read") {
    const Running running;

    CHECK(
        running
            .ask("POST /api/staff HTTP/1.1\r\nHost: localhost\r\nContent-Length: 60000000\r\n\r\n")
            .starts_with("HTTP/1.1 401 "));
}

TEST_CASE("A client that sends one byte at a time is dropped when its time is over") {
    const Running running;
    RawClient client(running.server.port());
    const auto start = std::chrono::steady_clock::now();

    const auto request = get("/");
    for (const char byte : request) {
        if (!client.send(std::string_view(&byte, 1))) break;
        std::this_thread::sleep_for(30ms);
    }

    CHECK(client.read_to_end().starts_with("HTTP/1.1 408 "));
    CHECK(std::chrono::steady_clock::now() - start < 5s);
}

TEST_CASE("A body that never ends is dropped when its time is over") {
    const Running running;
    RawClient client(running.server.port());

    client.send("POST /api/echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nabc");

    CHECK(client.read_to_end().starts_with("HTTP/1.1 408 "));
}

TEST_CASE("An idle connection is closed after its time, without a word") {
    const Running running;
    RawClient client(running.server.port());
    REQUIRE(has(client.ask(get("/")), "page"));

    CHECK(client.read_to_end().empty());
}

TEST_CASE(
    "A connection that was idle for longer than it may hold a thread serves the next request") {
    const Running running({.head = 5s, .body = 5s, .reply = 5s, .idle = 20ms, .kept = 60s});
    RawClient client(running.server.port());
    for (int turn = 0; turn < 3; ++turn) {
        REQUIRE(has(client.ask(get("/")), "page"));
        std::this_thread::sleep_for(100ms);
    }

    client.send(get("/") + get("/api/fail"));

    CHECK(has(client.read_reply(), "page"));
    CHECK(client.read_reply().starts_with("HTTP/1.1 500 "));
}

TEST_CASE("More idle connections than threads are kept, and all are served again") {
    const Running running({.head = 5s, .body = 5s, .reply = 5s, .idle = 20ms, .kept = 60s},
                          {.threads = 2, .queued = 64, .backlog = 64, .kept = 32});
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int count = 0; count < 20; ++count) {
        clients.push_back(std::make_unique<RawClient>(running.server.port()));
        REQUIRE(has(clients.back()->ask(get("/")), "page"));
    }
    std::this_thread::sleep_for(100ms);

    for (const auto& client : clients)
        client->send(get("/"));

    for (const auto& client : clients)
        CHECK(has(client->read_reply(), "page"));
}

TEST_CASE("Of too many idle connections the longest idle leaves") {
    const Running running({.head = 5s, .body = 5s, .reply = 5s, .idle = 20ms, .kept = 60s},
                          {.threads = 8, .queued = 64, .backlog = 64, .kept = 2});
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int count = 0; count < 3; ++count) {
        clients.push_back(std::make_unique<RawClient>(running.server.port()));
        REQUIRE(has(clients.back()->ask(get("/")), "page"));
        std::this_thread::sleep_for(300ms);
    }

    CHECK(clients[0]->read_to_end().empty());
    CHECK(has(clients[1]->ask(get("/")), "page"));
    CHECK(has(clients[2]->ask(get("/")), "page"));
}

TEST_CASE("Slow clients do not keep a room outside") {
    const Running running({.head = 5s, .body = 5s, .reply = 5s, .idle = 5s},
                          {.threads = 64, .queued = 256, .backlog = 256});
    std::vector<std::unique_ptr<RawClient>> idle;
    for (int count = 0; count < 60; ++count) {
        idle.push_back(std::make_unique<RawClient>(running.server.port()));
        REQUIRE(has(idle.back()->ask(get("/")), "page"));
    }
    const auto start = std::chrono::steady_clock::now();

    std::vector<std::thread> clients;
    std::atomic<int> served{0};
    for (int count = 0; count < 100; ++count) {
        clients.emplace_back([&] {
            if (has(running.ask(get("/")), "page")) ++served;
        });
    }
    for (auto& client : clients)
        client.join();

    CHECK(served == 100);
    CHECK(std::chrono::steady_clock::now() - start < 4s);
}

TEST_CASE("Problems come in the language asked for") {
    const Running running;

    const auto fr = running.ask(get("/none"));
    const auto en = running.ask(get("/none", "Accept-Language: en-GB,en;q=0.9\r\n"));

    CHECK(has(fr, "Content-Type: application/problem+json"));
    CHECK(has(fr, "Content-Language: fr"));
    CHECK(has(fr, "Cette adresse n'existe pas"));
    CHECK(has(en, "Content-Language: en"));
    CHECK(has(en, "This address does not exist"));
}

TEST_CASE("A handler that throws tells nothing of why") {
    const Running running;

    const auto reply = running.ask(get("/api/fail"));

    CHECK(reply.starts_with("HTTP/1.1 500 "));
    CHECK_FALSE(has(reply, "person"));
}

TEST_CASE("A route's roles are checked, and its handler knows who calls") {
    const Running running;

    CHECK(running.ask(get("/api/me")).starts_with("HTTP/1.1 401 "));
    CHECK(has(running.ask(get("/api/me", "Cookie: __Host-staff=abc\r\n")), "\r\n\r\nabc"));
}

TEST_CASE("A state change from another site never reaches its handler") {
    const Running running;

    CHECK(running
              .ask(post(
                  "/api/staff", "x", "Cookie: __Host-staff=a\r\nOrigin: https://evil.example\r\n"))
              .starts_with("HTTP/1.1 403 "));
    CHECK(running.ask(post("/api/staff", "x", "Cookie: __Host-staff=a\r\n"))
              .starts_with("HTTP/1.1 403 "));
    CHECK(
        running
            .ask(post("/api/staff", "x", "Cookie: __Host-staff=a\r\nOrigin: http://localhost\r\n"))
            .starts_with("HTTP/1.1 200 "));
}

TEST_CASE("HEAD is GET without its body") {
    const Running running;
    RawClient client(running.server.port());

    client.send("HEAD / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    const auto reply = client.read_to_end();

    CHECK(has(reply, "Content-Length: 19\r\n"));
    CHECK(reply.ends_with("\r\n\r\n"));
}

TEST_CASE("A client that waits to be told gets its 100 Continue") {
    const Running running;
    RawClient client(running.server.port());

    client.send(
        "POST /api/echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\nExpect: "
        "100-continue\r\n\r\n");
    CHECK(client.read(25) == "HTTP/1.1 100 Continue\r\n\r\n");
    CHECK(has(client.ask("ok"), "\r\n\r\nok"));
}

TEST_CASE("Two sockets serve the same routes") {
    const Running running({}, {}, 2);

    CHECK(running.server.port(0) != running.server.port(1));
    for (const std::size_t index : {0U, 1U})
        CHECK(has(RawClient(running.server.port(index)).ask(get("/")), "page"));
}

TEST_CASE("Stopping closes idle connections at once and frees the port") {
    const auto idle = GENERATE(20ms, 60'000ms);
    Running running({.head = 60s, .body = 60s, .reply = 60s, .idle = idle, .kept = 60s});
    RawClient client(running.server.port());
    REQUIRE(has(client.ask(get("/")), "page"));
    std::this_thread::sleep_for(100ms);
    const auto start = std::chrono::steady_clock::now();

    running.server.stop();

    CHECK(std::chrono::steady_clock::now() - start < 4s);
    CHECK(client.read_to_end().empty());
}

TEST_CASE("A port that is taken gives a sentence that says what to do") {
    const Running running;
    ServerSettings settings;
    settings.listeners = {{.address = "127.0.0.1", .port = running.server.port(), .tls = {}}};
    HttpServer second(std::move(settings), RouteTable({}), check, nullptr);

    try {
        second.start();
        FAIL("it started");
    } catch (const StartError& error) {
        CHECK(has(error.because().fr, std::to_string(running.server.port())));
        CHECK(has(error.because().en, "choose another port"));
    }
}

TEST_CASE("Plain HTTP is refused on an address that others can reach") {
    ServerSettings settings;
    settings.listeners = {{.address = "0.0.0.0", .port = 0, .tls = {}}};
    HttpServer server(std::move(settings), RouteTable({}), check, nullptr);

    CHECK_THROWS_AS(server.start(), StartError);
}

TEST_CASE("Requests are counted by route and class") {
    const Running running;
    static_cast<void>(running.ask(post("/api/echo", "x")));
    static_cast<void>(running.ask(get("/none")));
    std::string text;
    // The reply leaves before it is counted.
    for (int tries = 0; tries < 100 && !has(text, R"(route="other"} 1)"); ++tries) {
        std::this_thread::sleep_for(10ms);
        text = running.metrics.text();
        if (has(text, R"({class="4xx",route="other"} 1)")) break;
    }

    CHECK(has(text, "probant_http_requests_total{class=\"2xx\",route=\"/api/echo\"} 1"));
    CHECK(has(text, "probant_http_requests_total{class=\"4xx\",route=\"other\"} 1"));
}

TEST_CASE("The pool grows with the room, within its bounds") {
    CHECK(Sizes::sized_for(0).threads == 64);
    CHECK(Sizes::sized_for(200).threads == 432);
    CHECK(Sizes::sized_for(2000).threads == 1024);
    CHECK(Sizes::sized_for(1000).backlog == 4096);
    // Two of each browser and one of each station's link wait their two seconds without a thread.
    CHECK(Sizes::sized_for(500).kept >= std::size_t{3} * 500);
}

TEST_CASE("The client keeps its connection, sends bodies and reports what it cannot reach") {
    Running running;
    HttpClient client(
        {.host = "127.0.0.1", .port = running.server.port(), .secure = false, .authority = {}});
    ClientRequest request;
    request.method = Method::Post;
    request.target = "/api/echo";
    request.body = to_bytes("hello");

    for (int count = 0; count < 3; ++count) {
        const auto reply = client.fetch(request);
        REQUIRE(reply);
        CHECK(reply.value().status == 200);
        CHECK(to_string(reply.value().body) == "hello");
        CHECK(reply.value().header("x-content-type-options") == "nosniff");
    }
    running.server.stop();
    CHECK_FALSE(client.fetch(request));
}

TEST_CASE("Two hundred clients at once are all served") {
    const Running running({}, Sizes::sized_for(200));
    std::vector<std::thread> clients;
    std::atomic<int> served{0};

    for (int count = 0; count < 200; ++count) {
        clients.emplace_back([&] {
            if (has(running.ask(post("/api/echo", "x")), "\r\n\r\nx")) ++served;
        });
    }
    for (auto& client : clients)
        client.join();

    CHECK(served == 200);
}
