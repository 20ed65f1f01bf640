// SPDX-License-Identifier: EUPL-1.2
#include "center/api/candidate_routes.h"

#include "center/api/access.h"
#include "center/api/notes.h"
#include "center/api/receipt.h"
#include "center/api/refusals.h"
#include "center/api/stills.h"
#include "center/auth/codes.h"
#include "crypto/base/ensure.h"
#include "crypto/random.h"
#include "engine/items/response.h"
#include "engine/journal/shape.h"
#include "server/http/cookie.h"
#include "server/http/fields.h"
#include "server/text/nfc.h"

namespace probant::center {
namespace {

using engine::CandidateId;
using engine::CommandId;
using server::Fields;
using server::Method;
using server::Reply;
using server::Request;
using server::Route;

/// An answer is at most a short text and its frame.
constexpr std::size_t kAnswerBodyMax = 4'096;

engine::Language language_of(const Request& request) {
    const auto asked = request.query_value("lang");
    if (asked == "en") return engine::Language::English;
    if (asked == "fr") return engine::Language::French;
    return request.language() == server::Language::English ? engine::Language::English
                                                           : engine::Language::French;
}

class CandidateApi {
public:
    explicit CandidateApi(Services& services)
        : services_(services), receipts_(services.sessions_folder) {}

    [[nodiscard]] Reply sign_in(const Request& request) const {
        Fields fields(request);
        const auto id = fields.id<CommandId>("id");
        const auto typed = fields.text("code", {.min = 1, .max = 64});
        if (const auto refusal = fields.refusal()) return *refusal;

        // The code first: 50 bits of chance may be tried by anyone (docs/THREATS.md), and a room
        // behind one address must not wait for the one who mistypes.
        const auto code = read_code(typed);
        const auto owner = code ? services_.codes.candidate(
                                      hash_of_code(services_.secret, CodePurpose::Candidate, *code))
                                : std::nullopt;
        if (owner) return sign_in_as(*owner, id, request);
        const auto wait = services_.tries.wrong_code(request.peer, services_.clock.boot_ms());
        return wait == 0 ? reply_unknown_code() : reply_too_many_tries(wait);
    }

    [[nodiscard]] Reply state(const Request& request) const {
        const auto& caller = request.caller_as<Caller>();
        const auto session = services_.rooms.view()->find(caller.session);
        if (session == nullptr) return reply_for_failure(NoSession{});
        return state_reply(*session, CandidateId{caller.who}, request);
    }

    [[nodiscard]] Reply start(const Request& request) const {
        Fields fields(request);
        const auto id = fields.id<CommandId>("id");
        if (const auto refusal = fields.refusal()) return *refusal;
        return ask(request,
                   id,
                   engine::StartSitting{.candidate = candidate(request),
                                        .seed = engine::Seed{crypto::random_u64()}});
    }

    [[nodiscard]] Reply answer(const Request& request) const {
        Fields fields(request);
        const auto id = fields.id<CommandId>("id");
        const auto value = fields.value("response");
        if (const auto refusal = fields.refusal()) return *refusal;
        auto response = engine::read_shown_response(in_nfc(value));
        if (!response) return reply_for(engine::Refusal::ResponseDoesNotFit);
        return ask(request,
                   id,
                   engine::SaveAnswer{.candidate = candidate(request),
                                      .draw = {request.parameters.number("n")},
                                      .response = std::move(response).value()});
    }

    [[nodiscard]] Reply report(const Request& request) const {
        Fields fields(request);
        const auto id = fields.id<CommandId>("id");
        const auto draw = fields.integer("n", {.min = 1, .max = kDrawsMax});
        const auto code = engine::value_spelt<engine::ReportCode>(fields.text("code"));
        const auto text = server::to_nfc(fields.text("text", {.max = kNoteBytesMax}));
        if (!code) {
            fields.refuse("code",
                          {"Choisissez ce qui ne va pas dans la liste.",
                           "Choose what is wrong from the list."});
        }
        if (const auto refusal = fields.refusal()) return *refusal;
        ENSURE(code.has_value());
        auto note = write_note(services_.secret, id, text.value_or(""));
        return ask(request,
                   id,
                   engine::ReportQuestion{.candidate = candidate(request),
                                          .draw = {static_cast<std::uint32_t>(draw)},
                                          .code = *code,
                                          .note = note.digest},
                   std::move(note.sides));
    }

    [[nodiscard]] Reply call_for_help(const Request& request) const {
        Fields fields(request);
        const auto id = fields.id<CommandId>("id");
        if (const auto refusal = fields.refusal()) return *refusal;
        return ask(request, id, engine::CallForHelp{.candidate = candidate(request)});
    }

    [[nodiscard]] Reply hand_in(const Request& request) const {
        Fields fields(request);
        const auto id = fields.id<CommandId>("id");
        if (const auto refusal = fields.refusal()) return *refusal;
        return ask(request, id, engine::HandIn{.candidate = candidate(request)});
    }

    [[nodiscard]] Reply receipt(const Request& request) const {
        const auto& caller = request.caller_as<Caller>();
        const auto session = services_.rooms.view()->find(caller.session);
        const auto* seen = session ? session->find(CandidateId{caller.who}) : nullptr;
        if (seen == nullptr) return reply_for_failure(NoSession{});
        return receipts_.reply(*session, *seen);
    }

    /// Only what was kept of this candidate.
    [[nodiscard]] Reply still(const Request& request) const {
        const auto& caller = request.caller_as<Caller>();
        const auto session = services_.rooms.view()->find(caller.session);
        if (session == nullptr) return reply_for_failure(NoSession{});
        return reply_still(
            services_, *session, request.parameters.number("alert"), CandidateId{caller.who});
    }

    /// Only the media of the question on this candidate's page.
    [[nodiscard]] Reply medium(const Request& request) const {
        const auto& caller = request.caller_as<Caller>();
        const auto session = services_.rooms.view()->find(caller.session);
        const auto* seen = session ? session->find(CandidateId{caller.who}) : nullptr;
        if (seen == nullptr || !seen->question) return reply_no_medium();
        const auto& bank = session->content->bank;
        const auto* medium = bank.medium_by_url(request.parameters.text("name"));
        if (medium == nullptr || !shows(bank, bank.at(seen->question->item), *medium))
            return reply_no_medium();
        return server::reply_bytes(medium->bytes, medium->mime);
    }

    [[nodiscard]] std::variant<Reply, server::Takeover> live(const Request& request) const {
        const auto caller = request.caller_as<Caller>();
        return server::Takeover{[this, caller](server::UpgradedSocket socket) {
            services_.live.attach_station(std::move(socket), caller);
        }};
    }

private:
    static constexpr std::int64_t kDrawsMax = 1'000;

    static Reply reply_no_medium() {
        return server::problem(
            404,
            "no_such_medium",
            {"Ce fichier n’appartient pas à la question affichée : rechargez la page.",
             "This file does not belong to the question on the page: reload the page."});
    }

    static bool shows(const engine::Bank& bank,
                      const engine::Item& item,
                      const engine::Medium& medium) {
        const auto is_it = [&](const std::string& file) {
            const auto found = bank.media.find(file);
            return found != bank.media.end() && &found->second == &medium;
        };
        for (const auto& block : item.context) {
            if (const auto* image = std::get_if<engine::block::Image>(&block))
                if (is_it(image->file)) return true;
            if (const auto* file = std::get_if<engine::block::File>(&block))
                if (is_it(file->file)) return true;
        }
        return false;
    }

    static CandidateId candidate(const Request& request) {
        return CandidateId{request.caller_as<Caller>().who};
    }

    /// A typed text is compared and kept in one spelling.
    static json::Value in_nfc(const json::Value& response) {
        const auto* text = response.member("text");
        if (text == nullptr || text->text() == nullptr) return response;
        auto object = *response.object();
        object["text"] = server::to_nfc(*text->text()).value_or("");
        return object;
    }

    [[nodiscard]] Reply sign_in_as(const CodeOwner& owner,
                                   CommandId id,
                                   const Request& request) const {
        const auto token = make_token();
        const auto session = services_.rooms.view()->find(owner.session);
        const auto* seen = session ? session->find(owner.candidate) : nullptr;
        if (seen == nullptr) return reply_unknown_code();
        const auto answered = services_.rooms.ask(
            {.session = owner.session,
             .order = {.by = engine::candidate_actor(owner.candidate, seen->seat),
                       .id = id,
                       .command = engine::SignIn{.candidate = owner.candidate}},
             .sides = {SignInRow{.token = token.hash,
                                 .role = engine::Role::Candidate,
                                 .who = owner.candidate.uuid,
                                 .made_ms = services_.clock.wall_ms(),
                                 .station = station_of(request)},
                       EndOtherSignIns{.who = owner.candidate.uuid, .but = token.hash}},
             .sides_when_repeated = true});
        if (!std::holds_alternative<Done>(answered.end)) {
            note_knock(owner, answered.end);
            return reply_for_failure(answered.end);
        }
        auto reply = state_reply(*answered.view, owner.candidate, request);
        server::set_host_cookie(
            reply, cookie_of(engine::Role::Candidate), token.text, kSignInLasts);
        return reply;
    }

    [[nodiscard]] std::optional<Uuid> station_of(const Request& request) const {
        if (!request.certificate) return std::nullopt;
        const auto station = services_.stations.find(*request.certificate);
        return station ? std::optional(station->id) : std::nullopt;
    }

    /// Whoever comes back with a used code is shown to the invigilator.
    void note_knock(const CodeOwner& owner, const OrderEnd& end) const {
        const auto* refusal = std::get_if<engine::Refusal>(&end);
        if (refusal == nullptr) return;
        if (*refusal == engine::Refusal::CodeUsed || *refusal == engine::Refusal::CodeExpired) {
            services_.links.knocked(
                owner.session,
                owner.candidate,
                {.boot_ms = services_.clock.boot_ms(), .wall_ms = services_.clock.wall_ms()});
        }
    }

    [[nodiscard]] Reply ask(const Request& request,
                            CommandId id,
                            engine::Command command,
                            std::vector<SideRecord> sides = {}) const {
        const auto& caller = request.caller_as<Caller>();
        const CandidateId who{caller.who};
        const auto session = services_.rooms.view()->find(caller.session);
        const auto* seen = session ? session->find(who) : nullptr;
        if (seen == nullptr) return reply_for_failure(NoSession{});
        const auto answered =
            services_.rooms.ask({.session = caller.session,
                                 .order = {.by = engine::candidate_actor(who, seen->seat),
                                           .id = id,
                                           .command = std::move(command)},
                                 .sides = std::move(sides)});
        if (!std::holds_alternative<Done>(answered.end)) return reply_for_failure(answered.end);
        return state_reply(*answered.view, who, request);
    }

    [[nodiscard]] Reply state_reply(const SessionView& session,
                                    CandidateId who,
                                    const Request& request) const {
        const auto* seen = session.find(who);
        if (seen == nullptr) return reply_for_failure(NoSession{});
        return server::reply_json(candidate_state(
            session,
            *seen,
            services_.links.camera_of(session.facts.id, who),
            language_of(request),
            {.boot_ms = services_.clock.boot_ms(), .wall_ms = services_.clock.wall_ms()}));
    }

    Services& services_;
    mutable Receipts receipts_;
};

}  // namespace

std::vector<Route> candidate_routes(Services& services) {
    const auto api = std::make_shared<const CandidateApi>(services);
    const auto on = [&](auto method) {
        return server::ReplyHandler{
            [api, method](const Request& request) { return (*api.*method)(request); }};
    };
    const auto live =
        server::UpgradeHandler{[api](const Request& request) { return api->live(request); }};
    return {
        {Method::Post, "/api/v1/candidate/sign-in", kAnyone, on(&CandidateApi::sign_in), 1'024},
        {Method::Get, "/api/v1/candidate/state", kCandidates, on(&CandidateApi::state)},
        {Method::Post, "/api/v1/candidate/start", kCandidates, on(&CandidateApi::start), 1'024},
        {Method::Put,
         "/api/v1/candidate/answers/{n:number}",
         kCandidates,
         on(&CandidateApi::answer),
         kAnswerBodyMax},
        {Method::Post,
         "/api/v1/candidate/reports",
         kCandidates,
         on(&CandidateApi::report),
         kAnswerBodyMax},
        {Method::Post,
         "/api/v1/candidate/help",
         kCandidates,
         on(&CandidateApi::call_for_help),
         1'024},
        {Method::Post, "/api/v1/candidate/hand-in", kCandidates, on(&CandidateApi::hand_in), 1'024},
        {Method::Get, "/api/v1/candidate/receipt", kCandidates, on(&CandidateApi::receipt)},
        {Method::Get, "/api/v1/candidate/media/{name}", kCandidates, on(&CandidateApi::medium)},
        {Method::Get,
         "/api/v1/candidate/stills/{alert:number}",
         kCandidates,
         on(&CandidateApi::still)},
        {Method::Get, "/api/v1/candidate/live", kCandidates, live},
    };
}

}  // namespace probant::center
