// crypto/json_member.h: one member of an object, when it has the type that is asked for.
//
// Role     Reading strict documents member by member, where an absent member and one of another
//          type are the same refusal.
// Threads  Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>

#include "crypto/canonical_json.h"

namespace probant::json {

/// Null when `value` is no object, or has no text of this name.
[[nodiscard]] inline const std::string* text_member(const Value& value, std::string_view name) {
    const auto* member = value.member(name);
    return member == nullptr ? nullptr : member->text();
}

}  // namespace probant::json
