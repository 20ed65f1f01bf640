// SPDX-License-Identifier: EUPL-1.2
#include "tests/support/exam_day.h"

#include <array>
#include <stdexcept>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "center/rehearse/caller.h"
#include "center/rehearse/rehearsal.h"
#include "crypto/random.h"
#include "crypto/sodium.h"
#include "server/live/client.h"

namespace probant::support {
namespace {

using center::rehearse::array_in;
using center::rehearse::text_in;
using server::ClientReply;
using server::Method;

constexpr std::size_t kCandidates = 3;

json::Value value_of(const ClientReply& reply) {
    const auto read = json::read(as_text(reply.body));
    return read ? read.value() : json::Value{};
}

ClientReply expect(int status, ClientReply reply, const std::string& what) {
    if (reply.status != status) {
        throw std::runtime_error(what + ": " + std::to_string(reply.status) + " " +
                                 to_string(reply.body));
    }
    return reply;
}

sockaddr_in address_of(const std::string& text, std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    if (::inet_pton(AF_INET, text.c_str(), &address.sin_addr) != 1)
        throw std::runtime_error(text + " is no address");
    return address;
}

/// Connected from an address of our choice to the loopback's port.
int connected(const std::string& from, std::uint16_t port) {
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (socket < 0) throw std::runtime_error("no socket");
    const auto ours = address_of(from, 0);
    const auto theirs = address_of("127.0.0.1", port);
    // The sockets interface takes every address through this one pointer type.
    // NOLINTBEGIN(cppcoreguidelines-pro-type-reinterpret-cast)
    const bool well =
        ::bind(socket, reinterpret_cast<const sockaddr*>(&ours), sizeof ours) == 0 &&
        ::connect(socket, reinterpret_cast<const sockaddr*>(&theirs), sizeof theirs) == 0;
    // NOLINTEND(cppcoreguidelines-pro-type-reinterpret-cast)
    if (!well) throw std::runtime_error("no connection from " + from);
    return socket;
}

}  // namespace

const ExamDay& the_day() {
    static const ExamDay day;
    return day;
}

std::string fresh_uuid() {
    return to_text(crypto::random_uuid_v4());
}

Question code_typed(const std::string& code, const std::string& id) {
    return {
        .method = Method::Post,
        .target = "/api/v1/candidate/sign-in",
        .body = json::write(json::Object{{"id", id.empty() ? fresh_uuid() : id}, {"code", code}})};
}

ClientReply start_sitting(const SessionOfDay& session, std::size_t place) {
    const auto& candidate = session.candidates.at(place);
    const auto act = [&](const char* type) {
        expect(200, the_day().act(session, {{"type", type}, {"candidate", candidate}}), type);
    };
    act("confirm_presence");
    const auto signed_in =
        expect(200, the_day().ask(code_typed(session.candidate_codes.at(place))), "sign-in");
    act("authorise");
    const auto token = signed_in.set_cookie("__Host-candidate");
    auto started = expect(200,
                          the_day().ask({.method = Method::Post,
                                         .target = "/api/v1/candidate/start",
                                         .body = json::write(json::Object{{"id", fresh_uuid()}}),
                                         .cookies = {{"candidate", token}}}),
                          "the sitting starts");
    started.headers.push_back({"set-cookie", "__Host-candidate=" + token});
    return started;
}

std::string member(const ClientReply& reply, std::string_view name) {
    return text_in(value_of(reply), name);
}

ExamDay::ExamDay() : centre_({.stations = 20}) {
    crypto::start_sodium();
    centre_.start();
    const auto plan = centre_.plan(/*secure=*/false);
    const auto signed_in =
        expect(200,
               ask({.method = Method::Post,
                    .target = "/api/v1/manager/sign-in",
                    .body = json::write(json::Object{
                        {"name", plan.manager.name},
                        {"password", std::string(as_text(plan.manager.password.expose()))}})}),
               "the manager signs in");
    manager_ = signed_in.set_cookie("__Host-manager");
    sessions_.push_back(make_session());
    sessions_.push_back(make_session());
}

std::string ExamDay::origin() const {
    return "http://localhost:" + std::to_string(centre_.peer(/*secure=*/false).port);
}

std::vector<server::Header> ExamDay::headers_of(const Question& question) const {
    auto headers = question.headers;
    if (question.says_origin) headers.push_back({"Origin", origin()});
    std::string cookies;
    for (const auto& [role, token] : question.cookies) {
        if (!cookies.empty()) cookies += "; ";
        cookies.append("__Host-").append(role).append("=").append(token);
    }
    if (!cookies.empty()) headers.push_back({"Cookie", cookies});
    return headers;
}

ClientReply ExamDay::ask(const Question& question) const {
    server::HttpClient client(centre_.peer(/*secure=*/false));
    auto reply = client.fetch(
        {.method = question.method,
         .target = question.target,
         .headers = headers_of(question),
         .content_type = server::changes_state(question.method) ? "application/json" : "",
         .body = to_bytes(question.body)});
    if (!reply) throw std::runtime_error("no reply: " + reply.error().why);
    return std::move(reply).value();
}

int ExamDay::upgrade(const Question& question) const {
    const auto opened = server::WebSocketClient::open(
        centre_.peer(/*secure=*/false), question.target, headers_of(question));
    if (opened) return 101;
    constexpr std::string_view kVersion = "HTTP/1.1 ";
    const auto& why = opened.error().why;
    if (!why.starts_with(kVersion)) throw std::runtime_error("no handshake: " + why);
    return std::stoi(why.substr(kVersion.size(), 3));
}

ClientReply ExamDay::act(const SessionOfDay& session, json::Object act) const {
    return ask({.method = Method::Post,
                .target = "/api/v1/invigilator/acts",
                .body = json::write(json::Object{{"id", fresh_uuid()}, {"act", std::move(act)}}),
                .cookies = {{"invigilator", session.invigilator}}});
}

ClientReply ExamDay::ask_from(const std::string& address, const Question& question) const {
    const auto port = centre_.peer(/*secure=*/false).port;
    const int socket = connected(address, port);
    std::string request = std::string(server::text_of(question.method)) + " " + question.target +
                          " HTTP/1.1\r\nHost: localhost:" + std::to_string(port) +
                          "\r\nConnection: close\r\n";
    for (const auto& header : headers_of(question))
        request += header.name + ": " + header.value + "\r\n";
    request += "Content-Type: application/json\r\nContent-Length: " +
               std::to_string(question.body.size()) + "\r\n\r\n" + question.body;
    static_cast<void>(::send(socket, request.data(), request.size(), MSG_NOSIGNAL));
    std::string answer;
    std::array<char, 4096> chunk{};
    for (auto count = ::recv(socket, chunk.data(), chunk.size(), 0); count > 0;
         count = ::recv(socket, chunk.data(), chunk.size(), 0))
        answer.append(chunk.data(), static_cast<std::size_t>(count));
    ::close(socket);
    constexpr std::size_t kStatusAt = 9;
    const auto body = answer.find("\r\n\r\n");
    if (body == std::string::npos) throw std::runtime_error("no reply to " + address);
    return {.status = std::stoi(answer.substr(kStatusAt, 3)),
            .headers = {},
            .body = to_bytes(answer.substr(body + 4))};
}

SessionOfDay ExamDay::make_session() const {
    const auto created = expect(201,
                                ask({.method = Method::Post,
                                     .target = "/api/v1/manager/sessions",
                                     .body = json::write(json::Object{
                                         {"id", fresh_uuid()},
                                         {"title", "Certification"},
                                         {"room", "Salle 204"},
                                         {"language", "fr"},
                                         {"csv", center::rehearse::invented_roster(kCandidates)}}),
                                     .cookies = {{"manager", manager_}}}),
                                "a session is created");
    const auto value = value_of(created);
    SessionOfDay session{.id = text_in(*value.member("session"), "id"),
                         .code = text_in(value, "sessionCode")};
    for (const auto& slip : array_in(value, "codes"))
        session.candidate_codes.push_back(text_in(slip, "code"));

    const auto plan = centre_.plan(/*secure=*/false);
    const auto invigilator =
        expect(200,
               ask({.method = Method::Post,
                    .target = "/api/v1/invigilator/sign-in",
                    .body = json::write(json::Object{
                        {"name", plan.invigilator.name},
                        {"password", std::string(as_text(plan.invigilator.password.expose()))},
                        {"sessionCode", session.code}})}),
               "the invigilator signs in");
    session.invigilator = invigilator.set_cookie("__Host-invigilator");
    expect(200, act(session, {{"type", "open_session"}}), "the session opens");
    const auto room = expect(200,
                             ask({.target = "/api/v1/invigilator/room",
                                  .cookies = {{"invigilator", session.invigilator}}}),
                             "the room is shown");
    for (const auto& tile : array_in(value_of(room), "candidates"))
        session.candidates.push_back(text_in(tile, "candidate"));
    const auto candidate =
        expect(200,
               ask({.method = Method::Post,
                    .target = "/api/v1/candidate/sign-in",
                    .body = json::write(json::Object{{"id", fresh_uuid()},
                                                     {"code", session.candidate_codes.front()}})}),
               "a candidate signs in");
    session.candidate = candidate.set_cookie("__Host-candidate");
    return session;
}

}  // namespace probant::support
