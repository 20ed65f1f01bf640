// SPDX-License-Identifier: EUPL-1.2
#include "center/api/invigilator_routes.h"

#include <algorithm>

#include "center/api/access.h"
#include "center/api/acts.h"
#include "center/api/passwords.h"
#include "center/api/refusals.h"
#include "center/api/station_refusals.h"
#include "center/api/stills.h"
#include "center/auth/codes.h"
#include "server/http/cookie.h"
#include "server/http/fields.h"

namespace probant::center {
namespace {

using engine::CommandId;
using server::Fields;
using server::Method;
using server::Reply;
using server::Request;
using server::Route;

/// Closing a room of two thousand names each unfinished test once.
constexpr std::size_t kActBodyMax = std::size_t{256} << 10;

class InvigilatorApi {
public:
    explicit InvigilatorApi(Services& services) : services_(services) {}

    [[nodiscard]] Reply sign_in(const Request& request) const {
        Fields fields(request);
        const auto name = fields.text("name", {.min = 1, .max = 200});
        auto password = fields.text("password", {.min = 1, .max = 1'024});
        const auto typed = fields.text("sessionCode", {.min = 1, .max = 64});
        if (const auto refusal = fields.refusal()) return *refusal;
        return sign_in_by_password(
            services_,
            request,
            {.name = name, .password = std::move(password), .role = engine::Role::Invigilator},
            [&](const Account& account) -> std::optional<Reply> {
                const auto session = session_of(typed);
                if (session == nullptr) return std::nullopt;
                return sign_in_as(account, *session);
            });
    }

    /// Whose sign-in the cookie is: a console that was reloaded has forgotten.
    [[nodiscard]] Reply who_is_signed_in(const Request& request) const {
        const auto& caller = request.caller_as<Caller>();
        const auto session = services_.rooms.view()->find(caller.session);
        const auto accounts = services_.centre.accounts();
        const auto account =
            std::ranges::find(accounts, caller.who, [](const Account& one) { return one.id.uuid; });
        if (session == nullptr || account == accounts.end()) return reply_for_failure(NoSession{});
        return server::reply_json(signed_in(*account, *session));
    }

    [[nodiscard]] Reply sign_out(const Request& request) const {
        const auto& caller = request.caller_as<Caller>();
        services_.rooms.end_sign_in(caller.session, caller.token);
        Reply reply = server::reply_empty();
        server::clear_host_cookie(reply, cookie_of(engine::Role::Invigilator));
        return reply;
    }

    [[nodiscard]] Reply room(const Request& request) const {
        const auto& caller = request.caller_as<Caller>();
        const auto session = services_.rooms.view()->find(caller.session);
        if (session == nullptr) return reply_for_failure(NoSession{});
        const auto links = services_.links.of(caller.session);
        const auto notes = services_.notebook.of(caller.session);
        return server::reply_json(room_state(
            *session,
            {.links = links, .notes = notes, .packet = services_.centre.packet_of(caller.session)},
            {.boot_ms = services_.clock.boot_ms(), .wall_ms = services_.clock.wall_ms()}));
    }

    [[nodiscard]] Reply act(const Request& request) const {
        const auto& caller = request.caller_as<Caller>();
        Fields fields(request);
        const auto id = fields.id<CommandId>("id");
        const auto value = fields.value("act");
        if (const auto refusal = fields.refusal()) return *refusal;
        Fields members(json::write(value));
        auto act = read_act(members, services_, caller.session, id);
        if (const auto refusal = members.refusal()) return *refusal;

        const auto answered = services_.rooms.ask(
            {.session = caller.session,
             .order = {.by = {.role = engine::Role::Invigilator, .id = caller.who},
                       .id = id,
                       .command = std::move(act.command)},
             .sides = std::move(act.sides)});
        if (!std::holds_alternative<Done>(answered.end)) return reply_for_failure(answered.end);
        return reply_version(*answered.view);
    }

    [[nodiscard]] Reply still(const Request& request) const {
        const auto& caller = request.caller_as<Caller>();
        const auto session = services_.rooms.view()->find(caller.session);
        if (session == nullptr) return reply_for_failure(NoSession{});
        return reply_still(services_, *session, request.parameters.number("alert"), std::nullopt);
    }

    [[nodiscard]] Reply make_station_code(const Request& request) const {
        Fields fields(request);
        static_cast<void>(fields.id<CommandId>("id"));
        if (const auto refusal = fields.refusal()) return *refusal;
        const auto code = services_.stations.make_code();
        if (!code) return reply_too_many_stations();
        const auto minutes = std::chrono::milliseconds(kStationCodeLasts).count();
        return server::reply_json(
            json::Object{{"code", printed(*code)},
                         {"until", time_text(services_.clock.wall_ms() + minutes)},
                         {"words", services_.authority_words}});
    }

    [[nodiscard]] Reply seal(const Request& request) const {
        const auto& caller = request.caller_as<Caller>();
        Fields fields(request);
        auto passphrase = fields.text("passphrase", {.min = 1, .max = 1'024});
        if (const auto refusal = fields.refusal()) {
            wipe(passphrase);
            return *refusal;
        }
        const auto end = services_.sealing.seal(
            caller.session, to_text(caller.who), SecretBytes::from(std::move(passphrase)));
        return end == Sealing::End::Sealed ? reply_sealed(caller.session) : reply_not_sealed(end);
    }

    [[nodiscard]] std::variant<Reply, server::Takeover> live(const Request& request) const {
        const auto caller = request.caller_as<Caller>();
        return server::Takeover{[this, caller](server::UpgradedSocket socket) {
            services_.live.attach_console(std::move(socket), caller);
        }};
    }

private:
    [[nodiscard]] std::shared_ptr<const SessionView> session_of(const std::string& typed) const {
        const auto code = read_code(typed);
        if (!code) return nullptr;
        const auto session =
            services_.codes.session(hash_of_code(services_.secret, CodePurpose::Session, *code));
        return session ? services_.rooms.view()->find(*session) : nullptr;
    }

    [[nodiscard]] Reply sign_in_as(const Account& account, const SessionView& session) const {
        const auto token = make_token();
        const bool durable =
            services_.rooms.add_sign_in(session.facts.id,
                                        SignInRow{.token = token.hash,
                                                  .role = engine::Role::Invigilator,
                                                  .who = account.id.uuid,
                                                  .made_ms = services_.clock.wall_ms()});
        if (!durable) return reply_for_failure(Unknown{});
        auto reply = server::reply_json(signed_in(account, session));
        server::set_host_cookie(
            reply, cookie_of(engine::Role::Invigilator), token.text, kSignInLasts);
        return reply;
    }

    static json::Object signed_in(const Account& account, const SessionView& session) {
        return {{"account", json::Object{{"id", account.id.text()}, {"name", account.name}}},
                {"session",
                 json::Object{{"id", session.facts.id.text()},
                              {"number", session.facts.number},
                              {"title", session.facts.title},
                              {"room", session.facts.room}}}};
    }

    [[nodiscard]] Reply reply_sealed(engine::SessionId session) const {
        services_.stations.sealed(session);
        services_.live.refresh(session);
        const auto view = services_.rooms.view()->find(session);
        return view ? reply_version(*view) : reply_for_failure(NoSession{});
    }

    static Reply reply_version(const SessionView& session) {
        return server::reply_json(json::Object{{"version", session.version}});
    }

    Services& services_;
};

}  // namespace

std::vector<Route> invigilator_routes(Services& services) {
    const auto api = std::make_shared<const InvigilatorApi>(services);
    const auto on = [&](auto method) {
        return server::ReplyHandler{
            [api, method](const Request& request) { return (*api.*method)(request); }};
    };
    const auto live =
        server::UpgradeHandler{[api](const Request& request) { return api->live(request); }};
    return {
        {Method::Post, "/api/v1/invigilator/sign-in", kAnyone, on(&InvigilatorApi::sign_in), 4'096},
        {Method::Get,
         "/api/v1/invigilator/sign-in",
         kInvigilators,
         on(&InvigilatorApi::who_is_signed_in)},
        {Method::Post,
         "/api/v1/invigilator/sign-out",
         kInvigilators,
         on(&InvigilatorApi::sign_out),
         1'024},
        {Method::Get, "/api/v1/invigilator/room", kInvigilators, on(&InvigilatorApi::room)},
        {Method::Post,
         "/api/v1/invigilator/acts",
         kInvigilators,
         on(&InvigilatorApi::act),
         kActBodyMax},
        {Method::Get,
         "/api/v1/invigilator/stills/{alert:number}",
         kInvigilators,
         on(&InvigilatorApi::still)},
        {Method::Post,
         "/api/v1/invigilator/station-codes",
         kInvigilators,
         on(&InvigilatorApi::make_station_code),
         1'024},
        {Method::Post, "/api/v1/invigilator/seal", kInvigilators, on(&InvigilatorApi::seal), 4'096},
        {Method::Get, "/api/v1/invigilator/live", kInvigilators, live},
    };
}

}  // namespace probant::center
