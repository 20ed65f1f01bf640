// server/http/encode.h: a Reply becomes the bytes that leave.
//
// Role        Writes the status line, the security headers of every reply, the handler's own, and
//             renders a problem in the reader's language.
// Invariants  Every reply carries the same security headers, errors included. Strict-Transport-
//             Security only over TLS. Cache-Control is no-store unless the handler said otherwise.
// Threads     Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <memory>
#include <span>
#include <string>
#include <variant>

#include "crypto/base/bytes.h"
#include "server/base/sentence.h"
#include "server/http/reply.h"

namespace probant::server {

/// What the reply depends on beside itself.
struct Reader {
    Language language = Language::French;
    bool secure = true;
    bool keep_alive = true;
    bool head_only = false;  ///< the request was HEAD
};

struct Encoded {
    std::string head;
    std::variant<std::string, std::shared_ptr<const Bytes>> body;

    [[nodiscard]] ByteView body_bytes() const;
};

[[nodiscard]] Encoded encode(const Reply& reply, const Reader& reader);

/// The headers that every reply carries, for the test that walks them.
[[nodiscard]] std::span<const Header> security_headers();

}  // namespace probant::server
