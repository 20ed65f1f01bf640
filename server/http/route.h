// server/http/route.h: the routes of a server, as data.
//
// Role        One ordered table says every method, path, role and handler: a person reads it, a
//             test walks it, the server runs it. No role is implied: each row names its own.
// Invariants  Patterns are checked when the table is made: two rows never match the same method
//             and shape; a bad pattern is our bug (ENSURE). A path parameter of the wrong type
//             matches nothing (404).
// Threads     Immutable once made; handlers run on any HTTP thread, several at once.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "server/http/reply.h"
#include "server/http/request.h"
#include "server/http/upgraded_socket.h"

namespace probant::server {

/// A set of roles, opaque here: the application gives each bit its meaning.
struct Access {
    std::uint32_t roles = 0;
    friend bool operator==(const Access&, const Access&) = default;
};

constexpr Access operator|(Access left, Access right) {
    return Access{left.roles | right.roles};
}

/// Lets the request through (nothing) after setting Request::caller, or gives the refusal.
using AccessCheck = std::function<std::optional<Reply>(Request&, Access)>;

using ReplyHandler = std::function<Reply(const Request&)>;

/// Called with the socket once 101 has been sent: hand it to the hub at once.
using Takeover = std::function<void(UpgradedSocket)>;

/// For a WebSocket route (its method is Get): refuse with a Reply, or take the connection over.
using UpgradeHandler = std::function<std::variant<Reply, Takeover>(const Request&)>;

/// Enough for any answer, note or roster line; routes that take files say their own limit.
constexpr std::size_t kBodyBytesDefault = std::size_t{64} * 1024;

/// The largest packet that a centre may seal fits; a handler holds it all in memory.
constexpr std::size_t kBodyBytesLargest = std::size_t{128} * 1024 * 1024;

struct Route {
    Method method = Method::Get;
    std::string pattern;  ///< "/api/v1/sessions/{session:uuid}/answers/{n:number}"
    Access access;
    std::variant<ReplyHandler, UpgradeHandler> handler;
    std::size_t body_max = kBodyBytesDefault;
    std::string_view name = {};  ///< a literal for the metrics; the pattern when empty
};

struct Found {
    const Route* route = nullptr;
    PathParameters parameters;
};

enum class NotFound : std::uint8_t { NoSuchPath, OtherMethod };

/// Parameter types: {x} one segment of [A-Za-z0-9._~-]{1,64}; {x:number} 0 to 4294967295 in its
/// one decimal spelling; {x:uuid} the canonical form.
class RouteTable {
public:
    explicit RouteTable(std::vector<Route> routes);

    [[nodiscard]] std::variant<Found, NotFound> find(Method method, std::string_view path) const;

    [[nodiscard]] const std::vector<Route>& routes() const { return routes_; }

    /// "GET, PUT": for the Allow header of a 405.
    [[nodiscard]] std::string allowed(std::string_view path) const;

private:
    struct Segment {
        std::string text;  // literal text, or the parameter's name
        enum class Kind : std::uint8_t { Literal, Word, Number, Uuid } kind = Kind::Literal;
    };

    static Segment::Kind kind_of(std::string_view type);
    static std::vector<Segment> parse(std::string_view pattern);
    static bool same_shape(const std::vector<Segment>& left, const std::vector<Segment>& right);
    static bool fits(const Segment& segment, std::string_view text);
    static std::optional<PathParameters> match(const std::vector<Segment>& segments,
                                               const std::vector<std::string_view>& path);

    std::vector<Route> routes_;
    std::vector<std::vector<Segment>> segments_;  // one per route
};

}  // namespace probant::server
