// center/rehearse/caller.h: asks a centre over HTTP as one browser does.
//
// Role        One line kept alive while the server lets it be, opened again when it is gone; the
//             cookie of the sign-in travels with every request.
// Invariants  A reply is whole or it is unknown (status 0): cut, late, malformed. Asking again is
//             the business of whoever asks.
// Threads     That of the Loop; one question at a time.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "center/rehearse/line.h"
#include "crypto/canonical_json.h"

namespace probant::center::rehearse {

/// What ends the head of a request or of a reply.
inline constexpr std::string_view kHeadEnd = "\r\n\r\n";

/// The id under which a request may be sent again.
[[nodiscard]] std::string fresh_id();

struct Ask {
    server::Method method = server::Method::Get;
    std::string target{};
    std::string body{};
};

struct Said {
    int status = 0;  ///< 0: nobody knows whether it happened
    std::string body{};

    [[nodiscard]] bool is_unknown() const { return status == 0 || status == 503; }

    [[nodiscard]] bool is_done() const { return status >= 200 && status < 300; }

    /// The body; null when it is not JSON.
    [[nodiscard]] json::Value value() const;

    /// The `code` of a refusal; "" when it has none.
    [[nodiscard]] std::string code() const;
};

class Caller {
public:
    explicit Caller(Dialler& dialler, Ticket* ticket = nullptr)
        : dialler_(dialler), ticket_(ticket) {}

    Task<Said> ask(Ask ask, Time deadline);

    /// "name=value" of the sign-in; empty before it.
    [[nodiscard]] const std::string& cookie() const { return cookie_; }

    /// Goes on with the sign-in of another.
    void sign_in_as(const Caller& other) { cookie_ = other.cookie_; }

    /// As when a computer dies.
    void hang_up() { line_.reset(); }

private:
    [[nodiscard]] std::string head_of(const Ask& ask) const;
    Task<Said> read_reply(Time deadline);
    void keep_cookie(std::string_view head);

    Dialler& dialler_;
    Ticket* ticket_;
    std::unique_ptr<Line> line_;
    std::string cookie_;
};

/// The value of a header in a reply's head, by its name in lower case; empty without one.
[[nodiscard]] std::string header_of(std::string_view head, std::string_view name);

// Readers of JSON members; the value that stands for "absent" when it is not there.
[[nodiscard]] std::string text_in(const json::Value& value, std::string_view name);
[[nodiscard]] std::int64_t number_in(const json::Value& value, std::string_view name);
[[nodiscard]] bool flag_in(const json::Value& value, std::string_view name);
[[nodiscard]] json::Array array_in(const json::Value& value, std::string_view name);

}  // namespace probant::center::rehearse
