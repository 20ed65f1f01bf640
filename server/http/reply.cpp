// SPDX-License-Identifier: EUPL-1.2
#include "server/http/reply.h"

#include <algorithm>
#include <utility>

#include "crypto/base/ensure.h"

namespace probant::server {
namespace {

bool same_name(std::string_view left, std::string_view right) {
    const auto lower = [](char character) {
        return character >= 'A' && character <= 'Z' ? static_cast<char>(character + 32) : character;
    };
    return std::ranges::equal(left, right, {}, lower, lower);
}

/// A line end in a header would let whoever chose the text write the next header.
bool is_one_line(std::string_view text) {
    return text.find_first_of("\r\n") == std::string_view::npos &&
           text.find('\0') == std::string_view::npos;
}

bool is_file_name(std::string_view name) {
    return !name.empty() && name.front() != '.' &&
           name.find_first_not_of(
               "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
               ".-_") == std::string_view::npos;
}

}  // namespace

Reply& Reply::with(std::string name, std::string value) & {
    ENSURE(is_one_line(name) && is_one_line(value));
    headers.push_back({std::move(name), std::move(value)});
    return *this;
}

Reply&& Reply::with(std::string name, std::string value) && {
    return std::move(with(std::move(name), std::move(value)));
}

std::string_view Reply::header(std::string_view name) const {
    const auto found = std::ranges::find_if(
        headers, [&](const Header& header) { return same_name(header.name, name); });
    return found == headers.end() ? std::string_view{} : std::string_view(found->value);
}

Reply reply_json(const json::Value& value, int status) {
    return {status, "application/json", {}, json::write(value)};
}

Reply reply_text(std::string text, int status) {
    return {status, "text/plain; charset=utf-8", {}, std::move(text)};
}

Reply reply_bytes(Bytes bytes, std::string content_type) {
    return {200, std::move(content_type), {}, std::make_shared<const Bytes>(std::move(bytes))};
}

Reply reply_download(Bytes bytes, std::string content_type, std::string_view name) {
    ENSURE(is_file_name(name));
    return reply_bytes(std::move(bytes), std::move(content_type))
        .with("Content-Disposition", "attachment; filename=\"" + std::string(name) + "\"");
}

Reply reply_empty(int status) {
    return {status, {}, {}, std::string{}};
}

Reply reply_see_other(std::string path) {
    // "//host" and "/\host" name another server to a browser.
    ENSURE(path.starts_with('/') && !path.starts_with("//") && !path.starts_with("/\\"));
    return reply_empty(303).with("Location", std::move(path));
}

Reply problem(int status, std::string code, Sentence sentence) {
    return problem(Problem{status, std::move(code), std::move(sentence), {}});
}

Reply problem(Problem problem) {
    Reply reply{problem.status, "application/problem+json", {}, std::string{}};
    reply.body = std::move(problem);
    return reply;
}

namespace {

/// With `about:blank`, RFC 9457 wants the phrase of the status as the title.
std::string_view reason_of(int status) {
    switch (status) {
        case 400:
            return "Bad Request";
        case 401:
            return "Unauthorized";
        case 403:
            return "Forbidden";
        case 404:
            return "Not Found";
        case 405:
            return "Method Not Allowed";
        case 408:
            return "Request Timeout";
        case 409:
            return "Conflict";
        case 413:
            return "Content Too Large";
        case 415:
            return "Unsupported Media Type";
        case 421:
            return "Misdirected Request";
        case 422:
            return "Unprocessable Content";
        case 429:
            return "Too Many Requests";
        case 431:
            return "Request Header Fields Too Large";
        case 503:
            return "Service Unavailable";
        default:
            return status < 500 ? "Refused" : "Internal Server Error";
    }
}

}  // namespace

json::Value to_json(const Problem& problem, Language language) {
    json::Object members = problem.more;
    // "more" may add members, never replace the standard ones.
    members.insert_or_assign("type", "about:blank");
    members.insert_or_assign("title", std::string(reason_of(problem.status)));
    members.insert_or_assign("detail", problem.sentence.in(language));
    members.insert_or_assign("status", problem.status);
    members.insert_or_assign("code", problem.code);
    return members;
}

}  // namespace probant::server
