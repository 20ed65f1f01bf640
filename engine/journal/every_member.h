// engine/journal/every_member.h: does a Shape name every member of its type?
//
// Role        A journal that leaves a member out still reads and still chains; it only forgets. So
//             the members of each command and event are counted while compiling.
// Invariants  Counting asks how many values a type can be brace-initialised from: good for plain
//             aggregates, which is what a Shape is for.
// Threads     Constants.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>

#include "engine/journal/shape.h"

namespace probant::engine::codec {

template <class T>
constexpr bool kIsOptional = false;
template <class T>
constexpr bool kIsOptional<std::optional<T>> = true;

/// Becomes any member. An optional is left to its own conversion: two ways would be none.
struct AnyMember {
    template <class T>
    requires(!kIsOptional<T>)
    // NOLINTNEXTLINE(google-explicit-constructor,hicpp-explicit-conversions)
    operator T() const;
};

template <class T, std::size_t... Places>
constexpr bool takes(std::index_sequence<Places...> /*places*/) {
    return requires {
        T{(static_cast<void>(Places), AnyMember{})...};
    };
}

/// More members than any type has that is written: the counting must end.
constexpr std::size_t kMembersMost = 20;

template <class T, std::size_t Count = 0>
constexpr std::size_t members() {
    if constexpr (Count < kMembersMost && takes<T>(std::make_index_sequence<Count + 1>{}))
        return members<T, Count + 1>();
    return Count;
}

template <class T>
constexpr bool names_every_member() {
    return std::tuple_size_v<std::remove_cvref_t<decltype(Shape<T>::kFields)>> == members<T>();
}

template <class Variant>
constexpr bool kNamesEveryMember = false;
template <class... Alternatives>
constexpr bool kNamesEveryMember<std::variant<Alternatives...>> =
    (names_every_member<Alternatives>() && ...);

}  // namespace probant::engine::codec
