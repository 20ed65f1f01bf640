// SPDX-License-Identifier: EUPL-1.2
#include "server/live/frame.h"

#include <string>

#include <catch2/catch.hpp>

namespace {

using namespace probant;
using namespace probant::server;

constexpr Mask kMask{0x11, 0x22, 0x33, 0x44};
constexpr std::size_t kMax = 4096;

FrameReader fed(const std::string& bytes) {
    FrameReader reader(FrameReader::From::Client, kMax);
    reader.feed(as_bytes(bytes));
    return reader;
}

std::string text_in(FrameReader& reader) {
    auto next = reader.next();
    const auto* message = std::get_if<Message>(&next);
    return message == nullptr ? "none" : message->payload;
}

std::optional<FrameFault> fault_in(const std::string& bytes) {
    auto reader = fed(bytes);
    const auto next = reader.next();
    if (const auto* fault = std::get_if<FrameFault>(&next)) return *fault;
    return std::nullopt;
}

std::string masked(Opcode opcode, std::string_view payload) {
    return masked_frame_of(opcode, payload, kMask);
}

}  // namespace

TEST_CASE("A server's frame is the one of RFC 6455's example") {
    CHECK(frame_of(Opcode::Text, "Hello") == "\x81\x05Hello");
    CHECK(frame_of(Opcode::Text, std::string(256, 'a')).substr(0, 4) ==
          std::string("\x81\x7E\x01\x00", 4));
    CHECK(frame_of(Opcode::Text, std::string(65536, 'a')).substr(0, 10) ==
          std::string("\x81\x7F\x00\x00\x00\x00\x00\x01\x00\x00", 10));
}

TEST_CASE("A masked frame of RFC 6455's example reads back") {
    const std::string example("\x81\x85\x37\xfa\x21\x3d\x7f\x9f\x4d\x51\x58", 11);
    auto reader = fed(example);

    CHECK(text_in(reader) == "Hello");
    CHECK(masked_frame_of(Opcode::Text, "Hello", {0x37, 0xfa, 0x21, 0x3d}) == example);
}

TEST_CASE("A frame that comes byte by byte is read once it is whole") {
    const auto bytes = masked(Opcode::Text, std::string(300, 'x'));
    FrameReader reader(FrameReader::From::Client, kMax);

    CHECK_FALSE(reader.is_halfway());
    for (std::size_t place = 0; place + 1 < bytes.size(); ++place) {
        reader.feed(as_bytes(bytes).subspan(place, 1));
        REQUIRE(std::holds_alternative<NeedMore>(reader.next()));
        REQUIRE(reader.is_halfway());
    }
    reader.feed(as_bytes(bytes).last(1));

    CHECK(text_in(reader) == std::string(300, 'x'));
    CHECK_FALSE(reader.is_halfway());
}

TEST_CASE("Two frames in one segment are two messages") {
    auto reader = fed(masked(Opcode::Text, "a") + masked(Opcode::Text, "b"));

    CHECK(text_in(reader) == "a");
    CHECK(text_in(reader) == "b");
    CHECK(text_in(reader) == "none");
}

TEST_CASE("A message in fragments is put together, with a ping in its middle") {
    auto first = masked(Opcode::Text, "ab");
    first[0] = '\x01';
    auto reader = fed(first + masked(Opcode::Ping, "p") + masked(Opcode::Continuation, "cd"));

    CHECK(text_in(reader) == "p");
    CHECK(text_in(reader) == "abcd");
}

TEST_CASE("A message of the limit passes and one byte more does not, fragments counted") {
    auto exact = fed(masked(Opcode::Text, std::string(kMax, 'x')));
    CHECK(text_in(exact).size() == kMax);
    CHECK(fault_in(masked(Opcode::Text, std::string(kMax + 1, 'x'))) == FrameFault::TooBig);

    auto first = masked(Opcode::Text, std::string(kMax, 'x'));
    first[0] = '\x01';
    CHECK(fault_in(first + masked(Opcode::Continuation, "y")) == FrameFault::TooBig);
}

TEST_CASE("An oversize frame is refused from its header alone") {
    CHECK(fault_in(std::string("\x81\xFF\x7F\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x01\x02\x03\x04", 14)) ==
          FrameFault::TooBig);
}

TEST_CASE("What RFC 6455 forbids is a fault") {
    CHECK(fault_in(frame_of(Opcode::Text, "unmasked")) == FrameFault::Protocol);
    CHECK(fault_in(std::string("\xC1\x80\x01\x02\x03\x04", 6)) == FrameFault::Protocol);
    CHECK(fault_in(std::string("\x83\x80\x01\x02\x03\x04", 6)) == FrameFault::Protocol);
    CHECK(fault_in(std::string("\x09\x80\x01\x02\x03\x04", 6)) == FrameFault::Protocol);
    CHECK(fault_in(std::string("\x89\xFE\x00\x7E\x01\x02\x03\x04", 8)) == FrameFault::Protocol);
    CHECK(fault_in(std::string("\x81\xFE\x00\x05\x01\x02\x03\x04", 8)) == FrameFault::Protocol);
    CHECK(fault_in(masked(Opcode::Continuation, "x")) == FrameFault::Protocol);
    CHECK(fault_in(masked(Opcode::Text, "\xC3\x28")) == FrameFault::NotUtf8);
}

TEST_CASE("UTF-8 is told from what only looks like it") {
    CHECK(is_utf8("a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80"));
    for (const std::string text : {"\x80",
                                   "\xC0\xAF",
                                   "\xE0\x80\xAF",
                                   "\xED\xA0\x80",
                                   "\xF4\x90\x80\x80",
                                   "\xF5\x80\x80\x80",
                                   "\xC3",
                                   "\xE2\x82"})
        CHECK_FALSE(is_utf8(text));
}
