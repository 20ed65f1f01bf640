// What the real centre answers over HTTP to those who may ask: whose things they are, what is
// refused, in which words, and how often one may try.
//
// SPDX-License-Identifier: EUPL-1.2
#include <future>

#include <catch2/catch.hpp>

#include "center/rehearse/knower.h"
#include "tests/support/exam_day.h"

namespace {

using namespace probant;
using server::Method;
using support::fresh_uuid;
using support::member;
using support::the_day;

std::string create_body(const std::string& csv) {
    return json::write(json::Object{{"id", fresh_uuid()},
                                    {"title", "Certification"},
                                    {"room", "Salle 1"},
                                    {"language", "fr"},
                                    {"csv", csv}});
}

std::size_t sessions_listed() {
    const auto reply = the_day().ask(
        {.target = "/api/v1/manager/sessions", .cookies = {{"manager", the_day().manager()}}});
    const auto value = json::read(as_text(reply.body));
    REQUIRE(value);
    return value.value().member("sessions")->array()->size();
}

}  // namespace

TEST_CASE("An invigilator of one session cannot act on a candidate of another") {
    const auto& mine = the_day().session(0);
    const auto& other = the_day().session(1);

    for (const auto* act : {"confirm_presence", "authorise", "authorise_to_resume", "resume"}) {
        CAPTURE(act);
        const auto reply =
            the_day().act(mine, {{"type", act}, {"candidate", other.candidates.front()}});
        CHECK(reply.status == 404);
        CHECK(member(reply, "code") == "unknown_candidate");
    }
}

TEST_CASE("An invigilator sees the candidates of their session and no others") {
    const auto reply =
        the_day().ask({.target = "/api/v1/invigilator/room",
                       .cookies = {{"invigilator", the_day().session(0).invigilator}}});
    const auto text = to_string(reply.body);

    CHECK(reply.status == 200);
    for (const auto& candidate : the_day().session(0).candidates)
        CHECK(text.find(candidate) != std::string::npos);
    for (const auto& candidate : the_day().session(1).candidates)
        CHECK(text.find(candidate) == std::string::npos);
}

TEST_CASE("A candidate reads no file but those of the question on the page") {
    const auto reply = the_day().ask({.target = "/api/v1/candidate/media/m1d7ff37c.svg",
                                      .cookies = {{"candidate", the_day().session(0).candidate}}});

    CHECK(reply.status == 404);
}

TEST_CASE("No page is ever sent an item's id or its key") {
    const auto content = center::rehearse::read_content(PROBANT_TEST_SOURCE "/deploy/demo-package");
    auto reply = support::start_sitting(the_day().session(1), 1);
    const auto token = reply.set_cookie("__Host-candidate");

    for (int shown = 0; shown < 8; ++shown) {
        const auto text = to_string(reply.body);
        const auto state = json::read(text);
        REQUIRE(state);
        const auto* question = state.value().member("question");
        REQUIRE(question != nullptr);
        REQUIRE(question->object() != nullptr);
        for (const auto* member : {"\"id\"",
                                   "\"key\"",
                                   "\"difficulty\"",
                                   "\"discrimination\"",
                                   "\"tube\"",
                                   "\"enemies\"",
                                   "\"rationale\""})
            CHECK(text.find(member) == std::string::npos);
        for (const auto& item : content->bank.items) {
            CHECK(text.find(item.id) == std::string::npos);
            CHECK(text.find(item.rationale.fr) == std::string::npos);
            CHECK(text.find(item.rationale.en) == std::string::npos);
            CHECK(text.find('"' + content->bank.tubes.at(item.tube.value) + '"') ==
                  std::string::npos);
        }
        for (const auto& [file, medium] : content->bank.media)
            CHECK(text.find(file) == std::string::npos);
        const auto n = std::to_string(*question->member("n")->integer());
        reply = the_day().ask(
            {.method = Method::Put,
             .target = "/api/v1/candidate/answers/" + n,
             .body = json::write(json::Object{{"id", fresh_uuid()},
                                              {"response", json::Object{{"type", "passed"}}}}),
             .cookies = {{"candidate", token}}});
        REQUIRE(reply.status == 200);
    }
}

TEST_CASE("A code is used up by signing in, and using it again names what to do") {
    const auto reply = the_day().ask_from(
        "127.0.0.9", support::code_typed(the_day().session(0).candidate_codes.front()));

    CHECK(reply.status == 409);
    CHECK(member(reply, "code") == "code_used");
    CHECK_FALSE(member(reply, "detail").empty());
}

TEST_CASE("Who signed out is signed out") {
    const auto plan = the_day().centre().plan(/*secure=*/false);
    const auto signed_in =
        the_day().ask({.method = Method::Post,
                       .target = "/api/v1/manager/sign-in",
                       .body = json::write(json::Object{
                           {"name", plan.manager.name},
                           {"password", std::string(as_text(plan.manager.password.expose()))}})});
    const auto token = signed_in.set_cookie("__Host-manager");
    REQUIRE(signed_in.status == 200);

    const auto out = the_day().ask({.method = Method::Post,
                                    .target = "/api/v1/manager/sign-out",
                                    .body = "{}",
                                    .cookies = {{"manager", token}}});
    const auto after =
        the_day().ask({.target = "/api/v1/manager/sessions", .cookies = {{"manager", token}}});

    CHECK(out.status == 204);
    CHECK(after.status == 401);
}

TEST_CASE("An unknown code is refused in the language of who asks") {
    const auto body = json::write(json::Object{{"id", fresh_uuid()}, {"code", "AAAAAAAAAA"}});
    support::Question question{
        .method = Method::Post, .target = "/api/v1/candidate/sign-in", .body = body};

    const auto french = the_day().ask_from("127.0.0.10", question);
    question.headers = {{"Accept-Language", "en"}};
    const auto english = the_day().ask_from("127.0.0.10", question);

    CHECK(french.status == 401);
    CHECK(member(french, "code") == "unknown_code");
    CHECK(member(english, "code") == "unknown_code");
    CHECK(member(french, "detail") != member(english, "detail"));
}

TEST_CASE("A list with mistakes imports nothing, and each mistake has its row and column") {
    const auto before = sessions_listed();
    const std::string csv =
        "seat;last_name;first_name;birth_date;external_id;extra_time_percent\n"
        "1;Rousseau;Camille;31/02/1984;;0\n"
        "deux;;Paul;01/01/1990;;0\n";
    const auto reply = the_day().ask({.method = Method::Post,
                                      .target = "/api/v1/manager/sessions",
                                      .body = create_body(csv),
                                      .cookies = {{"manager", the_day().manager()}}});
    const auto value = json::read(as_text(reply.body));

    CHECK(reply.status == 422);
    CHECK(member(reply, "code") == "roster_faults");
    REQUIRE(value);
    const auto* faults = value.value().member("faults");
    REQUIRE(faults != nullptr);
    CHECK(faults->array()->size() >= 3);
    CHECK(sessions_listed() == before);
}

TEST_CASE(
    "A session that is made twice under one id is made once, and its codes are not shown again") {
    const auto body = create_body(
        "seat;last_name;first_name;birth_date;external_id;"
        "extra_time_percent\n1;Vidal;Nora;01/02/1990;;0\n");
    const support::Question question{.method = Method::Post,
                                     .target = "/api/v1/manager/sessions",
                                     .body = body,
                                     .cookies = {{"manager", the_day().manager()}}};

    const auto first = the_day().ask(question);
    const auto listed = sessions_listed();
    const auto second = the_day().ask(question);

    CHECK(first.status == 201);
    CHECK(second.status == 409);
    CHECK(to_string(second.body).find("\"codes\"") == std::string::npos);
    CHECK(sessions_listed() == listed);
}

TEST_CASE("A session that is made twice at the same moment is made once, and its code works") {
    const auto plan = the_day().centre().plan(/*secure=*/false);
    for (int round = 0; round < 5; ++round) {
        const support::Question question{
            .method = Method::Post,
            .target = "/api/v1/manager/sessions",
            .body = create_body("seat;last_name;first_name;birth_date\n1;Vidal;Nora;01/02/1990\n"),
            .cookies = {{"manager", the_day().manager()}}};
        std::vector<std::future<server::ClientReply>> asked;
        for (int one = 0; one < 4; ++one) {
            asked.push_back(
                std::async(std::launch::async, [&] { return the_day().ask(question); }));
        }

        std::vector<std::string> codes;
        for (auto& one : asked) {
            const auto reply = one.get();
            CHECK((reply.status == 201 || reply.status == 409));
            if (reply.status == 201) codes.push_back(member(reply, "sessionCode"));
        }
        REQUIRE(codes.size() == 1);
        const auto signed_in = the_day().ask(
            {.method = Method::Post,
             .target = "/api/v1/invigilator/sign-in",
             .body = json::write(json::Object{
                 {"name", plan.invigilator.name},
                 {"password", std::string(as_text(plan.invigilator.password.expose()))},
                 {"sessionCode", codes.front()}})});
        CHECK(signed_in.status == 200);
    }
}

TEST_CASE("An address that does not exist is a 404, another method a 405, each with a sentence") {
    const auto nowhere = the_day().ask({.target = "/api/v1/nothing"});
    const auto method =
        the_day().ask({.method = Method::Delete, .target = "/api/v1/candidate/sign-in"});

    CHECK(nowhere.status == 404);
    CHECK_FALSE(member(nowhere, "detail").empty());
    CHECK(method.status == 405);
    CHECK_FALSE(member(method, "detail").empty());
}

TEST_CASE("Every reply carries the headers that keep a page in its place") {
    const auto reply = the_day().ask({.target = "/health/live"});

    for (const auto* name : {"content-security-policy",
                             "x-content-type-options",
                             "referrer-policy",
                             "cross-origin-opener-policy",
                             "permissions-policy",
                             "cache-control"}) {
        CAPTURE(name);
        CHECK_FALSE(reply.header(name).empty());
    }
}
