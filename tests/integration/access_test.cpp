// Who may ask what: every route of the real centre, every role, one cell after the other. The
// routes come from the tables that the program itself serves: a new one is tested by being there.
//
// SPDX-License-Identifier: EUPL-1.2
#include "center/api/access.h"

#include <algorithm>
#include <array>
#include <memory>
#include <optional>

#include <catch2/catch.hpp>

#include "center/api/candidate_routes.h"
#include "center/api/invigilator_routes.h"
#include "center/api/manager_routes.h"
#include "center/api/station_routes.h"
#include "crypto/random.h"
#include "server/http/health_routes.h"
#include "server/http/server.h"
#include "server/live/client.h"
#include "tests/support/exam_day.h"

namespace {

using namespace probant;
using center::Services;
using server::Route;
using support::ExamDay;
using support::Question;

/// Nothing is asked of it: only the tables are read.
class NoSealing final : public center::Sealing {
public:
    End seal(engine::SessionId /*session*/,
             const std::string& /*account*/,
             SecretBytes /*passphrase*/) override {
        return End::Failed;
    }

    SessionKey make_session_key(engine::SessionId /*session*/) override { return {}; }
};

/// What handlers stand on, in this process.
struct Parts {
    support::TemporaryFolder folder{};
    support::MovedClock clock{};
    center::RoomLoop rooms{{.sessions = folder.path() / "sessions",
                            .content = support::room_content(),
                            .clock = &clock}};
    center::CentreStore centre{folder.path() / "centre.db"};
    center::SignIns sign_ins{clock};
    center::CodeIndex codes{};
    center::Tries tries{};
    center::Links links{};
    SecretBytes secret{32};
    server::CertificateAuthority authority{
        center::station_authority(folder.path() / "stations", secret)};
    center::Stations stations{
        {.centre = &centre, .authority = &authority, .clock = &clock, .secret = &secret}};
    center::Notebook notebook{};
    center::Live live{{.rooms = &rooms,
                       .sign_ins = &sign_ins,
                       .links = &links,
                       .notebook = &notebook,
                       .centre = &centre,
                       .clock = &clock,
                       .stations = 1}};
    NoSealing sealing{};
    server::Metrics metrics{};
    server::Health health{};
    Services services{.rooms = rooms,
                      .centre = centre,
                      .sign_ins = sign_ins,
                      .codes = codes,
                      .tries = tries,
                      .links = links,
                      .stations = stations,
                      .notebook = notebook,
                      .live = live,
                      .sealing = sealing,
                      .clock = clock,
                      .secret = secret,
                      .metrics = metrics,
                      .health = health};
};

/// The tables as the program makes them.
std::vector<Route> all_routes() {
    Parts parts;
    auto& services = parts.services;
    std::vector<Route> all;
    for (auto table :
         {center::candidate_routes(services),
          center::invigilator_routes(services),
          center::manager_routes(services),
          center::station_routes(services),
          server::health_routes(services.health,
                                services.metrics,
                                {.health = center::kAnyone, .figures = center::kThisMachine})}) {
        for (auto& route : table) {
            // Their handlers would refer to services that are gone: nobody calls them here.
            const bool upgrades = std::holds_alternative<server::UpgradeHandler>(route.handler);
            if (upgrades) {
                route.handler = server::UpgradeHandler{};
            } else {
                route.handler = server::ReplyHandler{};
            }
            all.push_back(route);
        }
    }
    return all;
}

const std::vector<Route>& routes() {
    static const auto all = all_routes();
    return all;
}

const ExamDay& day() {
    return support::the_day();
}

struct Role {
    std::string name;
    server::Access access;
    std::string token;
};

std::vector<Role> roles() {
    const auto& session = day().session(0);
    return {{"candidate", center::kCandidates, session.candidate},
            {"invigilator", center::kInvigilators, session.invigilator},
            {"manager", center::kManagers, day().manager()}};
}

bool may(const Route& route, server::Access who) {
    return (route.access.roles & who.roles) != 0;
}

bool is_upgrade(const Route& route) {
    return std::holds_alternative<server::UpgradeHandler>(route.handler);
}

std::string path_of(const Route& route) {
    std::string path = route.pattern;
    const std::vector<std::pair<std::string, std::string>> values{
        {"{n:number}", "1"},
        {"{name}", "m1d7ff37c.svg"},
        {"{alert:number}", "1"},
        {"{session:uuid}", "00000000-0000-4000-8000-000000000000"}};
    for (const auto& [name, value] : values) {
        if (const auto at = path.find(name); at != std::string::npos)
            path.replace(at, name.size(), value);
    }
    return path;
}

int status_of(const Route& route, std::vector<server::Header> cookies) {
    const Question question{.method = route.method,
                            .target = path_of(route),
                            .body = server::changes_state(route.method) ? "{}" : "",
                            .cookies = std::move(cookies)};
    return is_upgrade(route) ? day().upgrade(question) : day().ask(question).status;
}

bool is_for_people(const Route& route) {
    return !may(route, center::kAnyone) && !may(route, center::kThisMachine);
}

}  // namespace

TEST_CASE("The tables name a role for every route, and some are for people who signed in") {
    std::size_t guarded = 0;
    for (const auto& route : routes()) {
        CAPTURE(route.pattern);
        CHECK(route.access.roles != 0);
        guarded += is_for_people(route) ? std::size_t{1} : std::size_t{0};
    }
    CHECK(guarded >= 18);
}

TEST_CASE("Without a cookie every route that is for people refuses") {
    for (const auto& route : routes()) {
        if (!is_for_people(route)) continue;
        CAPTURE(route.pattern);
        CHECK(status_of(route, {}) == 401);
    }
}

TEST_CASE("With the cookie of another role every route refuses") {
    for (const auto& route : routes()) {
        for (const auto& role : roles()) {
            if (!is_for_people(route) || may(route, role.access)) continue;
            CAPTURE(route.pattern, role.name);
            CHECK(status_of(route, {{role.name, role.token}}) == 401);
        }
    }
}

TEST_CASE("The token of a role under the name of another's cookie opens nothing") {
    for (const auto& route : routes()) {
        for (const auto& role : roles()) {
            for (const auto& other : roles()) {
                if (!is_for_people(route) || !may(route, other.access) || other.name == role.name)
                    continue;
                CAPTURE(route.pattern, role.name, other.name);
                CHECK(status_of(route, {{other.name, role.token}}) == 401);
            }
        }
    }
}

TEST_CASE("A token that nobody was given opens nothing") {
    for (const auto& route : routes()) {
        for (const auto& role : roles()) {
            if (!is_for_people(route) || !may(route, role.access)) continue;
            auto token = role.token;
            token.front() = token.front() == 'A' ? 'B' : 'A';
            CAPTURE(route.pattern, role.name);
            CHECK(status_of(route, {{role.name, token}}) == 401);
        }
    }
}

TEST_CASE("The rightful role passes the door of each of its routes") {
    for (const auto& route : routes()) {
        for (const auto& role : roles()) {
            // Signing out would end the sign-in that the other cells use.
            const bool ends = route.pattern.find("sign-out") != std::string::npos;
            if (!is_for_people(route) || !may(route, role.access) || ends) continue;
            CAPTURE(route.pattern, role.name);
            const auto status = status_of(route, {{role.name, role.token}});
            CHECK(status != 401);
            CHECK(status < 500);
        }
    }
}

TEST_CASE(
    "A password that comes while too many are in hand is told to come again, and costs no try") {
    Parts parts;
    const auto table = center::manager_routes(parts.services);
    const auto route = std::ranges::find(table, "/api/v1/manager/sign-in", &Route::pattern);
    REQUIRE(route != table.end());
    server::Request request;
    request.method = server::Method::Post;
    request.headers = {{"content-type", "application/json"}};
    request.body = to_bytes(R"({"name":"nobody","password":"wrong"})");
    request.peer = "192.0.2.1";
    const auto type = [&] { return std::get<server::ReplyHandler>(route->handler)(request); };
    std::vector<std::unique_ptr<center::Tries::Turn>> in_hand;
    for (int one = 0; one < center::kPasswordsInHandMax; ++one)
        in_hand.push_back(std::make_unique<center::Tries::Turn>(parts.tries));

    for (std::size_t one = 0; one <= center::kPasswordsPerAccountThere; ++one) {
        const auto reply = type();
        CHECK(reply.status == 429);
        REQUIRE(reply.problem() != nullptr);
        CHECK(reply.problem()->code == "busy");
    }
    in_hand.pop_back();

    CHECK(type().status == 401);
}

TEST_CASE("A page of another site can change nothing and listen to nothing") {
    const std::vector<std::vector<server::Header>> elsewhere{
        {{"Origin", "https://elsewhere.example"}},
        {{"Sec-Fetch-Site", "cross-site"}, {"Origin", day().origin()}},
        {{"Sec-Fetch-Site", "same-site"}, {"Origin", day().origin()}},
        {}};
    for (const auto& route : routes()) {
        for (const auto& role : roles()) {
            for (const auto& headers : elsewhere) {
                const bool guarded = server::changes_state(route.method) || is_upgrade(route);
                if (!guarded || !may(route, role.access)) continue;
                CAPTURE(route.pattern, role.name, headers.size());
                const Question question{.method = route.method,
                                        .target = path_of(route),
                                        .body = is_upgrade(route) ? "" : "{}",
                                        .cookies = {{role.name, role.token}},
                                        .headers = headers,
                                        .says_origin = false};
                CHECK((is_upgrade(route) ? day().upgrade(question) : day().ask(question).status) ==
                      403);
            }
        }
    }
}

TEST_CASE("A body over its route's limit is refused before it is read") {
    for (const auto& route : routes()) {
        for (const auto& role : roles()) {
            if (!server::changes_state(route.method) || !may(route, role.access)) continue;
            CAPTURE(route.pattern);
            const auto reply = day().ask({.method = route.method,
                                          .target = path_of(route),
                                          .body = std::string(route.body_max + 1, ' '),
                                          .cookies = {{role.name, role.token}}});
            CHECK(reply.status == 413);
        }
    }
}

TEST_CASE("A body that is no object of the right members is refused with a sentence") {
    const std::array bodies{"",
                            "nonsense",
                            "[]",
                            "null",
                            R"({"id":1})",
                            R"({"id":"not-a-uuid"})",
                            R"({"id":"3f2a6c1e-6f0b-4a55-9d5c-0e6a54b1c001","unknown":true})",
                            R"({"id":"3f2a6c1e-6f0b-4a55-9d5c-0e6a54b1c001","id":"x"})"};
    for (const auto& route : routes()) {
        for (const auto* body : bodies) {
            const bool ends = route.pattern.find("sign-out") != std::string::npos;
            // Who has no certificate is told so first: tests/protocol/station.test.mjs.
            if (may(route, center::kStations)) continue;
            if (!server::changes_state(route.method) || ends) continue;
            std::vector<server::Header> cookies;
            for (const auto& role : roles())
                if (may(route, role.access)) cookies = {{role.name, role.token}};
            CAPTURE(route.pattern, body);
            const auto reply = day().ask({.method = route.method,
                                          .target = path_of(route),
                                          .body = body,
                                          .cookies = cookies});
            CHECK(reply.status == 400);
            CHECK_FALSE(support::member(reply, "detail").empty());
        }
    }
}

TEST_CASE("A live line ends with its sign-in, which nobody ends when it is too old") {
    using namespace std::chrono_literals;
    Parts parts;
    server::ServerSettings settings;
    settings.listeners.resize(1);
    settings.hosts = {"127.0.0.1"};
    server::HttpServer server(std::move(settings),
                              server::RouteTable(center::candidate_routes(parts.services)),
                              center::access_check(parts.sign_ins, parts.stations),
                              nullptr);
    server.start();
    parts.live.start();
    const auto token = center::make_token();
    parts.sign_ins.add({.role = engine::Role::Candidate,
                        .session = support::session_id(1),
                        .who = crypto::random_uuid_v4(),
                        .token = token.hash,
                        .made_ms = parts.clock.wall_ms()});
    auto opened = server::WebSocketClient::open(
        {.host = "127.0.0.1", .port = server.port(), .secure = false},
        "/api/v1/candidate/live",
        {{"Origin", "http://127.0.0.1:" + std::to_string(server.port())},
         {"Cookie", "__Host-candidate=" + token.text}});
    if (!opened) FAIL(opened.error().why);
    auto line = std::move(opened).value();
    CHECK_FALSE(line.receive(1500ms).has_value());

    parts.clock.pass(center::kSignInLasts);

    const auto said = line.receive(10s);
    CHECK(said.value_or("") == R"({"code":"signed_out","type":"bye"})");
    CHECK_FALSE(line.receive(10s).has_value());
    CHECK_FALSE(line.is_open());
    parts.live.stop();
    server.stop();
}
