// server/live/link.h: one WebSocket as the hub thread sees it.
//
// Role        Its socket, the frame being read, the frames waiting to leave, and since when each
//             has been waiting.
// Invariants  A frame in the queue is shared and never moves: OpenSSL wants the same bytes at the
//             same place when a write is tried again. `over` is set once; the hub then buries it.
// Threads     The hub thread's alone.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "server/http/wire_socket.h"
#include "server/live/frame.h"
#include "server/live/hub.h"

namespace probant::server {

using SharedFrame = std::shared_ptr<const std::string>;

[[nodiscard]] CloseCode code_of(FrameFault fault);
[[nodiscard]] SharedFrame shared_frame(Opcode opcode, std::string_view payload);
[[nodiscard]] SharedFrame close_frame(CloseCode code, std::string_view reason);

/// One WebSocket, as the hub thread sees it.
struct Link {
    Link(UpgradedSocket& from, Subscriber who, std::size_t frame_bytes);

    ConnectionId id;
    WireSocket wire;
    Subscriber subscriber;
    FrameReader reader;
    std::deque<SharedFrame> queue;
    std::size_t queued_bytes = 0;
    std::size_t front_sent = 0;  // bytes of the first frame that have left
    std::chrono::steady_clock::time_point heard = std::chrono::steady_clock::now();
    std::chrono::steady_clock::time_point progressed = std::chrono::steady_clock::now();
    std::optional<std::chrono::steady_clock::time_point> halfway_since;
    std::chrono::steady_clock::time_point second_start = std::chrono::steady_clock::now();
    std::uint32_t messages_this_second = 0;
    bool was_pinged = false;
    bool is_open = false;  // on_open was called
    bool waits_to_write = false;
    bool closes_when_empty = false;
    std::optional<Closed> over;
};

}  // namespace probant::server
