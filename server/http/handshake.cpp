// SPDX-License-Identifier: EUPL-1.2
#include "server/http/handshake.h"

#include <algorithm>

#include <Poco/SHA1Engine.h>

#include "crypto/base/bytes.h"

namespace probant::server {
namespace {

/// RFC 6455 § 1.3. SHA-1 protects nothing here: it shows that the peer read the key.
constexpr std::string_view kMagic = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

constexpr std::size_t kKeyBytes = 16;

bool is_websocket(std::string_view upgrade) {
    return std::ranges::equal(upgrade, std::string_view("websocket"), [](char one, char other) {
        return (one >= 'A' && one <= 'Z' ? one + ('a' - 'A') : one) == other;
    });
}

}  // namespace

std::string websocket_accept(std::string_view key) {
    Poco::SHA1Engine engine;
    engine.update(std::string(key) + std::string(kMagic));
    return to_base64(engine.digest());
}

std::optional<std::string> accepted_upgrade(const Head& head) {
    if (!is_websocket(head.header("upgrade").value_or(""))) return std::nullopt;
    if (!head.has_token("connection", "upgrade")) return std::nullopt;
    if (head.header("sec-websocket-version") != "13") return std::nullopt;
    const auto key = head.header("sec-websocket-key").value_or("");
    const auto bytes = from_base64(key);
    if (!bytes || bytes->size() != kKeyBytes) return std::nullopt;
    return websocket_accept(key);
}

}  // namespace probant::server
