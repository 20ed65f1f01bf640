// SPDX-License-Identifier: EUPL-1.2
#include "server/http/encode.h"

#include <utility>
#include <vector>

#include <Poco/DateTimeFormat.h>
#include <Poco/DateTimeFormatter.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/Timestamp.h>

namespace probant::server {
namespace {

void line(std::string& head, std::string_view name, std::string_view value) {
    head += name;
    head += ": ";
    head += value;
    head += "\r\n";
}

using Body = decltype(Encoded::body);

struct BodyOf {
    Language language;

    Body operator()(const std::string& text) const { return text; }

    Body operator()(const std::shared_ptr<const Bytes>& bytes) const { return bytes; }

    Body operator()(const Problem& problem) const {
        return json::write(to_json(problem, language));
    }
};

bool has_body(int status) {
    return status >= 200 && status != 204 && status != 304;
}

std::string status_line(int status) {
    const auto reason = Poco::Net::HTTPResponse::getReasonForStatus(
        static_cast<Poco::Net::HTTPResponse::HTTPStatus>(status));
    return "HTTP/1.1 " + std::to_string(status) + ' ' + reason + "\r\n";
}

void add_language(std::string& head, const Reply& reply, Language language) {
    if (reply.problem() == nullptr) return;
    line(head, "Content-Language", tag_of(language));
    line(head, "Vary", "Accept-Language, Cookie");
}

}  // namespace

std::span<const Header> security_headers() {
    static const std::vector<Header> headers{
        {"Content-Security-Policy",
         "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
         "connect-src 'self'; font-src 'self'; frame-ancestors 'none'; base-uri 'none'; "
         "form-action 'self'; require-trusted-types-for 'script'; trusted-types 'none'"},
        {"X-Content-Type-Options", "nosniff"},
        {"Referrer-Policy", "no-referrer"},
        {"Cross-Origin-Opener-Policy", "same-origin"},
        {"Cross-Origin-Resource-Policy", "same-origin"},
        {"Permissions-Policy",
         "camera=(), microphone=(), geolocation=(), display-capture=(), usb=(), serial=(), "
         "bluetooth=(), payment=(), clipboard-read=()"},
    };
    return headers;
}

ByteView Encoded::body_bytes() const {
    if (const auto* text = std::get_if<std::string>(&body)) return as_bytes(*text);
    const auto& shared = *std::get_if<std::shared_ptr<const Bytes>>(&body);
    return shared == nullptr ? ByteView{} : ByteView(*shared);
}

Encoded encode(const Reply& reply, const Reader& reader) {
    Encoded encoded{status_line(reply.status), std::visit(BodyOf{reader.language}, reply.body)};
    auto& head = encoded.head;
    line(head,
         "Date",
         Poco::DateTimeFormatter::format(Poco::Timestamp(), Poco::DateTimeFormat::HTTP_FORMAT));
    for (const auto& header : security_headers())
        line(head, header.name, header.value);
    if (reader.secure) line(head, "Strict-Transport-Security", "max-age=31536000");
    if (reply.header("Cache-Control").empty()) line(head, "Cache-Control", "no-store");
    add_language(head, reply, reader.language);
    for (const auto& header : reply.headers)
        line(head, header.name, header.value);
    if (has_body(reply.status)) {
        if (!reply.content_type.empty()) line(head, "Content-Type", reply.content_type);
        line(head, "Content-Length", std::to_string(encoded.body_bytes().size()));
    }
    line(head, "Connection", reader.keep_alive ? "keep-alive" : "close");
    head += "\r\n";
    if (reader.head_only || !has_body(reply.status)) encoded.body = std::string{};
    return encoded;
}

}  // namespace probant::server
