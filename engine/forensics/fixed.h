// engine/forensics/fixed.h: as many numbers as the type says, side by side.
//
// Role        std::array for places that loops compute and that are below Size by construction.
// Invariants  Size numbers, all zero at first.
// Threads     Values.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <cstddef>

namespace probant::engine::forensics {

template <class Number, std::size_t Size>
struct Fixed {
    std::array<Number, Size> numbers{};

    // NOLINTBEGIN(cppcoreguidelines-pro-bounds-constant-array-index): what this type is for
    [[nodiscard]] constexpr Number& operator[](std::size_t place) { return numbers[place]; }

    [[nodiscard]] constexpr const Number& operator[](std::size_t place) const {
        return numbers[place];
    }

    // NOLINTEND(cppcoreguidelines-pro-bounds-constant-array-index)

    [[nodiscard]] constexpr auto begin() { return numbers.begin(); }

    [[nodiscard]] constexpr auto end() { return numbers.end(); }

    [[nodiscard]] constexpr auto begin() const { return numbers.begin(); }

    [[nodiscard]] constexpr auto end() const { return numbers.end(); }

    [[nodiscard]] static constexpr std::size_t size() { return Size; }

    friend bool operator==(const Fixed&, const Fixed&) = default;
};

}  // namespace probant::engine::forensics
