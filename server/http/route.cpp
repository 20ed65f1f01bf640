// SPDX-License-Identifier: EUPL-1.2
#include "server/http/route.h"

#include <algorithm>
#include <charconv>
#include <set>
#include <utility>

#include "crypto/base/ensure.h"
#include "crypto/base/uuid.h"

namespace probant::server {
namespace {

/// The longest words in a path are base64url digests.
constexpr std::size_t kWordMax = 64;

constexpr std::string_view kWordCharacters =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._~-";

std::vector<std::string_view> split(std::string_view path) {
    std::vector<std::string_view> segments;
    path.remove_prefix(1);
    while (true) {
        const auto slash = path.find('/');
        segments.push_back(path.substr(0, slash));
        if (slash == std::string_view::npos) return segments;
        path.remove_prefix(slash + 1);
    }
}

bool is_word(std::string_view text) {
    return !text.empty() && text.size() <= kWordMax &&
           text.find_first_not_of(kWordCharacters) == std::string_view::npos;
}

/// One number has one spelling, so that one thing has one address.
bool is_number(std::string_view text) {
    std::uint32_t value = 0;
    const char* end = text.data() + text.size();
    const auto parsed = std::from_chars(text.data(), end, value);
    return parsed.ec == std::errc{} && parsed.ptr == end && std::to_string(value) == text;
}

Method matched_method(Method method) {
    return method == Method::Head ? Method::Get : method;
}

}  // namespace

RouteTable::Segment::Kind RouteTable::kind_of(std::string_view type) {
    if (type == "number") return Segment::Kind::Number;
    if (type == "uuid") return Segment::Kind::Uuid;
    ENSURE(type.empty());
    return Segment::Kind::Word;
}

std::vector<RouteTable::Segment> RouteTable::parse(std::string_view pattern) {
    ENSURE(pattern.starts_with('/'));
    std::vector<Segment> segments;
    std::set<std::string, std::less<>> names;
    for (const auto piece : split(pattern)) {
        if (!piece.starts_with('{')) {
            ENSURE(piece.find_first_of("{}") == std::string_view::npos);
            segments.push_back({std::string(piece), Segment::Kind::Literal});
            continue;
        }
        ENSURE(piece.ends_with('}'));
        const auto inner = piece.substr(1, piece.size() - 2);
        const auto colon = inner.find(':');
        const auto type = colon == std::string_view::npos ? "" : inner.substr(colon + 1);
        ENSURE(names.emplace(inner.substr(0, colon)).second);
        segments.push_back({std::string(inner.substr(0, colon)), kind_of(type)});
    }
    return segments;
}

bool RouteTable::same_shape(const std::vector<Segment>& left, const std::vector<Segment>& right) {
    return std::ranges::equal(left, right, [](const Segment& one, const Segment& other) {
        const bool literals =
            one.kind == Segment::Kind::Literal && other.kind == Segment::Kind::Literal;
        return literals ? one.text == other.text : one.kind == other.kind;
    });
}

RouteTable::RouteTable(std::vector<Route> routes) : routes_(std::move(routes)) {
    for (std::size_t place = 0; place < routes_.size(); ++place) {
        auto& route = routes_[place];
        ENSURE(route.method != Method::Head);  // HEAD follows GET by itself
        ENSURE(route.body_max <= kBodyBytesLargest);
        ENSURE(std::visit([](const auto& handler) { return handler != nullptr; }, route.handler));
        ENSURE(!std::holds_alternative<UpgradeHandler>(route.handler) ||
               route.method == Method::Get);
        auto segments = parse(route.pattern);
        for (std::size_t earlier = 0; earlier < place; ++earlier) {
            const bool doubled =
                routes_[earlier].method == route.method && same_shape(segments_[earlier], segments);
            ENSURE(!doubled);
        }
        segments_.push_back(std::move(segments));
    }
}

bool RouteTable::fits(const Segment& segment, std::string_view text) {
    switch (segment.kind) {
        case Segment::Kind::Literal:
            return segment.text == text;
        case Segment::Kind::Word:
            return is_word(text);
        case Segment::Kind::Number:
            return is_number(text);
        case Segment::Kind::Uuid:
            return parse_uuid(text).has_value();
    }
    return false;
}

std::optional<PathParameters> RouteTable::match(const std::vector<Segment>& segments,
                                                const std::vector<std::string_view>& path) {
    if (segments.size() != path.size()) return std::nullopt;
    PathParameters parameters;
    for (std::size_t place = 0; place < path.size(); ++place) {
        const auto& segment = segments[place];
        if (!fits(segment, path[place])) return std::nullopt;
        if (segment.kind != Segment::Kind::Literal)
            parameters.set(segment.text, std::string(path[place]));
    }
    return parameters;
}

std::variant<Found, NotFound> RouteTable::find(Method method, std::string_view path) const {
    ENSURE(path.starts_with('/'));
    const auto pieces = split(path);
    NotFound why = NotFound::NoSuchPath;
    for (std::size_t place = 0; place < routes_.size(); ++place) {
        auto parameters = match(segments_[place], pieces);
        if (!parameters) continue;
        if (routes_[place].method == matched_method(method))
            return Found{&routes_[place], std::move(*parameters)};
        why = NotFound::OtherMethod;
    }
    return why;
}

std::string RouteTable::allowed(std::string_view path) const {
    const auto pieces = split(path);
    std::string methods;
    for (std::size_t place = 0; place < routes_.size(); ++place) {
        const auto word = text_of(routes_[place].method);
        if (!match(segments_[place], pieces) || methods.find(word) != std::string::npos) continue;
        if (!methods.empty()) methods += ", ";
        methods += word;
    }
    return methods;
}

}  // namespace probant::server
