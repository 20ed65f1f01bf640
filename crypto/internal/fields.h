// crypto/internal/fields.h: takes the members of a JSON object one by one, and none is left over.
//
// Role       Readers of closed formats: a member missing, of another kind, or unknown refuses the
//            whole. Ask for every member first, then complete().
// Threads    A value over a borrowed object.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "crypto/base/bytes.h"
#include "crypto/base/utc_time.h"
#include "crypto/canonical_json.h"

namespace probant::crypto::internal {

class Fields {
public:
    /// Anything but an object is an object that never completes.
    explicit Fields(const json::Value& value) : object_(value.object()) {}

    [[nodiscard]] bool has(std::string_view name) const;

    // Each gives an empty value, and complete() false, when the member is not of its kind.
    [[nodiscard]] const json::Value& value(std::string_view name);
    [[nodiscard]] std::string text(std::string_view name);
    [[nodiscard]] std::int64_t integer(std::string_view name);  ///< not negative
    [[nodiscard]] bool boolean(std::string_view name);
    [[nodiscard]] UtcTime time(std::string_view name);
    [[nodiscard]] Bytes base64url(std::string_view name, std::size_t size);

    /// All that was asked for was there, and nothing else is.
    [[nodiscard]] bool complete() const;

private:
    template <class T>
    T given(const std::optional<T>& found);

    const json::Object* object_;
    std::size_t taken_{0};
    bool sound_{true};
};

}  // namespace probant::crypto::internal
