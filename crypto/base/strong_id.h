// crypto/base/strong_id.h: identifiers that cannot be mistaken for one another.
//
// Role     StrongId is a small number with a meaning (a seat, a draw); TaggedUuid is 128 random
//          bits with a meaning (a candidate, a session, a command).
// Threads  Values.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "crypto/base/uuid.h"

namespace probant {

/// `using SeatNumber = StrongId<struct SeatNumberTag>;` A seat is then never an item index.
template <class Tag>
struct StrongId {
    std::uint32_t value{};
    friend auto operator<=>(const StrongId&, const StrongId&) = default;
};

/// `using CandidateId = TaggedUuid<struct CandidateIdTag>;` A candidate is then never a session.
template <class Tag>
struct TaggedUuid {
    Uuid uuid{};

    [[nodiscard]] std::string text() const { return to_text(uuid); }

    [[nodiscard]] static std::optional<TaggedUuid> parse(std::string_view text) {
        const auto uuid = parse_uuid(text);
        if (!uuid) return std::nullopt;
        return TaggedUuid{*uuid};
    }

    friend auto operator<=>(const TaggedUuid&, const TaggedUuid&) = default;
};

}  // namespace probant

// The standard allows this one addition to its namespace: a specialisation for a type of ours.
template <class Tag>
// NOLINTNEXTLINE(cert-dcl58-cpp)
struct std::hash<probant::TaggedUuid<Tag>> {
    std::size_t operator()(const probant::TaggedUuid<Tag>& id) const noexcept {
        return std::hash<probant::Uuid>{}(id.uuid);
    }
};
