// SPDX-License-Identifier: EUPL-1.2
#include "server/http/route.h"

#include <string>

#include <catch2/catch.hpp>

#include "server/http/static_files.h"
#include "tests/unit/server/temporary_folder.h"

namespace {

using namespace probant;
using namespace probant::server;
using probant::tests::TemporaryFolder;

Reply nothing(const Request&) {
    return reply_empty();
}

Route route(Method method, std::string pattern) {
    return {method, std::move(pattern), Access{1}, ReplyHandler(nothing)};
}

RouteTable table() {
    return RouteTable({route(Method::Get, "/api/answers"),
                       route(Method::Put, "/api/answers/{n:number}"),
                       route(Method::Get, "/api/sessions/{session:uuid}"),
                       route(Method::Get, "/api/files/{name}"),
                       route(Method::Get, "/api/files/index")});
}

std::string found(Method method, std::string_view path) {
    const auto routes = table();
    const auto result = routes.find(method, path);
    if (const auto* hit = std::get_if<Found>(&result)) return hit->route->pattern;
    return std::get<NotFound>(result) == NotFound::OtherMethod ? "other method" : "no such path";
}

Request get(std::string path, std::vector<Header> headers = {}) {
    Request request;
    request.path = std::move(path);
    request.headers = std::move(headers);
    return request;
}

}  // namespace

TEST_CASE("A route is found by its method and the types of its parameters") {
    CHECK(found(Method::Get, "/api/answers") == "/api/answers");
    CHECK(found(Method::Head, "/api/answers") == "/api/answers");
    CHECK(found(Method::Put, "/api/answers/12") == "/api/answers/{n:number}");
    CHECK(found(Method::Get, "/api/sessions/018f2c4e-6b1a-7c3d-9e2f-0a1b2c3d4e5f") ==
          "/api/sessions/{session:uuid}");
}

TEST_CASE("A parameter of another type or spelling finds nothing") {
    for (const std::string number : {"", "x", "-1", "+1", "01", "4294967296", "1.0", " 1"})
        CHECK(found(Method::Put, "/api/answers/" + number) == "no such path");
    CHECK(found(Method::Put, "/api/answers/4294967295") == "/api/answers/{n:number}");
    CHECK(found(Method::Get, "/api/sessions/018F2C4E-6B1A-7C3D-9E2F-0A1B2C3D4E5F") ==
          "no such path");
    CHECK(found(Method::Get, "/api/files/" + std::string(65, 'a')) == "no such path");
    CHECK(found(Method::Get, "/api/files/a b") == "no such path");
}

TEST_CASE("A known path with another method is told apart and names what it allows") {
    CHECK(found(Method::Delete, "/api/answers/12") == "other method");
    CHECK(table().allowed("/api/answers/12") == "PUT");
    CHECK(found(Method::Get, "/api/answers/") == "no such path");
}

TEST_CASE("The first route of the table wins") {
    CHECK(found(Method::Get, "/api/files/index") == "/api/files/{name}");
}

TEST_CASE("The parameters of a route are read by name and type") {
    const auto routes = table();
    const auto result = routes.find(Method::Put, "/api/answers/12");
    CHECK(std::get<Found>(result).parameters.number("n") == 12);
}

TEST_CASE("Pages are served from memory under their file and their short name") {
    const TemporaryFolder folder;
    folder.write("index.html", "<!doctype html>");
    folder.write("console.html", "console");
    folder.write("assets/app-5KQ2ZR7A.js", "code");
    folder.write("assets/app-5KQ2ZR7A.js.br", "small");

    const auto files = StaticFiles::load(folder.path());

    REQUIRE(files);
    CHECK(files.value().paths() ==
          std::vector<std::string>{
              "/", "/assets/app-5KQ2ZR7A.js", "/console", "/console.html", "/index.html"});
    CHECK(files.value().find(get("/console"))->content_type == "text/html; charset=utf-8");
    CHECK_FALSE(files.value().find(get("/assets/app-5KQ2ZR7A.js.br")).has_value());
    CHECK_FALSE(files.value().find(get("/../index.html")).has_value());
}

TEST_CASE("A folder's page is found with a slash at the end and without") {
    const TemporaryFolder folder;
    folder.write("invigilator/index.html", "<p>console</p>");
    const auto files = StaticFiles::load(folder.path()).value();

    CHECK(files.find(get("/invigilator")).has_value());
    CHECK(files.find(get("/invigilator/")).has_value());
    CHECK_FALSE(files.find(get("/invigilator//")).has_value());
}

TEST_CASE("A server shows its own pages alone, and the one it names at its bare address") {
    const TemporaryFolder folder;
    folder.write("index.html", "candidate");
    folder.write("candidate/index.html", "candidate");
    folder.write("verify/index.html", "verify");
    folder.write("registry/index.html", "staff");

    const auto files =
        StaticFiles::load(folder.path(), {.pages = {"registry", "verify"}, .front = "verify"});

    REQUIRE(files);
    CHECK(files.value().paths() == std::vector<std::string>{"/",
                                                            "/registry",
                                                            "/registry/",
                                                            "/registry/index.html",
                                                            "/verify",
                                                            "/verify/",
                                                            "/verify/index.html"});
    const auto front = files.value().find(get("/"));
    CHECK(to_string(*std::get<std::shared_ptr<const Bytes>>(front->body)) == "verify");
    CHECK_FALSE(StaticFiles::load(folder.path(), {.pages = {"registry"}, .front = "verify"}));
    CHECK(StaticFiles::load(folder.path(), {.pages = {"candidate"}}).value().paths() ==
          std::vector<std::string>{
              "/", "/candidate", "/candidate/", "/candidate/index.html", "/index.html"});
}

TEST_CASE("Hashed files are kept a year, pages never, others are asked for again") {
    const TemporaryFolder folder;
    folder.write("index.html", "x");
    folder.write("app-5KQ2ZR7A.js", "x");
    folder.write("robots.txt", "x");
    const auto files = StaticFiles::load(folder.path()).value();

    CHECK(files.find(get("/"))->header("Cache-Control") == "no-store");
    CHECK(files.find(get("/app-5KQ2ZR7A.js"))->header("Cache-Control") ==
          "public, max-age=31536000, immutable");
    CHECK(files.find(get("/robots.txt"))->header("Cache-Control") == "no-cache");
}

TEST_CASE("The compressed form is sent to who accepts it, and to nobody else") {
    const TemporaryFolder folder;
    folder.write("app.js", "plain");
    folder.write("app.js.br", "brotli");
    folder.write("app.js.gz", "gzip");
    const auto files = StaticFiles::load(folder.path()).value();
    const auto coding = [&](std::string accepted) {
        const auto reply = files.find(get("/app.js", {{"accept-encoding", std::move(accepted)}}));
        return std::string(reply->header("Content-Encoding")) + ":" +
               to_string(*std::get<std::shared_ptr<const Bytes>>(reply->body));
    };

    CHECK(coding("gzip, deflate, br") == "br:brotli");
    CHECK(coding("gzip;q=0.8") == "gzip:gzip");
    CHECK(coding("br;q=0, gzip;q=0.0") == ":plain");
    CHECK(coding("brx") == ":plain");
    CHECK(coding("") == ":plain");
}

TEST_CASE("A browser that has the file is told so") {
    const TemporaryFolder folder;
    folder.write("app.js", "plain");
    const auto files = StaticFiles::load(folder.path()).value();
    const std::string etag(files.find(get("/app.js"))->header("ETag"));

    CHECK(files.find(get("/app.js", {{"if-none-match", etag}}))->status == 304);
    CHECK(files.find(get("/app.js", {{"if-none-match", "\"x\""}}))->status == 200);
}

TEST_CASE("A folder of pages with an unexpected file, a link or nothing at all is refused") {
    const TemporaryFolder folder;
    folder.write("index.html", "x");
    REQUIRE(StaticFiles::load(folder.path()));
    std::filesystem::create_symlink("/etc/hostname", folder.path() / "link.txt");
    CHECK_FALSE(StaticFiles::load(folder.path()));
    std::filesystem::remove(folder.path() / "link.txt");
    folder.write("key.pem", "x");
    CHECK_FALSE(StaticFiles::load(folder.path()));
    CHECK_FALSE(StaticFiles::load(folder.path() / "none"));
}
