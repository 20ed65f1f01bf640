// SPDX-License-Identifier: EUPL-1.2
#include "center/rehearse/caller.h"

#include <algorithm>
#include <charconv>

#include "crypto/random.h"

namespace probant::center::rehearse {
namespace {

char lower(char character) {
    return character >= 'A' && character <= 'Z' ? static_cast<char>(character + 32) : character;
}

std::size_t size_in(std::string_view text) {
    std::size_t size = 0;
    static_cast<void>(std::from_chars(text.data(), text.data() + text.size(), size));
    return size;
}

/// "HTTP/1.1 200 OK": 0 when it is nothing of the kind.
int status_of(std::string_view head) {
    constexpr std::string_view kVersion = "HTTP/1.1 ";
    if (!head.starts_with(kVersion)) return 0;
    return static_cast<int>(size_in(head.substr(kVersion.size(), 3)));
}

}  // namespace

std::string fresh_id() {
    return to_text(crypto::random_uuid_v4());
}

std::string header_of(std::string_view head, std::string_view name) {
    std::size_t at = head.find("\r\n");
    while (at != std::string_view::npos) {
        const auto begin = at + 2;
        at = head.find("\r\n", begin);
        const auto line = head.substr(begin, at == std::string_view::npos ? at : at - begin);
        const auto colon = line.find(':');
        if (colon != name.size()) continue;
        const bool same = std::ranges::equal(
            line.substr(0, colon), name, [](char one, char other) { return lower(one) == other; });
        if (!same) continue;
        const auto value = line.find_first_not_of(' ', colon + 1);
        return value == std::string_view::npos ? std::string() : std::string(line.substr(value));
    }
    return {};
}

json::Value Said::value() const {
    const auto read = json::read(body);
    return read ? read.value() : json::Value{};
}

std::string Said::code() const {
    return text_in(value(), "code");
}

std::string Caller::head_of(const Ask& ask) const {
    std::string head = std::string(server::text_of(ask.method)) + " " + ask.target +
                       " HTTP/1.1\r\nHost: " + dialler_.host() + "\r\nAccept-Language: fr\r\n";
    if (!cookie_.empty()) head += "Cookie: " + cookie_ + "\r\n";
    if (server::changes_state(ask.method)) {
        head += "Origin: " + dialler_.origin() + "\r\nContent-Type: application/json\r\n" +
                "Content-Length: " + std::to_string(ask.body.size()) + "\r\n";
    }
    return head + "\r\n";
}

Task<Said> Caller::ask(Ask ask, Time deadline) {
    // The server closes what stands idle: seen now, it costs no doubt about what was received.
    if (line_ != nullptr && !line_->take_in()) line_.reset();
    if (line_ == nullptr) line_ = co_await dialler_.dial(deadline, ticket_);
    Said said;
    if (line_ == nullptr) co_return said;
    line_->input().clear();
    const bool sent = co_await line_->write(head_of(ask) + ask.body, deadline);
    if (sent) said = co_await read_reply(deadline);
    if (said.status == 0) line_.reset();
    co_return said;
}

Task<Said> Caller::read_reply(Time deadline) {
    Said said;
    auto end = std::string::npos;
    while ((end = line_->input().find(kHeadEnd)) == std::string::npos) {
        const bool more = co_await line_->read_more(deadline);
        if (!more) co_return said;
    }
    const std::string head = line_->input().substr(0, end + 2);
    const auto length = size_in(header_of(head, "content-length"));
    const auto whole = end + kHeadEnd.size() + length;
    while (line_->input().size() < whole) {
        const bool more = co_await line_->read_more(deadline);
        if (!more) co_return said;
    }
    said.status = status_of(head);
    said.body = line_->input().substr(end + kHeadEnd.size(), length);
    keep_cookie(head);
    if (header_of(head, "connection") == "close") line_.reset();
    co_return said;
}

void Caller::keep_cookie(std::string_view head) {
    const auto set = header_of(head, "set-cookie");
    if (!set.empty()) cookie_ = set.substr(0, set.find(';'));
}

std::string text_in(const json::Value& value, std::string_view name) {
    const auto* member = value.member(name);
    return member != nullptr && member->text() != nullptr ? *member->text() : std::string();
}

std::int64_t number_in(const json::Value& value, std::string_view name) {
    const auto* member = value.member(name);
    return member != nullptr && member->integer() != nullptr ? *member->integer() : 0;
}

bool flag_in(const json::Value& value, std::string_view name) {
    const auto* member = value.member(name);
    return member != nullptr && member->boolean() != nullptr && *member->boolean();
}

json::Array array_in(const json::Value& value, std::string_view name) {
    const auto* member = value.member(name);
    return member != nullptr && member->array() != nullptr ? *member->array() : json::Array();
}

}  // namespace probant::center::rehearse
