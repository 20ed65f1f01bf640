// tests/unit/server/raw_client.h: a client that can be as rude as a test needs.
//
// Role     Sends any bytes on a plain loopback connection and reads what comes back.
// Threads  Belongs to the test.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include <Poco/Exception.h>
#include <Poco/Net/SocketAddress.h>
#include <Poco/Net/StreamSocket.h>

namespace probant::tests {

class RawClient {
public:
    explicit RawClient(std::uint16_t port) : socket_(Poco::Net::SocketAddress("127.0.0.1", port)) {
        socket_.setNoDelay(true);
        socket_.setReceiveTimeout(Poco::Timespan(10, 0));
    }

    /// False when the server has closed.
    bool send(std::string_view bytes) {
        try {
            socket_.sendBytes(bytes.data(), static_cast<int>(bytes.size()));
            return true;
        } catch (const Poco::Exception&) {
            return false;
        }
    }

    /// Up to `count` bytes, fewer when the server closes first.
    std::string read(std::size_t count) {
        std::string all;
        while (all.size() < count) {
            const auto piece = read_some(count - all.size());
            if (piece.empty()) break;
            all += piece;
        }
        return all;
    }

    /// All that comes until the server closes.
    std::string read_to_end() { return read(std::string::npos - 1); }

    /// One reply with its body, by its Content-Length.
    std::string read_reply() {
        std::string all;
        while (all.find("\r\n\r\n") == std::string::npos) {
            const auto piece = read_some(1);
            if (piece.empty()) return all;
            all += piece;
        }
        constexpr std::string_view kLength = "Content-Length: ";
        const auto length = all.find(kLength);
        if (length == std::string::npos) return all;
        return all + read(std::stoul(all.substr(length + kLength.size())));
    }

    std::string ask(std::string_view bytes) {
        send(bytes);
        return read_reply();
    }

    [[nodiscard]] Poco::Net::StreamSocket& socket() { return socket_; }

private:
    std::string read_some(std::size_t count) {
        std::string piece(std::min<std::size_t>(count, 65536), '\0');
        try {
            const int got = socket_.receiveBytes(piece.data(), static_cast<int>(piece.size()));
            piece.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
        } catch (const Poco::Exception&) {
            piece.clear();
        }
        return piece;
    }

    Poco::Net::StreamSocket socket_;
};

}  // namespace probant::tests
