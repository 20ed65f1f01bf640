// SPDX-License-Identifier: EUPL-1.2
#include "engine/proctoring/byte_reader.h"

namespace probant::engine {

namespace {

constexpr unsigned kNumberBits = 7;
constexpr std::uint8_t kMore = 0x80;
constexpr unsigned kLastShift = 63;  // the tenth byte of a number holds one bit

}  // namespace

std::uint8_t ByteReader::byte() {
    if (fault_) return 0;
    if (at_ == bytes_.size()) {
        refuse(BatchFault::Cut);
        return 0;
    }
    return bytes_[at_++];
}

std::uint64_t ByteReader::number(std::uint64_t most) {
    std::uint64_t value = 0;
    for (unsigned shift = 0;; shift += kNumberBits) {
        const std::uint8_t next = byte();
        if (!sound()) return 0;
        // A last byte of nothing but zeros could have been left out; a bit beyond the 64th is lost.
        if (shift > 0 && next == 0) refuse(BatchFault::NotCanonical);
        if (shift == kLastShift && next > 1) refuse(BatchFault::OutOfRange);
        if (!sound()) return 0;
        value |= static_cast<std::uint64_t>(next & (kMore - 1U)) << shift;
        if ((next & kMore) == 0) break;
    }
    if (value <= most) return value;
    refuse(BatchFault::OutOfRange);
    return 0;
}

int ByteReader::small(int most) {
    return static_cast<int>(number(static_cast<std::uint64_t>(most)));
}

int ByteReader::either_sign(int most) {
    const auto folded = static_cast<std::int64_t>(number(2 * static_cast<std::uint64_t>(most)));
    return static_cast<int>(folded % 2 == 0 ? folded / 2 : -(folded + 1) / 2);
}

std::uint64_t ByteReader::word() {
    std::uint64_t value = 0;
    for (int count = 0; count < 8; ++count)
        value = (value << 8U) | byte();
    return value;
}

void write_number(Bytes& to, std::uint64_t value) {
    while (value >= kMore) {
        to.push_back(static_cast<std::uint8_t>(value | kMore));
        value >>= kNumberBits;
    }
    to.push_back(static_cast<std::uint8_t>(value));
}

void write_either_sign(Bytes& to, int value) {
    const std::int64_t wide = value;
    write_number(to, static_cast<std::uint64_t>(wide < 0 ? -2 * wide - 1 : 2 * wide));
}

void write_word(Bytes& to, std::uint64_t value) {
    for (int shift = 56; shift >= 0; shift -= 8)
        to.push_back(static_cast<std::uint8_t>(value >> static_cast<unsigned>(shift)));
}

}  // namespace probant::engine
