// The door of the real centre: codes, passwords, sign-ins, and the live connections that hang on
// them. What many wrong tries cost those who make them, and nobody else.
//
// SPDX-License-Identifier: EUPL-1.2
#include <future>
#include <thread>

#include <catch2/catch.hpp>

#include "center/auth/tries.h"
#include "server/live/client.h"
#include "tests/support/exam_day.h"

namespace {

using namespace probant;
using namespace std::chrono_literals;
using server::Method;
using support::code_typed;
using support::fresh_uuid;
using support::member;
using support::Question;
using support::the_day;

/// For what a real socket brings: seconds on any machine.
constexpr std::chrono::seconds kComesWithin{20};

Question password_typed(const std::string& name, const std::string& password) {
    return {.method = Method::Post,
            .target = "/api/v1/manager/sign-in",
            .body = json::write(json::Object{{"name", name}, {"password", password}})};
}

std::string right_password() {
    const auto plan = the_day().centre().plan(/*secure=*/false);
    return std::string(as_text(plan.manager.password.expose()));
}

/// Another sign-in of the invigilator to a session of the day: its token.
std::string another_console(const support::SessionOfDay& session) {
    const auto plan = the_day().centre().plan(/*secure=*/false);
    const auto reply =
        the_day().ask({.method = Method::Post,
                       .target = "/api/v1/invigilator/sign-in",
                       .body = json::write(json::Object{
                           {"name", plan.invigilator.name},
                           {"password", std::string(as_text(plan.invigilator.password.expose()))},
                           {"sessionCode", session.code}})});
    REQUIRE(reply.status == 200);
    return reply.set_cookie("__Host-invigilator");
}

server::WebSocketClient hang_on(const std::string& role, const std::string& token) {
    auto opened = server::WebSocketClient::open(
        the_day().centre().peer(/*secure=*/false),
        "/api/v1/" + role + "/live",
        {{"Origin", the_day().origin()}, {"Cookie", "__Host-" + role + "=" + token}});
    REQUIRE(opened);
    return std::move(opened).value();
}

/// The code of the `bye` that comes before the connection is gone; "" when it goes without one.
std::string bye_of(server::WebSocketClient& socket) {
    const auto most = std::chrono::steady_clock::now() + kComesWithin;
    while (socket.is_open() && std::chrono::steady_clock::now() < most) {
        const auto text = socket.receive(100ms);
        const auto frame = text ? json::read(*text) : json::read("null");
        if (!frame || frame.value().object() == nullptr) continue;
        const auto* type = frame.value().member("type");
        if (type != nullptr && type->text() != nullptr && *type->text() == "bye")
            return *frame.value().member("code")->text();
    }
    return {};
}

/// It says what it always says first.
bool is_told_something(server::WebSocketClient& socket) {
    return socket.receive(kComesWithin).has_value();
}

}  // namespace

TEST_CASE("Wrong codes from one address wait, and a right code of that address enters") {
    const std::string one_address = "127.0.1.20";
    for (std::size_t tries = 0; tries < center::kWrongCodesPerAddress; ++tries)
        CHECK(the_day().ask_from(one_address, code_typed("AAAAAAAAAA")).status == 401);

    const auto wrong = the_day().ask_from(one_address, code_typed("AAAAAAAAAA"));
    const auto right =
        the_day().ask_from(one_address, code_typed(the_day().session(0).candidate_codes.at(1)));
    const auto neighbour = the_day().ask_from("127.0.1.21", code_typed("AAAAAAAAAA"));

    CHECK(wrong.status == 429);
    CHECK(member(wrong, "code") == "too_many_tries");
    CHECK(right.status == 200);
    CHECK(neighbour.status == 401);
}

TEST_CASE("Wrong codes cost an address none of its passwords") {
    for (std::size_t tries = 0; tries <= center::kWrongCodesPerAddress; ++tries)
        static_cast<void>(the_day().ask_from("127.0.1.22", code_typed("AAAAAAAAAA")));

    const auto reply =
        the_day().ask_from("127.0.1.22", password_typed("responsable", right_password()));

    CHECK(reply.status == 200);
}

TEST_CASE("Wrong passwords from everywhere lock the account from nobody who knows the right one") {
    for (int address = 30; address < 35; ++address) {
        const auto from = "127.0.1." + std::to_string(address);
        for (std::size_t tries = 0; tries < center::kPasswordsPerAccountThere; ++tries)
            CHECK(the_day().ask_from(from, password_typed("responsable", "wrong")).status == 401);
    }

    const auto reply =
        the_day().ask_from("127.0.1.35", password_typed("responsable", right_password()));

    CHECK(reply.status == 200);
}

TEST_CASE("Guesses that are made all at once are no more guesses than one after the other") {
    std::vector<std::future<int>> replies;
    for (int one = 0; one < 24; ++one) {
        replies.push_back(std::async(std::launch::async, [] {
            return the_day().ask_from("127.0.1.40", password_typed("responsable", "wrong")).status;
        }));
    }

    std::size_t judged = 0;
    for (auto& reply : replies) {
        const auto status = reply.get();
        judged += status == 401 ? 1U : 0U;
        CHECK((status == 401 || status == 429));
    }
    CHECK(judged <= center::kPasswordsPerAccountThere);
}

TEST_CASE("A used code with the id of its sign-in opens nothing once the candidate has gone on") {
    const auto& session = the_day().session(1);
    const auto code = session.candidate_codes.at(2);
    const auto id = fresh_uuid();
    const auto first = the_day().ask(code_typed(code, id));
    const auto again = the_day().ask(code_typed(code, id));
    REQUIRE(first.status == 200);
    REQUIRE(again.status == 200);
    const auto token = again.set_cookie("__Host-candidate");
    const auto help = the_day().ask({.method = Method::Post,
                                     .target = "/api/v1/candidate/help",
                                     .body = json::write(json::Object{{"id", fresh_uuid()}}),
                                     .cookies = {{"candidate", token}}});
    REQUIRE(help.status == 200);

    const auto thief = the_day().ask_from("127.0.1.50", code_typed(code, id));
    const auto owner =
        the_day().ask({.target = "/api/v1/candidate/state", .cookies = {{"candidate", token}}});

    CHECK(thief.status == 409);
    CHECK(member(thief, "code") == "code_used");
    CHECK(owner.status == 200);
}

TEST_CASE("Who signs out is told so on every connection of that sign-in, and of no other") {
    const auto& session = the_day().session(1);
    const auto token = another_console(session);
    auto page = hang_on("invigilator", token);
    auto colleague = hang_on("invigilator", session.invigilator);
    REQUIRE(is_told_something(page));
    REQUIRE(is_told_something(colleague));

    const auto out = the_day().ask({.method = Method::Post,
                                    .target = "/api/v1/invigilator/sign-out",
                                    .body = "{}",
                                    .cookies = {{"invigilator", token}}});

    CHECK(out.status == 204);
    CHECK(bye_of(page) == "signed_out");
    REQUIRE(colleague.send(R"({"type":"hb"})"));
    CHECK(is_told_something(colleague));
    CHECK(colleague.is_open());
}

TEST_CASE("A sign-in has three live connections at most: the fourth page replaces the first") {
    const auto token = another_console(the_day().session(1));
    auto first = hang_on("invigilator", token);
    REQUIRE(is_told_something(first));
    std::vector<server::WebSocketClient> others;
    for (int page = 0; page < 3; ++page) {
        others.push_back(hang_on("invigilator", token));
        REQUIRE(is_told_something(others.back()));
    }

    CHECK(bye_of(first) == "moved_elsewhere");
    for (auto& page : others) {
        REQUIRE(page.send(R"({"type":"hb"})"));
        CHECK(is_told_something(page));
        CHECK(page.is_open());
    }
}
