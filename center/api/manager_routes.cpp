// SPDX-License-Identifier: EUPL-1.2
#include "center/api/manager_routes.h"

#include <mutex>
#include <set>

#include "center/api/access.h"
#include "center/api/enrolment.h"
#include "center/api/passwords.h"
#include "center/api/refusals.h"
#include "center/api/wire.h"
#include "center/auth/codes.h"
#include "center/import/roster.h"
#include "center/stations/retention.h"
#include "engine/usecases/asked.h"
#include "server/http/cookie.h"
#include "server/http/fields.h"
#include "server/text/nfc.h"

namespace probant::center {
namespace {

using engine::CommandId;
using engine::SessionId;
using server::Fields;
using server::Method;
using server::Reply;
using server::Request;
using server::Route;

/// A roster, its JSON escapes and its frame.
constexpr std::size_t kRosterBodyMax = 2 * kRosterBytesMax + (std::size_t{64} << 10);

/// As the page read it from the manager's file: Windows ends lines with CR LF.
constexpr server::TextBounds kRosterText{.min = 1, .max = kRosterBytesMax, .line_ends = true};

json::Array faults_of(const Roster& roster, server::Language language) {
    json::Array faults;
    for (const auto& fault : roster.faults) {
        faults.emplace_back(json::Object{{"row", fault.row},
                                         {"column", fault.column},
                                         {"value", fault.value},
                                         {"sentence", fault.sentence.in(language)}});
    }
    return faults;
}

class ManagerApi {
public:
    explicit ManagerApi(Services& services) : services_(services) {}

    [[nodiscard]] Reply sign_in(const Request& request) const {
        Fields fields(request);
        const auto name = fields.text("name", {.min = 1, .max = 200});
        auto password = fields.text("password", {.min = 1, .max = 1'024});
        if (const auto refusal = fields.refusal()) return *refusal;
        return sign_in_by_password(
            services_,
            request,
            {.name = name, .password = std::move(password), .role = engine::Role::Manager},
            [&](const Account& account) { return sign_in_as(account); });
    }

    [[nodiscard]] Reply sign_out(const Request& request) const {
        services_.sign_ins.end(request.caller_as<Caller>().token);
        Reply reply = server::reply_empty();
        server::clear_host_cookie(reply, cookie_of(engine::Role::Manager));
        return reply;
    }

    [[nodiscard]] Reply check_roster(const Request& request) const {
        Fields fields(request);
        const auto csv = fields.text("csv", kRosterText);
        if (const auto refusal = fields.refusal()) return *refusal;
        auto roster = read_roster(csv);
        refuse_unserved(roster, *services_.content);
        std::set<std::int64_t> faulty;
        for (const auto& fault : roster.faults)
            faulty.insert(fault.row);
        json::Array candidates;
        for (const auto& line : roster.lines) {
            if (faulty.contains(line.row)) continue;
            candidates.emplace_back(json::Object{{"row", line.row},
                                                 {"seat", line.seat},
                                                 {"lastName", line.last_name},
                                                 {"firstName", line.first_name},
                                                 {"birthDate", line.birth_date},
                                                 {"extraMs", extra_ms(line)},
                                                 {"needs", needs_to_json(line.needs)},
                                                 {"companion", line.companion}});
        }
        return server::reply_json(json::Object{{"candidates", std::move(candidates)},
                                               {"camera", camera_offered()},
                                               {"faults", faults_of(roster, request.language())}});
    }

    [[nodiscard]] Reply create_session(const Request& request) const {
        Fields fields(request);
        const auto id = fields.id<CommandId>("id");
        const auto title = server::to_nfc(fields.text("title", {.min = 1, .max = 400}));
        const auto room = server::to_nfc(fields.text("room", {.min = 1, .max = 200}));
        const auto language = fields.word("language", {"fr", "en"});
        const auto csv = fields.text("csv", kRosterText);
        const auto camera = fields.optional_boolean("camera").value_or(false);
        if (const auto refusal = fields.refusal()) return *refusal;
        if (camera && !services_.content->rules.proctoring)
            return reply_for(engine::Refusal::CameraNotOrdered);
        auto roster = read_roster(csv);
        refuse_unserved(roster, *services_.content);
        if (!roster.faults.empty()) return reply_roster_faults(roster, request.language());

        // The session is named by the order that makes it: asked twice, it is made once. Asked
        // twice at the same moment, the second waits, or it would replace the code of the first.
        const std::lock_guard lock(creating_);
        const SessionFacts facts{.id = SessionId{id.uuid},
                                 .number = number_of(SessionId{id.uuid}),
                                 .title = title.value_or(""),
                                 .room = room.value_or(""),
                                 .centre = services_.centre_name,
                                 .language = language == 0 ? "fr" : "en",
                                 .created_ms = services_.clock.wall_ms()};
        return create(request, {.id = id, .camera = camera}, facts, roster);
    }

    [[nodiscard]] Reply sessions(const Request& /*request*/) const {
        json::Array array;
        const auto view = services_.rooms.view();
        for (const auto& row : services_.centre.sessions()) {
            const auto session = view->find(row.id);
            if (session == nullptr) continue;
            const auto packet = services_.centre.packet_of(row.id);
            array.emplace_back(json::Object{{"id", row.id.text()},
                                            {"number", row.number},
                                            {"title", session->facts.title},
                                            {"room", session->facts.room},
                                            {"phase", phase_text(*session, packet)},
                                            {"pictures", pictures_of(*session)},
                                            {"candidates", session->candidates.size()},
                                            {"createdAt", time_text(row.created_ms)}});
        }
        return server::reply_json(json::Object{{"sessions", std::move(array)}});
    }

    [[nodiscard]] Reply renew_codes(const Request& request) const {
        Fields fields(request);
        static_cast<void>(fields.id<CommandId>("id"));
        if (const auto refusal = fields.refusal()) return *refusal;
        const auto session =
            services_.rooms.view()->find(request.parameters.id<SessionId>("session"));
        if (session == nullptr) return reply_for_failure(NoSession{});
        std::vector<SideRecord> sides;
        std::vector<EntrySlip> slips;
        for (const auto& candidate : session->candidates) {
            if (candidate->signed_in) continue;
            auto code = new_code(services_.secret, candidate->id);
            sides.emplace_back(code.hash);
            slips.push_back(slip_of(*session, *candidate, std::move(code.code)));
        }
        if (!sides.empty() && !services_.rooms.keep(session->facts.id, std::move(sides)))
            return reply_for_failure(Unknown{});
        return server::reply_json(json::Object{{"session", session_of(session->facts)},
                                               {"sessionCode", renew_session_code(session->facts)},
                                               {"codes", slips_to_json(slips)}});
    }

    /// A dispute keeps the pictures of a session, until it is over.
    [[nodiscard]] Reply hold_stills(const Request& request) const {
        Fields fields(request);
        static_cast<void>(fields.id<CommandId>("id"));
        const auto held = fields.boolean("held");
        if (const auto refusal = fields.refusal()) return *refusal;
        const auto session = request.parameters.id<SessionId>("session");
        if (services_.rooms.view()->find(session) == nullptr) return reply_for_failure(NoSession{});
        const FactRow fact{.name = std::string(kHoldFact), .value = held ? "1" : "0"};
        if (!services_.rooms.keep(session, {fact})) return reply_for_failure(Unknown{});
        return server::reply_json(json::Object{{"held", held}});
    }

private:
    /// Null where no camera watched. From the file: a closed session's view forgets its camera.
    [[nodiscard]] json::Value pictures_of(const SessionView& session) const {
        const auto kept = kept_stills(services_.sessions_folder / session.facts.id.text());
        if (!kept) return nullptr;
        return json::Object{{"kept", kept->count}, {"held", kept->held}};
    }

    [[nodiscard]] Reply sign_in_as(const Account& account) const {
        const auto token = make_token();
        services_.sign_ins.add({.role = engine::Role::Manager,
                                .session = {},
                                .who = account.id.uuid,
                                .token = token.hash,
                                .made_ms = services_.clock.wall_ms()});
        auto reply = server::reply_json(json::Object{
            {"account", json::Object{{"id", account.id.text()}, {"name", account.name}}}});
        server::set_host_cookie(reply, cookie_of(engine::Role::Manager), token.text, kSignInLasts);
        return reply;
    }

    [[nodiscard]] std::int64_t extra_ms(const RosterLine& line) const {
        const auto duration = engine::duration_of(services_.content->rules);
        return std::int64_t{duration.count()} * line.extra_percent / 100;
    }

    /// What the installed package orders of a camera, for who decides to use it; null: nothing.
    [[nodiscard]] json::Value camera_offered() const {
        const auto& order = services_.content->rules.proctoring;
        if (!order) return nullptr;
        return json::Object{{"legalBasis", order->legal_basis},
                            {"identity", order->identity},
                            {"retentionDays", order->retention_days}};
    }

    static json::Value session_of(const SessionFacts& facts) {
        return json::Object{{"id", facts.id.text()}, {"number", facts.number}};
    }

    static EntrySlip slip_of(const SessionView& session,
                             const CandidateView& candidate,
                             std::string code) {
        const auto person = session.people->find(candidate.id);
        ENSURE(person != session.people->end());
        return {.seat = candidate.seat,
                .last_name = person->second.last_name,
                .first_name = person->second.first_name,
                .code = std::move(code)};
    }

    static Reply reply_roster_faults(const Roster& roster, server::Language language) {
        return server::problem(
            {.status = 422,
             .code = "roster_faults",
             .sentence = {"La liste a des erreurs : corrigez-les dans le tableur, puis "
                          "recommencez. Rien n’a été importé.",
                          "The list has mistakes: correct them in the spreadsheet, then try "
                          "again. Nothing was imported."},
             .more = {{"faults", faults_of(roster, language)}}});
    }

    [[nodiscard]] std::string number_of(SessionId id) const {
        for (const auto& row : services_.centre.sessions())
            if (row.id == id) return row.number;
        return services_.centre.free_session_number();
    }

    [[nodiscard]] std::string renew_session_code(const SessionFacts& facts) const {
        auto code = make_code();
        const auto hash = hash_of_code(services_.secret, CodePurpose::Session, code);
        services_.centre.put_session(
            {.id = facts.id, .number = facts.number, .code = hash, .created_ms = facts.created_ms});
        services_.codes.put_session(facts.id, hash);
        return printed(code);
    }

    /// What a creation says besides its roster.
    struct Creation {
        CommandId id{};
        bool camera{};
    };

    [[nodiscard]] Reply create(const Request& request,
                               const Creation& creation,
                               const SessionFacts& facts,
                               const Roster& roster) const {
        auto enrolled = enrol(services_.secret,
                              {.session = facts.id,
                               .centre = services_.centre_id,
                               .language = facts.language,
                               .roster = roster,
                               .content = *services_.content,
                               .camera = creation.camera});
        if (const auto& rules = services_.content->rules.proctoring; creation.camera && rules) {
            enrolled.sides.emplace_back(FactRow{.name = std::string(kRetentionFact),
                                                .value = std::to_string(rules->retention_days)});
        }
        // The code first: a session that nobody could sign in to supervise would be lost. Asked
        // again, the session is there, and the code that was shown must go on working.
        const bool is_there = services_.rooms.view()->find(facts.id) != nullptr;
        const auto session_code = is_there ? std::string{} : renew_session_code(facts);
        const auto answered = services_.rooms.ask_new_session(
            facts,
            {.session = facts.id,
             .order = {.by = {.role = engine::Role::Manager, .id = request.caller_as<Caller>().who},
                       .id = creation.id,
                       .command = std::move(enrolled.command)},
             .sides = std::move(enrolled.sides)});
        const auto* done = std::get_if<Done>(&answered.end);
        if (done == nullptr) return reply_for_failure(answered.end);
        if (done->before) return reply_made_before(facts);
        return server::reply_json(json::Object{{"session", session_of(facts)},
                                               {"sessionCode", session_code},
                                               {"codes", slips_to_json(enrolled.slips)}},
                                  201);
    }

    /// The session is there since the first time this was asked; its codes were shown then.
    [[nodiscard]] static Reply reply_made_before(const SessionFacts& facts) {
        return server::problem(
            {.status = 409,
             .code = "already_created",
             .sentence = {"Cette session existe déjà. Ses codes ont été montrés une fois : faites "
                          "de nouveaux codes pour les voir.",
                          "This session already exists. Its codes were shown once: make new codes "
                          "to see them."},
             .more = {{"session", session_of(facts)}}});
    }

    Services& services_;
    mutable std::mutex creating_;  // one creation at a time: guards the code of its session
};

}  // namespace

std::vector<Route> manager_routes(Services& services) {
    const auto api = std::make_shared<const ManagerApi>(services);
    const auto on = [&](auto method) {
        return server::ReplyHandler{
            [api, method](const Request& request) { return (*api.*method)(request); }};
    };
    return {
        {Method::Post, "/api/v1/manager/sign-in", kAnyone, on(&ManagerApi::sign_in), 4'096},
        {Method::Post, "/api/v1/manager/sign-out", kManagers, on(&ManagerApi::sign_out), 1'024},
        {Method::Post,
         "/api/v1/manager/rosters/check",
         kManagers,
         on(&ManagerApi::check_roster),
         kRosterBodyMax},
        {Method::Post,
         "/api/v1/manager/sessions",
         kManagers,
         on(&ManagerApi::create_session),
         kRosterBodyMax},
        {Method::Get, "/api/v1/manager/sessions", kManagers, on(&ManagerApi::sessions)},
        {Method::Post,
         "/api/v1/manager/sessions/{session:uuid}/codes",
         kManagers,
         on(&ManagerApi::renew_codes),
         1'024},
        {Method::Post,
         "/api/v1/manager/sessions/{session:uuid}/stills",
         kManagers,
         on(&ManagerApi::hold_stills),
         1'024},
    };
}

}  // namespace probant::center
