// SPDX-License-Identifier: EUPL-1.2
#include "center/api/wire.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>

#include "center/api/camera_wire.h"
#include "engine/bank/competence_name.h"
#include "engine/items/presentation.h"
#include "engine/items/question_view.h"
#include "engine/journal/shape.h"
#include "engine/usecases/asked.h"

namespace probant::center {
namespace {

using engine::spelling_of;
using json::Array;
using json::Object;
using json::Value;

template <class T, class Encode>
Value or_null(const std::optional<T>& value, Encode encode) {
    return value ? Value{encode(*value)} : Value{nullptr};
}

Value time_or_null(const std::optional<std::int64_t>& unix_ms) {
    return or_null(unix_ms, time_text);
}

std::string_view text_of(CandidatePhaseSeen phase) {
    switch (phase) {
        case CandidatePhaseSeen::Enrolled:
            return "enrolled";
        case CandidatePhaseSeen::Present:
            return "present";
        case CandidatePhaseSeen::Authorised:
            return "authorised";
        case CandidatePhaseSeen::Running:
            return "running";
        case CandidatePhaseSeen::Paused:
            return "paused";
        case CandidatePhaseSeen::Ended:
            return "ended";
        case CandidatePhaseSeen::Absent:
            return "absent";
    }
    fail_ensure("a candidate has a phase");
}

/// What the candidate is told of the same phase.
std::string_view phase_for_candidate(CandidatePhaseSeen phase) {
    switch (phase) {
        case CandidatePhaseSeen::Enrolled:
        case CandidatePhaseSeen::Present:
            return "waiting";
        case CandidatePhaseSeen::Authorised:
            return "ready";
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

std::string_view text_of(CodeSeen code) {
    switch (code) {
        case CodeSeen::Armed:
            return "armed";
        case CodeSeen::Used:
            return "used";
        case CodeSeen::Rearmed:
            return "rearmed";
    }
    fail_ensure("a code has a state");
}

bool has_started(const CandidateView& candidate) {
    return candidate.phase == CandidatePhaseSeen::Running ||
           candidate.phase == CandidatePhaseSeen::Paused ||
           candidate.phase == CandidatePhaseSeen::Ended;
}

std::int64_t duration_of(const SessionView& session, const CandidateView& candidate) {
    return (engine::duration_of(session.content->rules) + candidate.extra_time).count();
}

std::int64_t remaining_ms(const SessionView& session,
                          const CandidateView& candidate,
                          WireMoment moment) {
    if (!has_started(candidate)) return duration_of(session, candidate);
    return time_left(candidate, session.clock.at(moment.boot_ms)).count();
}

Value ended_of(const SessionView& session, const CandidateView& candidate, WireMoment moment) {
    if (!candidate.ended_by) return nullptr;
    return Object{
        {"by", spelling_of(*candidate.ended_by)},
        {"at", time_text(wall_of(session, candidate.clock_stopped_at, moment))},
    };
}

Array pauses_of(const CandidateView& candidate) {
    Array pauses;
    for (const auto cause : candidate.pauses)
        pauses.emplace_back(spelling_of(cause));
    return pauses;
}

const engine::Alert* open_alert(const SessionView& session,
                                engine::CandidateId candidate,
                                engine::AlertKind kind) {
    for (const auto& alert : session.alerts)
        if (!alert.resolved && alert.candidate == candidate && alert.kind == kind) return &alert;
    return nullptr;
}

std::string_view help_of(const SessionView& session, engine::CandidateId candidate) {
    const auto* alert = open_alert(session, candidate, engine::AlertKind::Help);
    if (alert == nullptr) return "none";
    return alert->taken_by ? "taken" : "open";
}

/// A page sees its question while the clock runs, and while it waits for the report's decision.
bool shows_question(const CandidateView& candidate) {
    if (candidate.phase == CandidatePhaseSeen::Running) return true;
    return candidate.pauses.contains(engine::PauseCause::Report);
}

Value question_of(const SessionView& session,
                  const CandidateView& candidate,
                  engine::Language language) {
    if (!candidate.question || !shows_question(candidate)) return nullptr;
    const auto& seen = *candidate.question;
    const auto& bank = session.content->bank;
    const auto& item = bank.at(seen.item);
    const auto shown = engine::present(item, seen.seed, seen.draw);
    const auto view = engine::render_question(bank, item, shown, language);
    auto question = *view.object();
    question.emplace("n", seen.draw.value);
    question.emplace("rank", seen.rank.value);
    question.emplace("timeS", item.time_s);
    question.emplace("reported", seen.report.has_value());
    return question;
}

/// Levels alone: no ability, no points, nothing of a question.
Value trained(const engine::TrainedCompetence& one, engine::Language language) {
    const auto level_at = [&one](std::int64_t engine::LevelFound::*member) {
        return one.level ? Value{(*one.level).*member} : Value{nullptr};
    };
    return Object{{"code", one.competence.code()},
                  {"name", engine::name_of(one.competence, language)},
                  {"enough", one.level.has_value()},
                  {"level", level_at(&engine::LevelFound::level)},
                  {"low", level_at(&engine::LevelFound::low)},
                  {"high", level_at(&engine::LevelFound::high)}};
}

Value training_of(const CandidateView& candidate, engine::Language language) {
    if (!candidate.training) return nullptr;
    const auto& result = *candidate.training;
    Array competences;
    competences.reserve(result.competences.size());
    for (const auto& one : result.competences)
        competences.push_back(trained(one, language));
    return Object{{"answers", result.answers},
                  {"stopped", or_null(result.stopped, [](auto rule) { return spelling_of(rule); })},
                  {"competences", std::move(competences)}};
}

std::int64_t reports_left(const SessionView& session, const CandidateView& candidate) {
    return std::int64_t{session.content->rules.reports_max} - candidate.reports;
}

std::int64_t pretests_of(const engine::Rules& rules) {
    return rules.pretest ? rules.pretest->count : 0;
}

Value person_of(const SessionView& session, const CandidateView& candidate) {
    const auto found = session.people->find(candidate.id);
    const Person person = found == session.people->end() ? Person{} : found->second;
    return Object{{"firstName", person.first_name},
                  {"lastName", person.last_name},
                  {"seat", candidate.seat.value}};
}

Value report_of(const SessionView& session,
                const CandidateView& candidate,
                const ConsoleParts& parts) {
    const auto& question = candidate.question;
    if (!question || !question->report) return nullptr;
    const auto& report = *question->report;
    if (report.accepted) return nullptr;  // decided: true or false
    std::string text;
    if (report.note) {
        if (const auto note = parts.notes.find(*report.note); note != parts.notes.end())
            text = note->second;
    }
    const auto& item = session.content->bank.at(question->item);
    return Object{{"n", question->draw.value},
                  {"code", spelling_of(report.code)},
                  {"text", text},
                  {"prompt", item.prompt.in(room_language(session.facts))},
                  {"alert", report.alert.value}};
}

Value outcome_of(const CandidateView& candidate) {
    return or_null(candidate.result,
                   [](const auto& result) { return spelling_of(result.outcome); });
}

Value tile(const SessionView& session,
           const CandidateView& candidate,
           const ConsoleParts& parts,
           WireMoment moment) {
    const auto found = session.people->find(candidate.id);
    const Person person = found == session.people->end() ? Person{} : found->second;
    const auto link = parts.links.find(candidate.id);
    const LinkSeen seen = link == parts.links.end() ? LinkSeen{} : link->second;
    const auto length = engine::asked_of(session.content->rules);
    const auto rank =
        candidate.question ? candidate.question->rank.value : std::min(candidate.held, length);
    return Object{{"candidate", candidate.id.text()},
                  {"seat", candidate.seat.value},
                  {"lastName", person.last_name},
                  {"firstName", person.first_name},
                  {"birthDate", person.birth_date},
                  {"extraMs", std::int64_t{candidate.extra_time.count()}},
                  {"needs", needs_to_json(candidate.needs)},
                  {"phase", text_of(candidate.phase)},
                  {"signedIn", candidate.signed_in},
                  {"online", seen.online},
                  {"lastSeen", time_or_null(seen.last_seen_ms)},
                  {"code", text_of(candidate.code)},
                  {"wantsToResumeSince", time_or_null(seen.wants_to_resume_ms)},
                  {"watched", !candidate.watch.empty()},
                  {"station", station_to_json(seen.station)},
                  {"pausedBy", pauses_of(candidate)},
                  {"held", candidate.held},
                  {"rank", rank},
                  {"allAnswered", candidate.all_answered},
                  {"remainingMs", remaining_ms(session, candidate, moment)},
                  {"ended", ended_of(session, candidate, moment)},
                  {"unfinished",
                   or_null(candidate.unfinished, [](auto reason) { return spelling_of(reason); })},
                  {"report", report_of(session, candidate, parts)},
                  {"outcome", outcome_of(candidate)}};
}

/// Those that wait, and those of a camera, whose answer may be corrected until the session closes.
bool is_shown(const engine::Alert& alert) {
    return !alert.resolved || alert.camera.has_value();
}

Array alerts_of(const SessionView& session, const ConsoleParts& parts, WireMoment moment) {
    Array alerts;
    std::uint32_t number = 0;
    for (const auto& alert : session.alerts) {
        ++number;
        if (!is_shown(alert)) continue;
        alerts.emplace_back(
            Object{{"alert", number},
                   {"resolved", alert.resolved},
                   {"camera", camera_to_json(session, alert, parts)},
                   {"candidate", alert.candidate.text()},
                   {"kind", spelling_of(alert.kind)},
                   {"openedAt", time_text(wall_of(session, alert.opened, moment))},
                   {"takenBy", or_null(alert.taken_by, [](const auto& by) { return by.text(); })}});
    }
    return alerts;
}

Value seal_of(const std::optional<OutboxRow>& packet) {
    if (!packet) return nullptr;
    Value registry{nullptr};
    if (packet->state != OutboxState::Waiting)
        registry = Object{{"result", packet->result}, {"at", time_text(packet->settled_ms)}};
    return Object{{"packet", packet->packet.hex()},
                  {"seq", packet->seq},
                  {"tries", packet->tries},
                  {"registry", std::move(registry)},
                  {"error", or_null(packet->error, [](const OutboxError& error) {
                       return Object{{"code", error.code}, {"at", time_text(error.at_ms)}};
                   })}};
}

Value session_of(const SessionView& session, const ConsoleParts& parts) {
    const auto& rules = session.content->rules;
    return Object{{"id", session.facts.id.text()},
                  {"number", session.facts.number},
                  {"title", session.facts.title},
                  {"room", session.facts.room},
                  {"centre", session.facts.centre},
                  {"purpose", spelling_of(session.content->rules.purpose)},
                  {"phase", phase_text(session, parts.packet)},
                  {"paused", session.paused},
                  {"length", engine::asked_of(rules)},
                  {"answersMin", rules.answers_min},
                  {"durationMs", std::int64_t{engine::duration_of(rules).count()}},
                  {"shortCode", session.short_code},
                  {"capsExceeded", session.caps_exceeded},
                  {"watched", is_watched(session)},
                  {"cameraRules", camera_rules_to_json(session)},
                  {"seal", seal_of(parts.packet)}};
}

Value read_only_of(const SessionView& session) {
    return or_null(session.read_only, [](const ReadOnly& stopped) {
        return Object{{"since", time_text(stopped.since_ms)},
                      {"detail", stopped.disk_full ? "disk_full" : "disk_failing"}};
    });
}

Object console_frame(const SessionView& session, const ConsoleParts& parts, WireMoment moment) {
    return Object{{"version", session.version},
                  {"serverTime", time_text(moment.wall_ms)},
                  {"readOnly", read_only_of(session)},
                  {"session", session_of(session, parts)},
                  {"alerts", alerts_of(session, parts, moment)}};
}

}  // namespace

engine::Language room_language(const SessionFacts& facts) {
    return facts.language == "en" ? engine::Language::English : engine::Language::French;
}

std::int64_t wall_of(const SessionView& session, engine::Instant at, WireMoment moment) {
    return moment.wall_ms - (session.clock.at(moment.boot_ms) - at).count();
}

Array needs_to_json(const engine::AccessNeeds& needs) {
    Array names;
    for (const auto need : needs)
        names.emplace_back(spelling_of(need));
    return names;
}

std::string time_text(std::int64_t unix_ms) {
    using namespace std::chrono;
    const sys_time<milliseconds> at{milliseconds{unix_ms}};
    const auto day = floor<days>(at);
    const year_month_day date{day};
    const hh_mm_ss time{at - day};
    std::array<char, 32> text{};
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-vararg): the compiler checks a literal format
    const auto length = std::snprintf(text.data(),
                                      text.size(),
                                      "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ",
                                      static_cast<int>(date.year()),
                                      static_cast<unsigned>(date.month()),
                                      static_cast<unsigned>(date.day()),
                                      static_cast<int>(time.hours().count()),
                                      static_cast<int>(time.minutes().count()),
                                      static_cast<int>(time.seconds().count()),
                                      static_cast<int>(time.subseconds().count()));
    ENSURE(length > 0 && static_cast<std::size_t>(length) < text.size());
    return {text.data(), static_cast<std::size_t>(length)};
}

Value candidate_state(const SessionView& session,
                      const CandidateView& candidate,
                      const std::optional<std::string>& camera,
                      engine::Language language,
                      WireMoment moment) {
    const bool present = candidate.phase != CandidatePhaseSeen::Enrolled;
    return Object{{"version", session.version},
                  {"serverTime", time_text(moment.wall_ms)},
                  {"phase", phase_for_candidate(candidate.phase)},
                  {"readOnly", read_only_of(session)},
                  {"session",
                   Object{{"number", session.facts.number},
                          {"title", session.facts.title},
                          {"room", session.facts.room},
                          {"centre", session.facts.centre},
                          {"purpose", spelling_of(session.content->rules.purpose)}}},
                  {"candidate", person_of(session, candidate)},
                  {"present", present},
                  {"length", engine::asked_of(session.content->rules)},
                  {"pretests", pretests_of(session.content->rules)},
                  {"held", candidate.held},
                  {"durationMs", duration_of(session, candidate)},
                  {"remainingMs", remaining_ms(session, candidate, moment)},
                  {"pausedBy", pauses_of(candidate)},
                  {"reportsLeft", reports_left(session, candidate)},
                  {"help", help_of(session, candidate.id)},
                  {"ended", ended_of(session, candidate, moment)},
                  {"question", question_of(session, candidate, language)},
                  {"training", training_of(candidate, language)},
                  {"camera", watched_to_json(session, candidate, camera, moment)}};
}

Value room_state(const SessionView& session, const ConsoleParts& parts, WireMoment moment) {
    auto frame = console_frame(session, parts, moment);
    Array all;
    all.reserve(session.candidates.size());
    for (const auto& candidate : session.candidates)
        all.push_back(tile(session, *candidate, parts, moment));
    frame.emplace("candidates", std::move(all));
    return frame;
}

Value tiles(const SessionView& session,
            const std::vector<engine::CandidateId>& changed,
            const ConsoleParts& parts,
            WireMoment moment) {
    auto frame = console_frame(session, parts, moment);
    Array some;
    for (const auto& id : changed) {
        if (const auto* candidate = session.find(id))
            some.push_back(tile(session, *candidate, parts, moment));
    }
    frame.emplace("candidates", std::move(some));
    frame.emplace("type", "tiles");
    return frame;
}

std::string_view phase_text(const SessionView& session, const std::optional<OutboxRow>& packet) {
    if (session.phase == engine::SessionPhase::Draft) return "draft";
    if (session.phase == engine::SessionPhase::Open) return "open";
    if (!packet) return "closing";
    switch (packet->state) {
        case OutboxState::Waiting:
            // A try is not an arrival: only the registry's signed word says that it has the packet.
            return packet->result.empty() ? "sealed" : "uploaded";
        case OutboxState::Accepted:
            return "accepted";
        case OutboxState::Refused:
            return "refused";
    }
    fail_ensure("a packet has a state");
}

}  // namespace probant::center
