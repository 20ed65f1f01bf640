// server/live/frame.h: the frames of RFC 6455, made and read.
//
// Role        FrameReader takes bytes as they come and gives whole messages; POCO's own reader
//             throws on half a frame when non-blocking and waits when blocking.
// Invariants  Refused: a reserved bit or opcode, a length not in its shortest spelling, a mask
//             missing from a client or present from a server, a fragmented or long control frame,
//             a message over the limit (before it is read), a text that is not UTF-8.
// Threads     Values.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "crypto/base/bytes.h"

namespace probant::server {

enum class Opcode : std::uint8_t {
    Continuation = 0x0,
    Text = 0x1,
    Binary = 0x2,
    Close = 0x8,
    Ping = 0x9,
    Pong = 0xA,
};

/// What a control frame may carry (RFC 6455 § 5.5).
constexpr std::size_t kControlBytesMax = 125;

using Mask = std::array<std::uint8_t, 4>;

/// As a server sends it.
[[nodiscard]] std::string frame_of(Opcode opcode, std::string_view payload);

/// As a client must send it.
[[nodiscard]] std::string masked_frame_of(Opcode opcode, std::string_view payload, Mask mask);

[[nodiscard]] std::string close_payload(std::uint16_t code, std::string_view reason);

[[nodiscard]] bool is_utf8(std::string_view text);

struct Message {
    Opcode opcode = Opcode::Text;  ///< Text, Binary, Close, Ping or Pong
    std::string payload;
};

enum class FrameFault : std::uint8_t { Protocol, TooBig, NotUtf8 };

struct NeedMore {};

class FrameReader {
public:
    enum class From : std::uint8_t { Client, Server };

    using Outcome = std::variant<Message, NeedMore, FrameFault>;

    FrameReader(From from, std::size_t message_max) : from_(from), message_max_(message_max) {}

    void feed(ByteView bytes);

    /// The next whole message. After a fault the reader is of no more use.
    [[nodiscard]] Outcome next();

    /// True while a frame or a message has begun and not ended.
    [[nodiscard]] bool is_halfway() const { return !buffer_.empty() || is_fragmented_; }

private:
    struct Header {
        bool is_last = true;
        Opcode opcode = Opcode::Text;
        std::size_t header_size = 0;
        std::size_t payload_size = 0;
        bool is_masked = false;
        Mask mask{};
    };

    [[nodiscard]] std::variant<Header, NeedMore, FrameFault> read_header() const;
    [[nodiscard]] std::variant<Header, NeedMore, FrameFault> read_size(Header header) const;
    [[nodiscard]] std::variant<Header, NeedMore, FrameFault> judge(Header header) const;
    [[nodiscard]] std::string take_payload(const Header& header);
    /// Nothing after a fragment that is not the last.
    [[nodiscard]] std::optional<Outcome> finish(const Header& header);

    From from_;
    std::size_t message_max_;
    std::string buffer_;
    bool is_fragmented_ = false;
    Message partial_;
};

}  // namespace probant::server
