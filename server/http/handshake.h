// server/http/handshake.h: the WebSocket handshake (RFC 6455 § 4), both sides.
//
// Role     Tells whether a request asks for a WebSocket, and what proves that we understood.
// Threads  Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/http/head.h"

namespace probant::server {

/// The Sec-WebSocket-Accept of a Sec-WebSocket-Key.
[[nodiscard]] std::string websocket_accept(std::string_view key);

/// The value to answer with; nothing when the request is no proper upgrade to version 13.
[[nodiscard]] std::optional<std::string> accepted_upgrade(const Head& head);

}  // namespace probant::server
