// engine/proctoring/byte_reader.h: whole numbers out of bytes that nobody vouches for.
//
// Role        Reads single bytes, 64 bits and variable-length numbers, each between two limits.
//             The first fault stays; after it everything reads as the least allowed.
// Invariants  Never reads beyond the end. A number has one spelling: the shortest.
// Threads     A value over borrowed bytes; it does not outlive them.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>

#include "crypto/base/bytes.h"
#include "engine/proctoring/observation_batch.h"

namespace probant::engine {

class ByteReader {
public:
    explicit ByteReader(ByteView bytes) : bytes_(bytes) {}

    /// Seven bits a byte, the low ones first, the high bit set on all but the last.
    [[nodiscard]] std::uint64_t number(std::uint64_t most);

    /// The same of 0, -1, 1, -2, 2 … in that order.
    [[nodiscard]] int either_sign(int most);

    [[nodiscard]] int small(int most);  ///< not negative
    [[nodiscard]] std::uint8_t byte();
    [[nodiscard]] std::uint64_t word();  ///< 64 bits, the high byte first

    void refuse(BatchFault fault) {
        if (!fault_) fault_ = fault;
    }

    [[nodiscard]] bool sound() const { return !fault_; }

    [[nodiscard]] std::optional<BatchFault> fault() const { return fault_; }

    [[nodiscard]] std::size_t left() const { return bytes_.size() - at_; }

private:
    ByteView bytes_;
    std::size_t at_{};
    std::optional<BatchFault> fault_{};
};

void write_number(Bytes& to, std::uint64_t value);
void write_either_sign(Bytes& to, int value);
void write_word(Bytes& to, std::uint64_t value);

}  // namespace probant::engine
