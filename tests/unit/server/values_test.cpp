// SPDX-License-Identifier: EUPL-1.2
#include <string>

#include <catch2/catch.hpp>

#include "server/http/cookie.h"
#include "server/http/encode.h"
#include "server/http/fields.h"
#include "server/http/guard.h"
#include "server/http/reply.h"
#include "server/http/request.h"

namespace {

using namespace probant;
using namespace probant::server;

Request json_request(std::string_view body) {
    Request request;
    request.method = Method::Post;
    request.headers = {{"content-type", "application/json"}};
    request.body = to_bytes(body);
    return request;
}

Request asked(Method method, std::vector<Header> headers) {
    Request request;
    request.method = method;
    request.headers = std::move(headers);
    request.headers.push_back({"host", "centre.example:8443"});
    return request;
}

/// The code and the field of the refusal, or "" when all is well.
std::string refused(Fields& fields) {
    const auto refusal = fields.refusal();
    if (!refusal) return "";
    const auto* problem = refusal->problem();
    const auto field = problem->more.find("field");
    return problem->code + (field == problem->more.end() ? "" : ":" + *field->second.text());
}

}  // namespace

TEST_CASE("A body with all its fields and no other is read") {
    Fields fields(json_request(
        R"({"code":"AB12","draw":3,"passed":true,"id":"018f2c4e-6b1a-7c3d-9e2f-0a1b2c3d4e5f","kind":"late","tags":["x"]})"));

    CHECK(fields.text("code", {.min = 4, .max = 16}) == "AB12");
    CHECK(fields.integer("draw", {.min = 1, .max = 99}) == 3);
    CHECK(fields.boolean("passed"));
    CHECK(to_text(fields.uuid("id")) == "018f2c4e-6b1a-7c3d-9e2f-0a1b2c3d4e5f");
    CHECK(fields.word("kind", {"early", "late"}) == 1);
    CHECK(fields.texts("tags", 2) == std::vector<std::string>{"x"});
    CHECK_FALSE(fields.optional_text("note").has_value());
    CHECK(refused(fields).empty());
}

TEST_CASE("An unknown field is refused by its name") {
    Fields fields(json_request(R"({"a":1,"b":2})"));
    static_cast<void>(fields.integer("a"));
    CHECK(refused(fields) == "unknown_field:b");
}

TEST_CASE("A missing field is refused by its name") {
    Fields fields(json_request(R"({})"));
    static_cast<void>(fields.text("code"));
    CHECK(refused(fields) == "missing_field:code");
}

TEST_CASE("A field of another type is refused by its name") {
    for (const std::string_view body : {R"({"n":"1"})",
                                        R"({"n":true})",
                                        R"({"n":null})",
                                        R"({"n":[1]})",
                                        R"({"n":101})",
                                        R"({"n":-1})"}) {
        INFO(body);
        Fields fields(json_request(body));
        static_cast<void>(fields.integer("n", {.min = 0, .max = 100}));
        CHECK(refused(fields) == "bad_field:n");
    }
    Fields fields(json_request(R"({"yes":null})"));
    CHECK_FALSE(fields.boolean("yes"));
    CHECK(refused(fields) == "bad_field:yes");
}

TEST_CASE("Carriage returns are kept in a sheet's text alone") {
    const auto* body = R"({"a":"1\r\n2"})";
    Fields sheet(json_request(body));
    Fields other(json_request(body));

    CHECK(sheet.text("a", {.line_ends = true}) == "1\r\n2");
    CHECK_FALSE(sheet.refusal());
    CHECK(other.text("a").empty());
    CHECK(refused(other) == "bad_field:a");
}

TEST_CASE("A text is refused one byte over its limit and with a control character") {
    Fields exact(json_request(R"({"a":"1234"})"));
    CHECK(exact.text("a", {.max = 4}) == "1234");
    CHECK(refused(exact).empty());

    Fields over(json_request(R"({"a":"12345"})"));
    CHECK(over.text("a", {.max = 4}).empty());
    CHECK(refused(over) == "bad_field:a");

    Fields control(json_request(R"({"a":"1\u00002"})"));
    CHECK(control.text("a").empty());
    CHECK(refused(control) == "bad_field:a");
}

TEST_CASE("A body that is not JSON, not an object or not said to be JSON is refused") {
    Fields broken(json_request(R"({"a":)"));
    CHECK(refused(broken) == "bad_json");
    Fields doubled(json_request(R"({"a":1,"a":2})"));
    CHECK(refused(doubled) == "bad_json");
    Fields list(json_request("[]"));
    CHECK(refused(list) == "not_an_object");
    Request form = json_request("{}");
    form.headers = {{"content-type", "text/plain"}};
    Fields unsaid(form);
    CHECK(refused(unsaid) == "not_json");
}

TEST_CASE("A problem speaks the reader's language and never loses its code") {
    const auto reply = problem(409, "late_answer", {"Trop tard.", "Too late."});

    const auto fr = to_json(*reply.problem(), Language::French);
    const auto en = to_json(*reply.problem(), Language::English);

    CHECK(*fr.member("detail")->text() == "Trop tard.");
    CHECK(*en.member("detail")->text() == "Too late.");
    CHECK(*fr.member("code")->text() == "late_answer");
    CHECK(*fr.member("status")->integer() == 409);
    CHECK(*fr.member("type")->text() == "about:blank");
}

TEST_CASE("The language is the cookie's, else the browser's first known, else French") {
    CHECK(asked(Method::Get, {}).language() == Language::French);
    CHECK(asked(Method::Get, {{"accept-language", "de, en;q=0.5, fr;q=0.2"}}).language() ==
          Language::English);
    CHECK(asked(Method::Get, {{"accept-language", "en"}, {"cookie", "a=b; lang=fr"}}).language() ==
          Language::French);
}

TEST_CASE("A cookie sent twice is no cookie") {
    CHECK(asked(Method::Get, {{"cookie", "a=1; __Host-s=x"}}).cookie("__Host-s") == "x");
    CHECK_FALSE(asked(Method::Get, {{"cookie", "s=1; s=2"}}).cookie("s").has_value());
    CHECK_FALSE(asked(Method::Get, {{"cookie", "xs=1"}}).cookie("s").has_value());
}

TEST_CASE("A query member is decoded, and refused when doubled or badly encoded") {
    Request request;
    request.query = "a=1%202&b=x&b=y&c=%zz";
    CHECK(request.query_value("a") == "1 2");
    CHECK_FALSE(request.query_value("b").has_value());
    CHECK_FALSE(request.query_value("c").has_value());
    CHECK_FALSE(request.query_value("d").has_value());
}

TEST_CASE("A sign-in cookie is host-bound, secure, unreadable by scripts and strict") {
    auto reply = reply_empty();
    set_host_cookie(reply, "candidate", "AbC_-9", std::chrono::hours{4});

    CHECK(reply.header("Set-Cookie") ==
          "__Host-candidate=AbC_-9; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=14400");
}

TEST_CASE("Host names are compared without port and case, and malformed ones are refused") {
    CHECK(host_name_of("Centre.Example:8443") == "centre.example");
    CHECK(host_name_of("[::1]:8443") == "[::1]");
    for (const std::string host : {"", ":80", "a:b", "a:123456", "[::1"}) {
        INFO(host);
        CHECK_FALSE(host_name_of(host).has_value());
    }
    CHECK(is_allowed_host(asked(Method::Get, {}), {"centre.example"}));
    CHECK_FALSE(is_allowed_host(asked(Method::Get, {}), {"example"}));
}

TEST_CASE("A state change from another site is seen, whatever the browser says of it") {
    const Header cookie{"cookie", "__Host-s=1"};
    const Header own{"origin", "https://centre.example:8443"};

    CHECK_FALSE(comes_from_elsewhere(asked(Method::Post, {cookie, own}), false));
    CHECK_FALSE(comes_from_elsewhere(
        asked(Method::Post, {cookie, {"sec-fetch-site", "same-origin"}}), false));
    CHECK_FALSE(comes_from_elsewhere(asked(Method::Post, {}), false));
    CHECK(comes_from_elsewhere(asked(Method::Post, {cookie}), false));
    for (const std::string origin :
         {"https://evil.example", "http://centre.example:8443", "https://centre.example", "null"})
        CHECK(comes_from_elsewhere(asked(Method::Put, {{"origin", origin}}), false));
    for (const std::string site : {"cross-site", "same-site", "none"})
        CHECK(comes_from_elsewhere(asked(Method::Delete, {own, {"sec-fetch-site", site}}), false));
    CHECK(comes_from_elsewhere(asked(Method::Post, {own, own}), false));
}

TEST_CASE("A read may come from anywhere, a WebSocket only from here") {
    CHECK_FALSE(
        comes_from_elsewhere(asked(Method::Get, {{"origin", "https://evil.example"}}), false));
    CHECK(comes_from_elsewhere(asked(Method::Get, {{"origin", "https://evil.example"}}), true));
    CHECK(comes_from_elsewhere(asked(Method::Get, {{"cookie", "a=b"}}), true));
    CHECK_FALSE(comes_from_elsewhere(asked(Method::Get, {}), true));
}

TEST_CASE("Strict-Transport-Security is sent over TLS only") {
    const auto over = [](bool secure) { return encode(reply_text("x"), {.secure = secure}).head; };
    CHECK(over(true).find("Strict-Transport-Security: max-age=") != std::string::npos);
    CHECK(over(false).find("Strict-Transport-Security") == std::string::npos);
}

TEST_CASE("Nothing is stored by a cache unless the handler says so") {
    CHECK(encode(reply_text("x"), {}).head.find("Cache-Control: no-store\r\n") !=
          std::string::npos);
    const auto kept = encode(reply_text("x").with("Cache-Control", "no-cache"), {}).head;
    CHECK(kept.find("no-store") == std::string::npos);
}
