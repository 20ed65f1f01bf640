// SPDX-License-Identifier: EUPL-1.2
#include "center/api/camera_wire.h"

#include <algorithm>
#include <string>
#include <utility>

#include "engine/journal/shape.h"
#include "engine/proctoring/alert_words.h"

namespace probant::center {
namespace {

using engine::spelling_of;
using json::Array;
using json::Object;
using json::Value;

/// What the people of a room are told of its camera; null where there is none.
Value camera_order_of(const SessionView& session, const engine::RuleSet& watch) {
    const auto& order = session.content->rules.proctoring;
    if (!order || watch.empty()) return nullptr;
    Array rules;
    for (const auto rule : engine::kProctoringRules) {
        if (!watch.has(rule)) continue;
        rules.emplace_back(Object{{"rule", spelling_of(rule)},
                                  {"title", engine::title_of(rule, room_language(session.facts))}});
    }
    return Object{{"rules", std::move(rules)},
                  {"identity", watch.has(engine::ProctoringRule::Identity)},
                  {"legalBasis", order->legal_basis},
                  {"retentionDays", order->retention_days}};
}

/// What was kept of this candidate, as the invigilator sees it.
Array kept_of(const SessionView& session, const CandidateView& candidate, WireMoment moment) {
    Array kept;
    std::uint32_t number = 0;
    for (const auto& alert : session.alerts) {
        ++number;
        if (alert.candidate != candidate.id || !alert.camera) continue;
        const auto& camera = *alert.camera;
        kept.emplace_back(
            Object{{"alert", number},
                   {"at", time_text(wall_of(session, alert.opened, moment))},
                   {"reason", engine::reason_of(camera.raised, room_language(session.facts))},
                   {"still", camera.still.has_value()},
                   {"stillDropped", camera.still_dropped}});
    }
    return kept;
}

}  // namespace

/// What was measured, in words; nothing of it is a verdict.
Value camera_to_json(const SessionView& session,
                     const engine::Alert& alert,
                     const ConsoleParts& parts) {
    if (!alert.camera) return nullptr;
    const auto& camera = *alert.camera;
    const auto language = room_language(session.facts);
    std::string note;
    if (camera.note) {
        if (const auto found = parts.notes.find(*camera.note); found != parts.notes.end())
            note = found->second;
    }
    return Object{{"rule", spelling_of(camera.raised.rule)},
                  {"title", engine::title_of(camera.raised.rule, language)},
                  {"reason", engine::reason_of(camera.raised, language)},
                  {"state", spelling_of(camera.raised.state)},
                  {"startMs", std::int64_t{camera.raised.start.count()}},
                  {"endMs", std::int64_t{camera.raised.end.count()}},
                  {"over", camera.over},
                  {"still", camera.still.has_value()},
                  {"stillDropped", camera.still_dropped},
                  {"answer", camera.answer ? Value{spelling_of(*camera.answer)} : Value{nullptr}},
                  {"note", note}};
}

Value station_to_json(const std::optional<StationSeen>& station) {
    if (!station) return nullptr;
    const auto& seen = *station;
    Array signs;
    for (const auto& one : seen.signs) {
        signs.emplace_back(Object{{"sign", one.sign},
                                  {"state", one.state},
                                  {"since", time_text(one.since_ms)},
                                  {"evidence", one.evidence}});
    }
    Array unavailable;
    for (const auto& one : seen.unavailable)
        unavailable.emplace_back(one);
    return Object{{"camera", seen.camera},
                  {"watching", seen.watching},
                  {"browser", seen.browser},
                  {"unavailable", std::move(unavailable)},
                  {"minutesWaiting", seen.minutes_waiting},
                  {"reference", seen.reference.empty() ? Value{nullptr} : Value{seen.reference}},
                  {"signs", std::move(signs)}};
}

/// How each rule was answered, and which have fallen silent.
Array camera_rules_to_json(const SessionView& session) {
    Array rules;
    for (const auto rule : engine::kProctoringRules) {
        const auto& counted = session.mutes.of(rule);
        if (counted.alerts == 0) continue;
        const auto given = [&counted](engine::AlertAnswer answer) {
            return counted.answers.at(static_cast<std::size_t>(answer));
        };
        rules.emplace_back(Object{{"rule", spelling_of(rule)},
                                  {"title", engine::title_of(rule, room_language(session.facts))},
                                  {"alerts", counted.alerts},
                                  {"nothing", given(engine::AlertAnswer::Nothing)},
                                  {"note", given(engine::AlertAnswer::Note)},
                                  {"act", given(engine::AlertAnswer::Act)},
                                  {"muted", counted.muted}});
    }
    return rules;
}

bool is_watched(const SessionView& session) {
    return std::ranges::any_of(session.candidates,
                               [](const auto& one) { return !one->watch.empty(); });
}

Value watched_to_json(const SessionView& session,
                      const CandidateView& candidate,
                      const std::optional<std::string>& device,
                      WireMoment moment) {
    auto order = camera_order_of(session, candidate.watch);
    if (order.is_null()) return order;
    auto object = *order.object();
    object.emplace("device", device ? Value{*device} : Value{nullptr});
    object.emplace("kept", kept_of(session, candidate, moment));
    return object;
}

}  // namespace probant::center
