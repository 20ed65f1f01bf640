// SPDX-License-Identifier: EUPL-1.2
#include "center/api/station_routes.h"

#include <algorithm>

#include "center/api/access.h"
#include "center/api/refusals.h"
#include "center/api/station_fields.h"
#include "center/api/station_refusals.h"
#include "crypto/base/ensure.h"
#include "engine/bank/proctoring_reader.h"
#include "engine/journal/shape.h"
#include "server/http/fields.h"

namespace probant::center {
namespace {

using engine::CandidateId;
using engine::CommandId;
using server::Fields;
using server::Method;
using server::Reply;
using server::Request;
using server::Route;

/// A picture in base64 and its frame.
constexpr std::size_t kAlertBodyMax = std::size_t{160} << 10;
/// Thirty batches in base64 and the gaps before them.
constexpr std::size_t kMinuteBodyMax = std::size_t{128} << 10;

/// No picture of reference has been taken since an invigilator looked at who sits there.
constexpr std::string_view kNotYet = "not_yet";

std::string_view state_of(CandidatePhaseSeen phase) {
    switch (phase) {
        case CandidatePhaseSeen::Enrolled:
        case CandidatePhaseSeen::Present:
        case CandidatePhaseSeen::Authorised:
            return "waiting";
        case CandidatePhaseSeen::Running:
            return "running";
        case CandidatePhaseSeen::Paused:
            return "paused";
        case CandidatePhaseSeen::Ended:
        case CandidatePhaseSeen::Absent:
            return "ended";
    }
    fail_ensure("a candidate has a phase");
}

class StationApi {
public:
    explicit StationApi(Services& services) : services_(services) {}

    [[nodiscard]] Reply enrol(const Request& request) const {
        Fields fields(request);
        auto asked = read_enrolment(fields);
        if (const auto refusal = fields.refusal()) return *refusal;
        ENSURE(asked.has_value());  // what is missing was refused
        const auto enrolled = services_.stations.enrol(*asked);
        if (!enrolled) {
            if (enrolled.error() != EnrolmentFault::UnknownCode)
                return reply_not_enrolled(enrolled.error());
            const auto wait = services_.tries.wrong_code(request.peer, services_.clock.boot_ms());
            return wait == 0 ? reply_not_enrolled(enrolled.error()) : reply_too_many_tries(wait);
        }
        const auto& station = enrolled.value();
        return server::reply_json(json::Object{{"station", to_text(station.id)},
                                               {"certificate", station.certificate.pem},
                                               {"authority", services_.stations.authority().pem()},
                                               {"expiresMs", station.certificate.expires_ms},
                                               {"centre", services_.centre_name}});
    }

    [[nodiscard]] Reply heartbeat(const Request& request) const {
        const auto& station = request.caller_as<Station>();
        Fields fields(request);
        auto told = read_heartbeat(fields);
        if (const auto refusal = fields.refusal()) return *refusal;
        json::Value sitting{nullptr};
        json::Value seat{nullptr};
        const auto caller = services_.sign_ins.candidate_at(station.id);
        const auto session = caller ? services_.rooms.view()->find(caller->session) : nullptr;
        const auto* candidate =
            caller && session ? session->find(CandidateId{caller->who}) : nullptr;
        if (caller && candidate != nullptr) {
            const bool held = told.reference == candidate->id;
            told.seen.reference = follow_reference(caller->session, *candidate, held);
            sitting = sitting_of(*session, *candidate, told.seen.reference == kNotYet);
            services_.links.heard_station(
                caller->session, candidate->id, std::move(told.seen), now());
            seat = candidate->seat.value;
        }
        return server::reply_json(json::Object{{"serverMs", services_.clock.wall_ms()},
                                               {"seat", std::move(seat)},
                                               {"sitting", std::move(sitting)}});
    }

    [[nodiscard]] Reply minute(const Request& request) const {
        const auto& station = request.caller_as<Station>();
        Fields fields(request);
        const auto id = fields.id<CommandId>("id");
        auto minute = read_minute(fields);
        if (const auto refusal = fields.refusal()) return *refusal;
        if (!is_signed(minute, station.session_key))
            return reply_for(engine::Refusal::AlertDoesNotFit);
        minute.row.station = station.id;
        return ask(station,
                   {.candidate = minute.command.candidate, .id = id},
                   minute.command,
                   {std::move(minute.row)});
    }

    [[nodiscard]] Reply alert(const Request& request) const {
        const auto& station = request.caller_as<Station>();
        Fields fields(request);
        const auto id = fields.id<CommandId>("id");
        auto told = read_alert(fields);
        if (const auto refusal = fields.refusal()) return *refusal;
        std::vector<SideRecord> sides;
        if (told.still) {
            told.still->taken_ms = services_.clock.wall_ms();
            sides.emplace_back(std::move(*told.still));
        }
        const auto reply = ask(station,
                               {.candidate = told.candidate, .id = id},
                               std::move(told.command),
                               std::move(sides));
        return shown(reply);
    }

private:
    struct About {
        CandidateId candidate{};
        CommandId id{};
    };

    [[nodiscard]] WireMoment now() const {
        return {.boot_ms = services_.clock.boot_ms(), .wall_ms = services_.clock.wall_ms()};
    }

    /// A station that lost the picture of reference takes another one only of somebody at whom an
    /// invigilator has looked since: whoever stops a station learns nothing new to it.
    [[nodiscard]] std::string_view follow_reference(engine::SessionId session,
                                                    const CandidateView& candidate,
                                                    bool held) const {
        if (!candidate.watch.has(engine::ProctoringRule::Identity)) return {};
        if (held) {
            services_.links.has_reference(session, candidate.id, candidate.looks);
            return "taken";
        }
        const bool used = services_.links.reference_of(session, candidate.id) >= candidate.looks;
        return used ? "lost" : kNotYet;
    }

    [[nodiscard]] static json::Value sitting_of(const SessionView& session,
                                                const CandidateView& candidate,
                                                bool take_reference) {
        json::Array watch;
        for (const auto rule : engine::kProctoringRules)
            if (candidate.watch.has(rule)) watch.emplace_back(engine::spelling_of(rule));
        json::Object sitting{{"candidate", candidate.id.text()},
                             {"state", state_of(candidate.phase)},
                             {"opening", candidate.next_opening},
                             {"takeReference", take_reference}};
        const auto& order = session.content->rules.proctoring;
        if (order && !watch.empty())
            sitting.emplace("order", engine::write_proctoring_order(*order));
        sitting.emplace("watch", std::move(watch));
        return sitting;
    }

    [[nodiscard]] Reply ask(const Station& station,
                            const About& about,
                            engine::Command command,
                            std::vector<SideRecord> sides) const {
        const auto session_id = services_.stations.session_of(station.id, about.candidate);
        const auto session = session_id ? services_.rooms.view()->find(*session_id) : nullptr;
        const auto* seen = session ? session->find(about.candidate) : nullptr;
        if (!session_id || seen == nullptr) return reply_no_sitting();
        const auto answered = services_.rooms.ask(
            {.session = *session_id,
             .order = {.by = {.role = engine::Role::Station, .id = station.id, .seat = seen->seat},
                       .id = about.id,
                       .command = std::move(command)},
             .sides = std::move(sides)});
        if (!std::holds_alternative<Done>(answered.end)) return reply_for_failure(answered.end);
        return server::reply_json(json::Object{});
    }

    /// A rule that is muted is no mistake of the station.
    static Reply shown(const Reply& reply) {
        const auto* problem = reply.problem();
        if (problem == nullptr) return server::reply_json(json::Object{{"shown", true}});
        const auto muted = engine::name_of(engine::Refusal::RuleIsMuted);
        if (problem->code == muted) return server::reply_json(json::Object{{"shown", false}});
        return reply;
    }

    Services& services_;
};

}  // namespace

std::vector<Route> station_routes(Services& services) {
    const auto api = std::make_shared<const StationApi>(services);
    const auto on = [&](auto method) {
        return server::ReplyHandler{
            [api, method](const Request& request) { return (*api.*method)(request); }};
    };
    return {
        {Method::Post, "/api/v1/stations/enrol", kAnyone, on(&StationApi::enrol), 8'192},
        {Method::Post, "/api/v1/station/heartbeat", kStations, on(&StationApi::heartbeat), 16'384},
        {Method::Post,
         "/api/v1/station/minutes",
         kStations,
         on(&StationApi::minute),
         kMinuteBodyMax},
        {Method::Post, "/api/v1/station/alerts", kStations, on(&StationApi::alert), kAlertBodyMax},
    };
}

}  // namespace probant::center
