// SPDX-License-Identifier: EUPL-1.2
#include "server/http/connection.h"

#include <algorithm>
#include <exception>
#include <typeinfo>

#include <Poco/Exception.h>
#include <Poco/Net/StreamSocket.h>

#include "crypto/base/ensure.h"
#include "server/http/encode.h"
#include "server/http/guard.h"
#include "server/http/handshake.h"
#include "server/observe/log.h"

namespace probant::server {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr std::size_t kChunk = std::size_t{16} * 1024;

/// A large body gets one more second for each so many bytes: 64 KiB/s is a bad Wi-Fi.
constexpr std::uint64_t kBytesPerSecond = std::uint64_t{64} * 1024;

/// After a refusal, what the peer was still sending is thrown away for so long and so much: a
/// connection closed on unread bytes is reset, and the refusal lost.
constexpr std::chrono::milliseconds kLinger{2'000};
constexpr std::size_t kLingerBytesMax = kBodyBytesLargest;

constexpr std::string_view kHeadEnd = "\r\n\r\n";

/// One of the few that compute at this moment.
class InTurn {
public:
    explicit InTurn(Poco::Semaphore& places) : places_(places) { places_.wait(); }

    InTurn(const InTurn&) = delete;
    InTurn& operator=(const InTurn&) = delete;
    InTurn(InTurn&&) = delete;
    InTurn& operator=(InTurn&&) = delete;

    ~InTurn() {
        try {
            places_.set();
        } catch (const Poco::Exception&) {
            fail_ensure("a place that was taken can be given back");
        }
    }

private:
    Poco::Semaphore& places_;
};

std::chrono::seconds time_for(std::uint64_t bytes) {
    return std::chrono::seconds(bytes / kBytesPerSecond);
}

Reply bad_request(HeadFault fault) {
    switch (fault) {
        case HeadFault::UnknownMethod:
            return problem(501,
                           "unknown_method",
                           {"Cette méthode n'existe pas ici : utilisez celles que la page utilise.",
                            "This method does not exist here: use those that the page uses."});
        case HeadFault::UnknownVersion:
            return problem(505,
                           "unknown_version",
                           {"Ce serveur parle HTTP/1.1 : mettez le navigateur à jour.",
                            "This server speaks HTTP/1.1: update the browser."});
        case HeadFault::BadLine:
        case HeadFault::BadTarget:
        case HeadFault::BadLength:
        case HeadFault::TransferEncoding:
        case HeadFault::NoHost:
            break;
    }
    return problem(400,
                   "bad_request",
                   {"Cette demande est mal formée : rechargez la page.",
                    "This request is malformed: reload the page."});
}

Reply too_slow() {
    return problem(408,
                   "too_slow",
                   {"La demande n'est pas arrivée à temps : renvoyez-la.",
                    "The request did not arrive in time: send it again."});
}

Reply head_too_large() {
    return problem(431,
                   "head_too_large",
                   {"L'en-tête de la demande est trop gros : effacez les cookies de ce site.",
                    "The request's head is too large: clear the cookies of this site."});
}

Reply body_too_large(std::size_t limit) {
    return problem(
        Problem{413,
                "body_too_large",
                {"Cet envoi est trop gros : il dépasse " + std::to_string(limit) + " octets.",
                 "What was sent is too large: it is over " + std::to_string(limit) + " bytes."},
                {{"limit", std::uint64_t{limit}}}});
}

Reply wrong_host() {
    return problem(421,
                   "wrong_host",
                   {"Ce serveur ne répond pas à ce nom : utilisez l'adresse affichée au centre.",
                    "This server does not answer to that name: use the address shown in the "
                    "centre."});
}

Reply foreign_origin() {
    return problem(
        403,
        "foreign_origin",
        {"Cette demande vient d'un autre site : revenez à l'adresse affichée au centre.",
         "This request comes from another site: go back to the address shown in the centre."});
}

Reply not_found() {
    return problem(404,
                   "not_found",
                   {"Cette adresse n'existe pas : revenez à la page d'accueil.",
                    "This address does not exist: go back to the first page."});
}

Reply not_an_upgrade() {
    return problem(426,
                   "websocket_only",
                   {"Cette adresse n'accepte que les connexions WebSocket : ouvrez la page, elle "
                    "s'y connecte.",
                    "This address accepts WebSocket connections only: open the page, which "
                    "connects to it."})
        .with("Upgrade", "websocket");
}

Reply failed() {
    return problem(500,
                   "failed",
                   {"Le serveur n'a pas pu répondre. Réessayez, puis prévenez le surveillant.",
                    "The server could not answer. Try again, then tell the invigilator."});
}

}  // namespace

Connection::Connection(ServerCore& core, ListenerLoad& load, const Poco::Net::StreamSocket& socket)
    : core_(core),
      load_(load),
      wire_(socket),
      peer_(socket.peerAddress().host().toString()),
      metrics_(&core.metrics.back()),
      started_(Clock::now()) {}

bool Connection::run() {
    if (!has_spoken_ && !shake_hands()) return false;
    auto patience = has_spoken_ ? core_.times.idle : core_.times.head;
    while (wait_for_request(patience)) {
        has_spoken_ = true;
        if (!serve_one()) return false;
        patience = load_.is_crowded() ? 0ms : core_.times.idle;
    }
    Bytes().swap(buffer_);
    return has_spoken_ && !core_.stopping;
}

/// Nobody holds a place while the peer's next message is on its way: a slow one delays no other.
bool Connection::shake_hands() {
    using Io = WireSocket::Io;
    const auto deadline = Clock::now() + core_.times.head;
    auto step = wire_.is_secure() ? Io::WantRead : Io::Done;
    while (step == Io::WantRead || step == Io::WantWrite) {
        if (!wire_.wait(step, deadline, core_.abandon)) return false;
        const InTurn turn(core_.handshakes);
        step = wire_.shake_hands().io;
    }
    if (step != Io::Done) return false;
    if (wire_.is_secure()) certificate_ = wire_.peer_certificate();
    return true;
}

bool Connection::wait_for_request(std::chrono::milliseconds patience) const {
    if (core_.stopping) return false;
    return !buffer_.empty() ||
           wire_.wait(WireSocket::Io::WantRead, Clock::now() + patience, core_.stopping);
}

Result<std::string, Connection::Answer> Connection::read_head() {
    const auto deadline = Clock::now() + core_.times.head;
    std::array<std::uint8_t, kChunk> chunk{};
    while (true) {
        const auto end = as_text(buffer_).find(kHeadEnd);
        const auto size = end == std::string_view::npos ? buffer_.size() : end + kHeadEnd.size();
        if (size > kHeadBytesMax) return Refused{Answer{head_too_large(), /*close=*/true}};
        if (end != std::string_view::npos) {
            std::string head(as_text(buffer_).substr(0, size));
            buffer_.erase(buffer_.begin(), buffer_.begin() + static_cast<std::ptrdiff_t>(size));
            return head;
        }
        const auto outcome = wire_.read_before(chunk, deadline, core_.abandon);
        if (outcome.io != WireSocket::Io::Done) return Refused{Answer{too_slow(), /*close=*/true}};
        buffer_.insert(buffer_.end(),
                       chunk.begin(),
                       chunk.begin() + static_cast<std::ptrdiff_t>(outcome.bytes));
    }
}

bool Connection::serve_one() {
    started_ = Clock::now();
    metrics_ = &core_.metrics.back();
    const auto text = read_head();
    Request nobody;
    nobody.secure = wire_.is_secure();
    if (!text) {
        // Nothing came: the peer closed an idle connection, or never spoke.
        if (buffer_.empty()) return false;
        return send(text.error(), nobody, /*keep_alive=*/false);
    }
    const auto head = parse_head(text.value());
    if (!head) return send({bad_request(head.error()), true}, nobody, /*keep_alive=*/false);
    return serve(head.value());
}

bool Connection::serve(const Head& head) {
    Request request = request_of(head);
    auto answered = guarded_answer(head, request);
    if (const auto* takeover = std::get_if<Takeover>(&answered)) {
        hand_over(head, *takeover);
        return false;
    }
    const auto& given = std::get<Answer>(answered);
    return send(given, request, head.keep_alive && !given.close);
}

Request Connection::request_of(const Head& head) const {
    Request request;
    request.method = head.method;
    request.path = head.path;
    request.query = head.query;
    request.headers = head.headers;
    request.peer = peer_;
    request.certificate = certificate_;
    request.secure = wire_.is_secure();
    return request;
}

std::variant<Connection::Answer, Takeover> Connection::guarded_answer(const Head& head,
                                                                      Request& request) {
    try {
        return answer(head, request);
    } catch (const std::exception& error) {
        // What an exception says may hold what a person wrote: only its kind is logged.
        log().error("http.handler_failed", {{"kind", MachineText(typeid(error).name())}});
    }
    // The body may not have been read: what follows on this connection is not a request.
    return Answer{failed(), /*close=*/true};
}

std::variant<Connection::Answer, Takeover> Connection::answer(const Head& head, Request& request) {
    const bool has_body = head.content_length > 0;
    if (!is_allowed_host(request, core_.hosts)) return Answer{wrong_host(), has_body};
    auto found = core_.routes.find(request.method, request.path);
    if (const auto* why = std::get_if<NotFound>(&found)) {
        auto page = answer_page(request, *why);
        page.close = page.close || has_body;
        return page;
    }
    return answer_route(head, request, std::get<Found>(std::move(found)));
}

Connection::Answer Connection::answer_page(Request& request, NotFound why) const {
    const bool reads = !changes_state(request.method);
    if (reads) {
        if (auto page = core_.pages.find(request)) {
            auto refusal = core_.check(request, core_.pages_access);
            return {refusal ? std::move(*refusal) : std::move(*page)};
        }
    }
    if (why == NotFound::NoSuchPath) return {not_found()};
    return {
        problem(405,
                "other_method",
                {"Cette adresse ne répond pas à cette méthode : l'en-tête Allow dit lesquelles.",
                 "This address does not answer to this method: the header Allow says which."})
            .with("Allow", core_.routes.allowed(request.path))};
}

std::variant<Connection::Answer, Takeover> Connection::answer_route(const Head& head,
                                                                    Request& request,
                                                                    Found found) {
    const Route& route = *found.route;
    metrics_ = &core_.metrics[static_cast<std::size_t>(&route - core_.routes.routes().data())];
    request.parameters = std::move(found.parameters);
    const bool has_body = head.content_length > 0;
    const auto* upgrade = std::get_if<UpgradeHandler>(&route.handler);
    if (comes_from_elsewhere(request, upgrade != nullptr))
        return Answer{foreign_origin(), has_body};
    if (upgrade != nullptr && !accepted_upgrade(head)) return Answer{not_an_upgrade(), has_body};
    if (head.content_length > route.body_max) return Answer{body_too_large(route.body_max), true};
    // Asked before the body is read: a stranger cannot make us hold megabytes.
    if (auto refusal = core_.check(request, route.access))
        return Answer{std::move(*refusal), has_body};
    if (upgrade != nullptr) {
        auto given = (*upgrade)(request);
        if (auto* takeover = std::get_if<Takeover>(&given)) return std::move(*takeover);
        return Answer{std::get<Reply>(std::move(given))};
    }
    if (auto refused = read_body(head, request, route.body_max)) return std::move(*refused);
    return Answer{std::get<ReplyHandler>(route.handler)(request)};
}

std::optional<Connection::Answer> Connection::read_body(const Head& head,
                                                        Request& request,
                                                        std::size_t limit) {
    ENSURE(head.content_length <= limit);
    const auto length = static_cast<std::size_t>(head.content_length);
    if (length == 0) return std::nullopt;
    const auto deadline = Clock::now() + core_.times.body + time_for(length);
    if (head.header("expect") == "100-continue" && buffer_.empty() &&
        !wire_.write_before(as_bytes("HTTP/1.1 100 Continue\r\n\r\n"), deadline, core_.abandon))
        return Answer{too_slow(), true};
    const auto early = std::min(length, buffer_.size());
    const auto cut = buffer_.begin() + static_cast<std::ptrdiff_t>(early);
    request.body.assign(buffer_.begin(), cut);
    buffer_.erase(buffer_.begin(), cut);
    std::array<std::uint8_t, kChunk> chunk{};
    while (request.body.size() < length) {
        const auto wanted = std::min(chunk.size(), length - request.body.size());
        const auto outcome =
            wire_.read_before(std::span(chunk).first(wanted), deadline, core_.abandon);
        if (outcome.io != WireSocket::Io::Done) return Answer{too_slow(), true};
        request.body.insert(request.body.end(),
                            chunk.begin(),
                            chunk.begin() + static_cast<std::ptrdiff_t>(outcome.bytes));
    }
    return std::nullopt;
}

bool Connection::send(const Answer& answer, const Request& request, bool keep_alive) {
    const bool stays = keep_alive && !core_.stopping;
    const Reader reader{request.language(), request.secure, stays, request.method == Method::Head};
    const auto encoded = encode(answer.reply, reader);
    const auto body = encoded.body_bytes();
    const auto deadline = Clock::now() + core_.times.reply + time_for(body.size());
    // Small replies leave in one segment: two would wait for each other's acknowledgement.
    std::string whole = encoded.head;
    const bool is_small = body.size() <= kChunk;
    if (is_small) whole += as_text(body);
    const bool sent = wire_.write_before(as_bytes(whole), deadline, core_.abandon) &&
                      (is_small || wire_.write_before(body, deadline, core_.abandon));
    count(answer.reply.status);
    if (sent && stays) return true;
    if (sent) linger();
    return false;
}

void Connection::linger() {
    wire_.end_output();
    const auto deadline = Clock::now() + kLinger;
    std::array<std::uint8_t, kChunk> chunk{};
    std::size_t thrown_away = 0;
    while (thrown_away < kLingerBytesMax) {
        const auto outcome = wire_.read_before(chunk, deadline, core_.stopping);
        if (outcome.io != WireSocket::Io::Done) break;
        thrown_away += outcome.bytes;
    }
    wire_.close();
}

void Connection::hand_over(const Head& head, const Takeover& takeover) {
    const std::string reply =
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Accept: " +
        accepted_upgrade(head).value_or("") + "\r\n\r\n";
    if (!wire_.write_before(as_bytes(reply), Clock::now() + core_.times.reply, core_.abandon))
        return;
    count(101);
    UpgradedSocket upgraded(wire_.inside(), std::move(buffer_));
    wire_.let_go();
    takeover(std::move(upgraded));
}

void Connection::count(int status) const {
    const auto place = static_cast<std::size_t>(std::clamp(status / 100, 1, 5) - 1);
    if (const auto& replies = metrics_->by_class.at(place)) replies->add();
    if (metrics_->seconds)
        metrics_->seconds->observe(std::chrono::duration<double>(Clock::now() - started_).count());
}

}  // namespace probant::server
