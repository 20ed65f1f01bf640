// beast_control: the server of comparison of rows S4 to S6, in Boost.Beast.
//
// Usage: beast_control CERTIFICATE KEY FOLDER
//   Listens on a free port of the loopback, says which on its first line, serves until it is
//   killed. Two things, and nothing of an exam:
//   PUT /answers/N?reply=R&entry=E  reads {"id","response"} strictly, appends an entry of E bytes
//                                   to FOLDER/journal.db, answers R bytes of JSON once it is
//                                   durable
//   a WebSocket on any path         answers each {"type":"hb"} with one and the time
// Equal to the centre: the TLS context itself, the headers of each reply, the reader of JSON, the
// settings of SQLite, the group commit, the limits of a WebSocket. Left out: sign-ins, hosts and
// origins, counters, the exam.
// Threads: as many as processors run the sockets, a strand each; one more writes the journal.
//
// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <charconv>
#include <ctime>
#include <iostream>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <thread>
#include <utility>  // before Asio 1.74, which forgets it
#include <vector>

#include <Poco/DateTimeFormat.h>
#include <Poco/DateTimeFormatter.h>
#include <Poco/Timestamp.h>
#include <boost/asio.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast.hpp>
#include <boost/beast/ssl.hpp>
#include <boost/beast/websocket/ssl.hpp>

#include "crypto/canonical_json.h"
#include "server/http/encode.h"
#include "server/http/server.h"
#include "server/http/tls.h"
#include "tests/load/control_journal.h"

namespace probant::load {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
namespace websocket = beast::websocket;

using Tcp = asio::ip::tcp;
using TlsStream = beast::ssl_stream<beast::tcp_stream>;
using HttpRequest = http::request<http::string_body>;
using Error = beast::error_code;

// The centre's own limits, of connection.cpp, hub.h and candidate_routes.cpp.
constexpr std::chrono::seconds kRequestWithin{15};
constexpr std::chrono::seconds kSilentMost{15};
constexpr std::size_t kBodyMax = 4'096;
constexpr std::size_t kFrameMax = 4'096;

/// A thousand sockets that knock at once must find room.
constexpr int kBacklog = 4'096;

/// What the query may ask for: more would be no answer of a centre.
constexpr std::size_t kAskedMost = std::size_t{64} * 1024;

/// "name=12" in a query; 0 without.
std::size_t number_in(std::string_view query, std::string_view name) {
    const auto at = query.find(name);
    if (at == std::string_view::npos) return 0;
    const auto digits = query.substr(at + name.size());
    std::size_t number = 0;
    static_cast<void>(std::from_chars(digits.data(), digits.data() + digits.size(), number));
    return std::min(number, kAskedMost);
}

/// An object of the two members and nothing else, as the centre wants it.
bool is_answer(std::string_view body) {
    const auto read = json::read(body);
    if (!read) return false;
    const auto* object = read.value().object();
    if (object == nullptr || object->size() != 2) return false;
    const auto* id = read.value().member("id");
    const auto* response = read.value().member("response");
    return id != nullptr && id->text() != nullptr && parse_uuid(*id->text()) &&
           response != nullptr && response->object() != nullptr;
}

std::string reply_text(std::int64_t held, std::size_t size) {
    constexpr std::size_t kFrame = 24;  // the names, the quotes, the number
    const std::string padding(size > kFrame ? size - kFrame : 0, 'x');
    return json::write(json::Object{{"held", held}, {"padding", padding}});
}

std::string heartbeat_text() {
    return json::write(
        json::Object{{"type", "hb"},
                     {"serverTime",
                      Poco::DateTimeFormatter::format(Poco::Timestamp(),
                                                      Poco::DateTimeFormat::ISO8601_FRAC_FORMAT)}});
}

// One step names the next, the last names the first: each is called by the loop, none by another,
// so that nothing grows.
// NOLINTBEGIN(misc-no-recursion)

class LiveSession : public std::enable_shared_from_this<LiveSession> {
public:
    explicit LiveSession(TlsStream stream) : socket_(std::move(stream)) {}

    void run(const HttpRequest& request) {
        // One timer a connection: the WebSocket's own replaces that of the HTTP stream.
        beast::get_lowest_layer(socket_).expires_never();
        socket_.set_option(websocket::stream_base::timeout{
            .handshake_timeout = kRequestWithin,
            .idle_timeout = kSilentMost,
            .keep_alive_pings = true,
        });
        socket_.read_message_max(kFrameMax);
        socket_.async_accept(request, [self = shared_from_this()](Error error) {
            if (!error) self->read();
        });
    }

private:
    void read() {
        socket_.async_read(buffer_, [self = shared_from_this()](Error error, std::size_t) {
            if (!error) self->take();
        });
    }

    void take() {
        const auto data = buffer_.cdata();
        const std::string_view text(static_cast<const char*>(data.data()), data.size());
        const auto message = json::read(text);
        const auto* type = message ? message.value().member("type") : nullptr;
        if (type == nullptr || type->text() == nullptr || *type->text() != "hb") return;
        buffer_.consume(buffer_.size());
        reply_ = heartbeat_text();
        socket_.text(true);
        socket_.async_write(asio::buffer(reply_),
                            [self = shared_from_this()](Error error, std::size_t) {
                                if (!error) self->read();
                            });
    }

    websocket::stream<TlsStream> socket_;
    beast::flat_buffer buffer_;
    std::string reply_;
};

class HttpSession : public std::enable_shared_from_this<HttpSession> {
public:
    HttpSession(Tcp::socket socket, asio::ssl::context& tls, ControlJournal& journal)
        : stream_(std::move(socket), tls), journal_(journal) {}

    void run() {
        asio::dispatch(stream_.get_executor(), [self = shared_from_this()] {
            self->wait_a_little();
            self->stream_.async_handshake(asio::ssl::stream_base::server, [self](Error error) {
                if (!error) self->read();
            });
        });
    }

private:
    void wait_a_little() { beast::get_lowest_layer(stream_).expires_after(kRequestWithin); }

    void read() {
        wait_a_little();
        parser_.emplace();
        parser_->body_limit(kBodyMax);
        http::async_read(
            stream_, buffer_, *parser_, [self = shared_from_this()](Error error, std::size_t) {
                if (!error) self->take(self->parser_->release());
            });
    }

    void take(HttpRequest request) {
        if (websocket::is_upgrade(request)) {
            std::make_shared<LiveSession>(std::move(stream_))->run(request);
            return;
        }
        const std::string_view target(request.target().data(), request.target().size());
        if (!target.starts_with("/answers/") || !is_answer(request.body()))
            return reply(http::status::bad_request, R"({"code":"malformed"})");
        const auto reply_size = number_in(target, "reply=");
        auto entry = std::move(request.body());
        entry.resize(std::max(entry.size(), number_in(target, "entry=")), ' ');
        journal_.keep(std::move(entry), [self = shared_from_this(), reply_size](auto number) {
            asio::post(self->stream_.get_executor(), [self, reply_size, number] {
                self->reply(http::status::ok, reply_text(number, reply_size));
            });
        });
    }

    void reply(http::status status, std::string body) {
        response_ = {};
        response_.result(status);
        response_.version(11);
        response_.set(
            http::field::date,
            Poco::DateTimeFormatter::format(Poco::Timestamp(), Poco::DateTimeFormat::HTTP_FORMAT));
        for (const auto& header : server::security_headers())
            response_.set(header.name, header.value);
        response_.set("Strict-Transport-Security", "max-age=31536000");
        response_.set(http::field::cache_control, "no-store");
        response_.set(http::field::content_type, "application/json");
        response_.set(http::field::connection, "keep-alive");
        response_.body() = std::move(body);
        response_.prepare_payload();
        http::async_write(
            stream_, response_, [self = shared_from_this()](Error error, std::size_t) {
                if (!error) self->read();
            });
    }

    TlsStream stream_;
    ControlJournal& journal_;
    beast::flat_buffer buffer_;
    std::optional<http::request_parser<http::string_body>> parser_;
    http::response<http::string_body> response_;
};

// NOLINTEND(misc-no-recursion)

class Listener {
public:
    Listener(asio::io_context& io, asio::ssl::context& tls, ControlJournal& journal)
        : io_(io), tls_(tls), journal_(journal), acceptor_(io) {
        const Tcp::endpoint where(asio::ip::address_v4::loopback(), 0);
        acceptor_.open(where.protocol());
        acceptor_.bind(where);
        acceptor_.listen(kBacklog);
    }

    [[nodiscard]] std::uint16_t port() const { return acceptor_.local_endpoint().port(); }

    void accept() {
        acceptor_.async_accept(asio::make_strand(io_), [this](Error error, Tcp::socket socket) {
            // A socket that takes no option has lost its peer already.
            if (!error && !socket.set_option(Tcp::no_delay(true), error))
                std::make_shared<HttpSession>(std::move(socket), tls_, journal_)->run();
            accept();
        });
    }

private:
    asio::io_context& io_;
    asio::ssl::context& tls_;
    ControlJournal& journal_;
    Tcp::acceptor acceptor_;
};

void serve(const std::vector<std::string>& arguments) {
    const auto settings =
        server::server_tls({.certificate = arguments.at(1), .key = arguments.at(2)});
    // Two owners of one context: POCO's, which made it with the settings of Probant, and Asio's.
    SSL_CTX_up_ref(settings->sslContext());
    asio::ssl::context tls(settings->sslContext());
    ControlJournal journal(std::filesystem::path(arguments.at(3)) / "journal.db");
    const auto threads = std::max(1U, std::thread::hardware_concurrency());
    asio::io_context io(static_cast<int>(threads));
    Listener listener(io, tls, journal);
    listener.accept();
    std::cout << listener.port() << '\n' << std::flush;
    std::vector<std::thread> others;
    for (unsigned one = 1; one < threads; ++one)
        others.emplace_back([&io] { io.run(); });
    io.run();
    for (auto& other : others)
        other.join();
}

}  // namespace
}  // namespace probant::load

int main(int argc, char** argv) {
    const std::span raw(argv, static_cast<std::size_t>(argc));
    const std::vector<std::string> arguments(raw.begin(), raw.end());
    if (arguments.size() != 4) return 2;
    try {
        probant::load::serve(arguments);
        return 0;
    } catch (const std::exception& error) {
        std::cerr << "beast_control: " << error.what() << '\n';
        return 1;
    }
}
