// SPDX-License-Identifier: EUPL-1.2
#include "center/rehearse/live_line.h"

#include "center/rehearse/caller.h"
#include "crypto/random.h"

namespace probant::center::rehearse {
namespace {

/// The whole of a room of two thousand, which a console is sent once.
constexpr std::size_t kMessageMax = std::size_t{4} << 20;

constexpr std::size_t kKeyBytes = 16;

}  // namespace

Task<bool> LiveLine::open(std::string target, std::string cookie, Time deadline) {
    const auto asked_at = Loop::now();
    line_ = co_await dialler_.dial(deadline, ticket_);
    if (line_ == nullptr) co_return false;
    const auto key = to_base64(crypto::random_array<kKeyBytes>());
    const std::string request =
        "GET " + target + " HTTP/1.1\r\nHost: " + dialler_.host() +
        "\r\nOrigin: " + dialler_.origin() + "\r\nCookie: " + cookie +
        "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        "Sec-WebSocket-Key: " +
        key + "\r\n\r\n";
    bool well = co_await line_->write(request, deadline);
    while (well && line_->input().find(kHeadEnd) == std::string::npos)
        well = co_await line_->read_more(deadline);
    if (!well || !line_->input().starts_with("HTTP/1.1 101 ")) {
        ++dialler_.traffic().connect_failures;
        line_.reset();
        co_return false;
    }
    line_->input().erase(0, line_->input().find(kHeadEnd) + kHeadEnd.size());
    reader_ = server::FrameReader(server::FrameReader::From::Server, kMessageMax);
    const std::chrono::duration<double, std::milli> took = Loop::now() - asked_at;
    dialler_.traffic().connect_ms.push_back(took.count());
    co_return true;
}

Task<bool> LiveLine::send_frame(server::Opcode opcode, std::string payload, Time deadline) {
    if (!is_open()) co_return false;
    auto frame = server::masked_frame_of(opcode, payload, crypto::random_array<4>());
    co_return co_await line_->write(std::move(frame), deadline);
}

Task<bool> LiveLine::send(std::string text, Time deadline) {
    co_return co_await send_frame(server::Opcode::Text, std::move(text), deadline);
}

Task<bool> LiveLine::obey(server::Message message, Time deadline) {
    if (message.opcode == server::Opcode::Close) co_return false;
    if (message.opcode == server::Opcode::Ping) {
        static_cast<void>(
            co_await send_frame(server::Opcode::Pong, std::move(message.payload), deadline));
    }
    co_return true;
}

Task<std::optional<std::string>> LiveLine::next(Time deadline) {
    while (line_ != nullptr) {
        reader_.feed(as_bytes(line_->input()));
        line_->input().clear();
        auto outcome = reader_.next();
        if (auto* message = std::get_if<server::Message>(&outcome)) {
            if (message->opcode == server::Opcode::Text)
                co_return std::optional(std::move(message->payload));
            const bool stays = co_await obey(std::move(*message), deadline);
            if (stays) continue;
            break;
        }
        if (std::holds_alternative<server::FrameFault>(outcome)) break;
        const bool more = co_await line_->read_more(deadline);
        if (more) continue;
        if (!line_->is_closed()) co_return std::nullopt;
        break;
    }
    hang_up();
    co_return std::nullopt;
}

}  // namespace probant::center::rehearse
