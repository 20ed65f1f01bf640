// SPDX-License-Identifier: EUPL-1.2
#include "crypto/internal/fields.h"

namespace probant::crypto::internal {

namespace {

const json::Value kNothing{};

template <class T>
std::optional<T> copied(const T* found) {
    if (found == nullptr) return std::nullopt;
    return *found;
}

}  // namespace

template <class T>
T Fields::given(const std::optional<T>& found) {
    if (found) return *found;
    sound_ = false;
    return T{};
}

bool Fields::has(std::string_view name) const {
    return object_ != nullptr && object_->find(name) != object_->end();
}

const json::Value& Fields::value(std::string_view name) {
    if (!has(name)) {
        sound_ = false;
        return kNothing;
    }
    ++taken_;
    return object_->find(name)->second;
}

std::string Fields::text(std::string_view name) {
    return given(copied(value(name).text()));
}

std::int64_t Fields::integer(std::string_view name) {
    const std::int64_t number = given(copied(value(name).integer()));
    if (number < 0) sound_ = false;
    return number;
}

bool Fields::boolean(std::string_view name) {
    return given(copied(value(name).boolean()));
}

UtcTime Fields::time(std::string_view name) {
    return given(parse_utc(text(name)));
}

Bytes Fields::base64url(std::string_view name, std::size_t size) {
    Bytes bytes = given(from_base64url(text(name)));
    if (bytes.size() != size) sound_ = false;
    return bytes;
}

bool Fields::complete() const {
    return sound_ && object_ != nullptr && taken_ == object_->size();
}

}  // namespace probant::crypto::internal
