// server/http/reply.h: what a handler answers.
//
// Role        Status, headers and a body that is either bytes, shared bytes (a page, a packet) or a
//             Problem whose language is chosen only when the reply leaves.
// Invariants  The server adds the security headers itself: a handler cannot forget them. A body's
//             Cache-Control is no-store unless the reply says otherwise.
// Threads     Values.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "crypto/base/bytes.h"
#include "crypto/canonical_json.h"
#include "server/base/sentence.h"
#include "server/http/request.h"

namespace probant::server {

/// RFC 9457 problem+json. `code` is what programs read, the sentence what people read.
struct Problem {
    int status = 500;
    std::string code{};   ///< lower-case words joined by '_': "too_late"
    Sentence sentence{};  ///< becomes `detail` in the reader's language
    json::Object more{};  ///< further members, for instance the current draw
};

struct Reply {
    int status = 200;
    std::string content_type;
    std::vector<Header> headers;
    std::variant<std::string, std::shared_ptr<const Bytes>, Problem> body;

    Reply& with(std::string name, std::string value) &;
    Reply&& with(std::string name, std::string value) &&;

    /// The first header of that name, compared without case; empty when there is none.
    [[nodiscard]] std::string_view header(std::string_view name) const;

    /// Null unless the body is a problem.
    [[nodiscard]] const Problem* problem() const { return std::get_if<Problem>(&body); }
};

[[nodiscard]] Reply reply_json(const json::Value& value, int status = 200);
[[nodiscard]] Reply reply_text(std::string text, int status = 200);
[[nodiscard]] Reply reply_bytes(Bytes bytes, std::string content_type);

/// A file to save: `name` is ASCII letters, digits, '.', '-' and '_' (ENSUREd).
[[nodiscard]] Reply reply_download(Bytes bytes, std::string content_type, std::string_view name);

/// No body: 204 by default, 201 or 202 when asked.
[[nodiscard]] Reply reply_empty(int status = 204);

/// 303, to a path of this server only (ENSUREd).
[[nodiscard]] Reply reply_see_other(std::string path);

[[nodiscard]] Reply problem(int status, std::string code, Sentence sentence);
[[nodiscard]] Reply problem(Problem problem);

/// The JSON of a problem in one language.
[[nodiscard]] json::Value to_json(const Problem& problem, Language language);

}  // namespace probant::server
