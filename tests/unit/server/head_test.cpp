// SPDX-License-Identifier: EUPL-1.2
#include "server/http/head.h"

#include <string>

#include <catch2/catch.hpp>

#include "server/http/handshake.h"

namespace {

using namespace probant;
using namespace probant::server;

std::optional<HeadFault> fault_of(const std::string& text) {
    const auto head = parse_head(text);
    if (head) return std::nullopt;
    return head.error();
}

std::string get_with(const std::string& headers) {
    return "GET / HTTP/1.1\r\nHost: a\r\n" + headers + "\r\n";
}

std::string post_with(const std::string& headers) {
    return "POST / HTTP/1.1\r\nHost: a\r\n" + headers + "\r\n";
}

}  // namespace

TEST_CASE("A plain request is read whole") {
    const auto head = parse_head(
        "PUT /api/a%20b?x=1&y=2 HTTP/1.1\r\nHost: Centre:8443\r\nContent-Length: 12\r\nX-A:  b c "
        "\r\n\r\n");

    REQUIRE(head);
    CHECK(head.value().method == Method::Put);
    CHECK(head.value().path == "/api/a b");
    CHECK(head.value().query == "x=1&y=2");
    CHECK(head.value().content_length == 12);
    CHECK(head.value().header("x-a") == "b c");
    CHECK(head.value().keep_alive);
}

TEST_CASE("Two lengths, or a length that is no plain number, are refused") {
    CHECK(fault_of(post_with("Content-Length: 1\r\nContent-Length: 1\r\n")) ==
          HeadFault::BadLength);
    for (const std::string length :
         {"", "+1", "-1", "01", "1,1", "0x1", "1 1", "99999999999999999999"})
        CHECK(fault_of(post_with("Content-Length: " + length + "\r\n")) == HeadFault::BadLength);
    CHECK(fault_of(post_with("Content-Length: 0\r\n")) == std::nullopt);
}

TEST_CASE("Transfer-Encoding is refused, with or without a length") {
    CHECK(fault_of(post_with("Transfer-Encoding: chunked\r\n")) == HeadFault::TransferEncoding);
    CHECK(fault_of(post_with("Content-Length: 4\r\nTransfer-Encoding: chunked\r\n")) ==
          HeadFault::TransferEncoding);
    CHECK(fault_of(post_with("Transfer-Encoding: xchunked\r\nContent-Length: 4\r\n")) ==
          HeadFault::TransferEncoding);
}

TEST_CASE("A header line that two servers could read differently is refused") {
    CHECK(fault_of(get_with("Content-Length : 4\r\n")) == HeadFault::BadLine);
    CHECK(fault_of(get_with("X-A: b\r\n folded\r\n")) == HeadFault::BadLine);
    CHECK(fault_of(get_with("no colon here\r\n")) == HeadFault::BadLine);
    CHECK(fault_of(get_with("X-A: b\nX-B: c\r\n")) == HeadFault::BadLine);
    CHECK(fault_of(get_with("X-A: b\rX-B: c\r\n")) == HeadFault::BadLine);
    CHECK(fault_of(get_with(std::string("X-A: b\0c\r\n", 10))) == HeadFault::BadLine);
    CHECK(fault_of(get_with(": b\r\n")) == HeadFault::BadLine);
    CHECK(fault_of("GET / HTTP/1.1\nHost: a\n\n") == HeadFault::BadLine);
}

TEST_CASE("A body on a GET is refused") {
    CHECK(fault_of(get_with("Content-Length: 3\r\n")) == HeadFault::BadLength);
}

TEST_CASE("Exactly one Host is required") {
    CHECK(fault_of("GET / HTTP/1.1\r\n\r\n") == HeadFault::NoHost);
    CHECK(fault_of(get_with("Host: b\r\n")) == HeadFault::NoHost);
}

TEST_CASE("Unknown methods and versions are told apart from broken lines") {
    CHECK(fault_of("BREW / HTTP/1.1\r\nHost: a\r\n\r\n") == HeadFault::UnknownMethod);
    CHECK(fault_of("GET / HTTP/2.0\r\nHost: a\r\n\r\n") == HeadFault::UnknownVersion);
    CHECK(fault_of("GET  / HTTP/1.1\r\nHost: a\r\n\r\n") == HeadFault::BadTarget);
    CHECK(fault_of("GET http://b/ HTTP/1.1\r\nHost: a\r\n\r\n") == HeadFault::BadTarget);
    CHECK(fault_of("garbage\r\n\r\n") == HeadFault::BadLine);
}

TEST_CASE("The last header allowed is read, one more is refused") {
    std::string headers;
    for (std::size_t count = 1; count < kHeadersMax; ++count)
        headers += "X-A: b\r\n";

    CHECK(fault_of(get_with(headers)) == std::nullopt);
    CHECK(fault_of(get_with(headers + "X-A: b\r\n")) == HeadFault::BadLine);
}

TEST_CASE("A path cannot climb, hide a slash or carry a control character") {
    for (const std::string path : {"/../etc",
                                   "/a/..",
                                   "/a/./b",
                                   "/%2e%2e/x",
                                   "/a//b",
                                   "//a",
                                   "/a%2fb",
                                   "/a%5cb",
                                   "/a\\b",
                                   "/%00",
                                   "/a%0d%0a",
                                   "/%",
                                   "/%4",
                                   "/%zz",
                                   "",
                                   "a"}) {
        INFO(path);
        CHECK_FALSE(decode_path(path).has_value());
    }
    CHECK(decode_path("/") == "/");
    CHECK(decode_path("/a/b%C3%A9/") == "/a/b\xC3\xA9/");
    CHECK(decode_path("/...") == "/...");
}

TEST_CASE("HTTP/1.0 and Connection: close end the connection") {
    CHECK_FALSE(parse_head("GET / HTTP/1.0\r\nHost: a\r\n\r\n").value().keep_alive);
    CHECK_FALSE(parse_head(get_with("Connection: foo, Close\r\n")).value().keep_alive);
}

TEST_CASE("The handshake gives the answer of RFC 6455's own example") {
    CHECK(websocket_accept("dGhlIHNhbXBsZSBub25jZQ==") == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
}

TEST_CASE("An upgrade needs its version, its key and its connection") {
    const std::string good =
        "Upgrade: WebSocket\r\nConnection: keep-alive, Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
    const auto without = [&](const std::string& part, const std::string& other) {
        auto text = good;
        text.replace(text.find(part), part.size(), other);
        return accepted_upgrade(parse_head(get_with(text)).value());
    };

    CHECK(accepted_upgrade(parse_head(get_with(good)).value()).has_value());
    CHECK_FALSE(without("13", "8").has_value());
    CHECK_FALSE(without("WebSocket", "h2c").has_value());
    CHECK_FALSE(without("Upgrade\r\nSec", "close\r\nSec").has_value());
    CHECK_FALSE(without("dGhlIHNhbXBsZSBub25jZQ==", "c2hvcnQ=").has_value());
}
