// SPDX-License-Identifier: EUPL-1.2
#include "crypto/canonical_json.h"

namespace probant::json {

Value::Value(const Value& other) = default;

Value& Value::operator=(const Value& other) = default;

bool operator==(const Value& left, const Value& right) {
    return left.side_ == right.side_;
}

}  // namespace probant::json
