// SPDX-License-Identifier: EUPL-1.2
#include "server/live/frame.h"

#include <utility>

#include "crypto/base/ensure.h"

namespace probant::server {
namespace {

constexpr std::uint8_t kLastBit = 0x80;
constexpr std::uint8_t kReservedBits = 0x70;
constexpr std::uint8_t kMaskBit = 0x80;
constexpr std::size_t kShortMax = 125;
constexpr std::uint8_t kTwoByteSize = 126;
constexpr std::uint8_t kEightByteSize = 127;
constexpr std::size_t kTwoByteMax = 0xFFFF;

std::uint8_t byte_at(std::string_view text, std::size_t place) {
    return static_cast<std::uint8_t>(text[place]);
}

void put_number(std::string& frame, std::size_t number, int bytes) {
    for (int place = bytes - 1; place >= 0; --place)
        frame += static_cast<char>((number >> (8 * place)) & 0xFF);
}

std::string header_of(Opcode opcode, std::size_t size, std::uint8_t mask_bit) {
    std::string frame(1, static_cast<char>(kLastBit | static_cast<std::uint8_t>(opcode)));
    if (size <= kShortMax) {
        frame += static_cast<char>(mask_bit | size);
    } else if (size <= kTwoByteMax) {
        frame += static_cast<char>(mask_bit | kTwoByteSize);
        put_number(frame, size, 2);
    } else {
        frame += static_cast<char>(mask_bit | kEightByteSize);
        put_number(frame, size, 8);
    }
    return frame;
}

bool is_control(Opcode opcode) {
    return static_cast<std::uint8_t>(opcode) >= 0x8;
}

bool is_known(std::uint8_t opcode) {
    return opcode <= 0x2 || (opcode >= 0x8 && opcode <= 0xA);
}

void unmask(std::string& payload, const Mask& mask) {
    for (std::size_t place = 0; place < payload.size(); ++place)
        payload[place] = static_cast<char>(byte_at(payload, place) ^ mask.at(place % 4));
}

/// The length of the sequence a first byte announces, and the smallest code point it may give.
struct Sequence {
    std::size_t length = 0;
    std::uint32_t bits = 0;
    std::uint32_t least = 0;
};

Sequence sequence_of(std::uint8_t first) {
    if (first < 0x80) return {1, first, 0};
    if ((first & 0xE0) == 0xC0) return {2, first & 0x1FU, 0x80};
    if ((first & 0xF0) == 0xE0) return {3, first & 0x0FU, 0x800};
    if ((first & 0xF8) == 0xF0) return {4, first & 0x07U, 0x10000};
    return {};
}

/// How many bytes after the first two hold the size.
std::size_t size_bytes_of(std::uint64_t short_size) {
    if (short_size == kEightByteSize) return 8;
    return short_size == kTwoByteSize ? 2 : 0;
}

bool is_scalar(std::uint32_t point) {
    return point <= 0x10FFFF && (point < 0xD800 || point > 0xDFFF);
}

}  // namespace

std::string frame_of(Opcode opcode, std::string_view payload) {
    ENSURE(!is_control(opcode) || payload.size() <= kControlBytesMax);
    return header_of(opcode, payload.size(), 0) + std::string(payload);
}

std::string masked_frame_of(Opcode opcode, std::string_view payload, Mask mask) {
    ENSURE(!is_control(opcode) || payload.size() <= kControlBytesMax);
    std::string body(payload);
    unmask(body, mask);
    std::string frame = header_of(opcode, payload.size(), kMaskBit);
    for (const auto byte : mask)
        frame += static_cast<char>(byte);
    return frame + body;
}

std::string close_payload(std::uint16_t code, std::string_view reason) {
    std::string payload;
    put_number(payload, code, 2);
    payload += reason.substr(0, kControlBytesMax - 2);
    return payload;
}

bool is_utf8(std::string_view text) {
    while (!text.empty()) {
        auto [length, point, least] = sequence_of(byte_at(text, 0));
        if (length == 0 || text.size() < length) return false;
        for (std::size_t place = 1; place < length; ++place) {
            const auto byte = byte_at(text, place);
            if ((byte & 0xC0) != 0x80) return false;
            point = (point << 6) | (byte & 0x3FU);
        }
        if (point < least || !is_scalar(point)) return false;
        text.remove_prefix(length);
    }
    return true;
}

void FrameReader::feed(ByteView bytes) {
    buffer_ += as_text(bytes);
}

std::variant<FrameReader::Header, NeedMore, FrameFault> FrameReader::read_header() const {
    if (buffer_.size() < 2) return NeedMore{};
    const auto first = byte_at(buffer_, 0);
    const auto second = byte_at(buffer_, 1);
    const auto opcode = static_cast<std::uint8_t>(first & 0x0F);
    if ((first & kReservedBits) != 0 || !is_known(opcode)) return FrameFault::Protocol;
    Header header;
    header.is_last = (first & kLastBit) != 0;
    header.opcode = Opcode{opcode};
    header.is_masked = (second & kMaskBit) != 0;
    if (header.is_masked != (from_ == From::Client)) return FrameFault::Protocol;
    header.payload_size = second & 0x7F;
    return read_size(header);
}

std::variant<FrameReader::Header, NeedMore, FrameFault> FrameReader::read_size(
    Header header) const {
    const std::size_t size_bytes = size_bytes_of(header.payload_size);
    const std::size_t mask_bytes = header.is_masked ? header.mask.size() : 0;
    header.header_size = 2 + size_bytes + mask_bytes;
    if (buffer_.size() < header.header_size) return NeedMore{};
    if (size_bytes > 0) {
        std::uint64_t size = 0;
        for (std::size_t place = 0; place < size_bytes; ++place)
            size = (size << 8) | byte_at(buffer_, 2 + place);
        const bool is_shortest = size > (size_bytes == 8 ? kTwoByteMax : kShortMax);
        if (!is_shortest) return FrameFault::Protocol;
        if (size > message_max_) return FrameFault::TooBig;
        header.payload_size = size;
    }
    for (std::size_t place = 0; place < mask_bytes; ++place)
        header.mask.at(place) = byte_at(buffer_, 2 + size_bytes + place);
    return judge(header);
}

std::variant<FrameReader::Header, NeedMore, FrameFault> FrameReader::judge(Header header) const {
    if (is_control(header.opcode)) {
        if (!header.is_last || header.payload_size > kControlBytesMax) return FrameFault::Protocol;
        return header;
    }
    // A message goes on only where one has begun, and begins only where none has.
    if ((header.opcode == Opcode::Continuation) != is_fragmented_) return FrameFault::Protocol;
    if (partial_.payload.size() + header.payload_size > message_max_) return FrameFault::TooBig;
    return header;
}

std::string FrameReader::take_payload(const Header& header) {
    std::string payload = buffer_.substr(header.header_size, header.payload_size);
    buffer_.erase(0, header.header_size + header.payload_size);
    if (header.is_masked) unmask(payload, header.mask);
    return payload;
}

std::optional<FrameReader::Outcome> FrameReader::finish(const Header& header) {
    std::string payload = take_payload(header);
    if (is_control(header.opcode)) return Outcome{Message{header.opcode, std::move(payload)}};
    if (header.opcode != Opcode::Continuation) partial_.opcode = header.opcode;
    partial_.payload += payload;
    is_fragmented_ = !header.is_last;
    if (is_fragmented_) return std::nullopt;
    Message whole = std::exchange(partial_, Message{});
    if (whole.opcode == Opcode::Text && !is_utf8(whole.payload))
        return Outcome{FrameFault::NotUtf8};
    return Outcome{std::move(whole)};
}

FrameReader::Outcome FrameReader::next() {
    while (true) {
        const auto read = read_header();
        if (const auto* fault = std::get_if<FrameFault>(&read)) return *fault;
        const auto* header = std::get_if<Header>(&read);
        if (header == nullptr) return NeedMore{};
        if (buffer_.size() < header->header_size + header->payload_size) return NeedMore{};
        if (auto finished = finish(*header)) return std::move(*finished);
    }
}

}  // namespace probant::server
