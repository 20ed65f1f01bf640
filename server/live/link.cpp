// SPDX-License-Identifier: EUPL-1.2
#include "server/live/link.h"

#include <utility>

namespace probant::server {

Link::Link(UpgradedSocket& from, Subscriber who, std::size_t frame_bytes)
    : wire(from.socket()),
      subscriber(std::move(who)),
      reader(FrameReader::From::Client, frame_bytes) {}

CloseCode code_of(FrameFault fault) {
    switch (fault) {
        case FrameFault::Protocol:
            return CloseCode::ProtocolError;
        case FrameFault::TooBig:
            return CloseCode::TooBig;
        case FrameFault::NotUtf8:
            return CloseCode::BadText;
    }
    return CloseCode::ProtocolError;
}

SharedFrame shared_frame(Opcode opcode, std::string_view payload) {
    return std::make_shared<const std::string>(frame_of(opcode, payload));
}

SharedFrame close_frame(CloseCode code, std::string_view reason) {
    return shared_frame(Opcode::Close, close_payload(static_cast<std::uint16_t>(code), reason));
}

std::string_view text_of(Closed why) {
    switch (why) {
        case Closed::ByPeer:
            return "by-peer";
        case Closed::ByUs:
            return "by-us";
        case Closed::Stalled:
            return "stalled";
        case Closed::Silent:
            return "silent";
        case Closed::BadFrame:
            return "bad-frame";
        case Closed::TooMany:
            return "too-many";
        case Closed::SocketError:
            return "socket-error";
    }
    return "socket-error";
}

}  // namespace probant::server
