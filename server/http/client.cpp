// SPDX-License-Identifier: EUPL-1.2
#include "server/http/client.h"

#include <algorithm>
#include <istream>
#include <mutex>
#include <optional>
#include <ostream>
#include <utility>

#include <Poco/Exception.h>
#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/Net/HTTPSClientSession.h>
#include <Poco/String.h>
#include <sys/socket.h>
#include <unistd.h>

#include "server/http/server.h"
#include "server/http/tls.h"
#include "server/http/wire_socket.h"

namespace probant::server {
namespace {

namespace net = Poco::Net;

Poco::Timespan timespan(std::chrono::milliseconds time) {
    return {std::chrono::duration_cast<std::chrono::microseconds>(time).count()};
}

std::unique_ptr<net::HTTPClientSession> session_to(const Peer& peer) {
    std::unique_ptr<net::HTTPClientSession> session;
    if (peer.secure) {
        session = std::make_unique<net::HTTPSClientSession>(
            peer.host, peer.port, client_tls(peer.authority, {peer.certificate, peer.key}));
    } else {
        session = std::make_unique<net::HTTPClientSession>(peer.host, peer.port);
    }
    session->setKeepAlive(true);
    // Less than the server's own patience, so that we seldom write on a connection it just closed.
    session->setKeepAliveTimeout(Poco::Timespan(8, 0));
    session->setTimeout(timespan(peer.connect), timespan(peer.wait), timespan(peer.wait));
    // The system's proxy settings are no business of an exam room.
    session->setProxyConfig({});
    return session;
}

/// Nothing when the body is larger than we accept.
std::optional<Bytes> read_body(std::istream& stream) {
    Bytes body;
    std::string chunk(std::size_t{16} * 1024, '\0');
    while (stream.good()) {
        stream.read(chunk.data(), static_cast<std::streamsize>(chunk.size()));
        const auto count = static_cast<std::size_t>(stream.gcount());
        if (body.size() + count > kClientReplyBytesMax) return std::nullopt;
        const auto piece = as_bytes(std::string_view(chunk).substr(0, count));
        body.insert(body.end(), piece.begin(), piece.end());
    }
    return body;
}

bool is_complete(const net::HTTPResponse& response,
                 const ClientRequest& request,
                 const Bytes& body) {
    const bool has_none = request.method == Method::Head || response.getStatus() == 204 ||
                          response.getStatus() == 304;
    return has_none || !response.hasContentLength() ||
           static_cast<std::uint64_t>(response.getContentLength64()) == body.size();
}

}  // namespace

std::string_view ClientReply::header(std::string_view name) const {
    const auto found = std::ranges::find(headers, name, &Header::name);
    return found == headers.end() ? std::string_view{} : std::string_view(found->value);
}

std::string ClientReply::set_cookie(std::string_view name) const {
    std::string value;
    for (const auto& header : headers) {
        const std::string_view text = header.value;
        if (header.name != "set-cookie" || !text.starts_with(name)) continue;
        const auto rest = text.substr(name.size());
        if (!rest.starts_with('=')) continue;
        value = std::string(rest.substr(1, rest.find(';') - 1));
    }
    return value;
}

namespace {

/// A second name for the socket of an exchange, so that another thread can end it without touching
/// what POCO holds, and without ever meeting a number that was given to another socket meanwhile.
class Cutter {
public:
    Cutter() = default;
    Cutter(const Cutter&) = delete;
    Cutter& operator=(const Cutter&) = delete;
    Cutter(Cutter&&) = delete;
    Cutter& operator=(Cutter&&) = delete;

    ~Cutter() { let_go(); }

    void hold(int socket) {
        const std::lock_guard lock(mutex_);
        socket_ = ::dup(socket);
    }

    void let_go() {
        const std::lock_guard lock(mutex_);
        if (socket_ >= 0) ::close(socket_);
        socket_ = -1;
    }

    void cut() {
        const std::lock_guard lock(mutex_);
        if (socket_ >= 0) ::shutdown(socket_, SHUT_RDWR);
    }

private:
    std::mutex mutex_;  // guards socket_
    int socket_ = -1;
};

}  // namespace

class HttpClient::Inside {
public:
    explicit Inside(Peer peer) : peer_(std::move(peer)) { ignore_broken_pipes(); }

    Result<ClientReply, Unreachable> fetch(const ClientRequest& request) {
        try {
            if (session_ == nullptr) session_ = session_to(peer_);
            auto reply = exchange(request);
            cutter_.let_go();
            return reply;
        } catch (const Poco::Exception& error) {
            cutter_.let_go();
            session_.reset();
            return Refused{Unreachable{std::string(error.name()) + ": " + error.message()}};
        }
    }

    void cut() { cutter_.cut(); }

private:
    Result<ClientReply, Unreachable> exchange(const ClientRequest& request) {
        net::HTTPRequest head(
            std::string(text_of(request.method)), request.target, net::HTTPMessage::HTTP_1_1);
        for (const auto& header : request.headers)
            head.set(header.name, header.value);
        if (!request.content_type.empty()) head.setContentType(request.content_type);
        if (changes_state(request.method)) head.setContentLength64(as_signed(request.body.size()));
        auto& out = session_->sendRequest(head);
        cutter_.hold(session_->socket().impl()->sockfd());
        out << as_text(request.body) << std::flush;

        net::HTTPResponse response;
        auto body = read_body(session_->receiveResponse(response));
        if (!body || !is_complete(response, request, *body)) {
            session_.reset();
            return Refused{Unreachable{body ? "the reply was cut" : "the reply is too large"}};
        }
        return reply_of(response, std::move(*body));
    }

    static std::int64_t as_signed(std::size_t size) { return static_cast<std::int64_t>(size); }

    static ClientReply reply_of(const net::HTTPResponse& response, Bytes body) {
        ClientReply reply{static_cast<int>(response.getStatus()), {}, std::move(body)};
        for (const auto& [name, value] : response)
            reply.headers.push_back({Poco::toLower(name), value});
        return reply;
    }

    Peer peer_;
    std::unique_ptr<net::HTTPClientSession> session_;
    Cutter cutter_;
};

HttpClient::HttpClient(Peer peer) : inside_(std::make_unique<Inside>(std::move(peer))) {}

HttpClient::HttpClient(HttpClient&&) noexcept = default;
HttpClient& HttpClient::operator=(HttpClient&&) noexcept = default;
HttpClient::~HttpClient() = default;

Result<ClientReply, Unreachable> HttpClient::fetch(const ClientRequest& request) {
    return inside_->fetch(request);
}

void HttpClient::cut() {
    inside_->cut();
}

}  // namespace probant::server
