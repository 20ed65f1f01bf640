// SPDX-License-Identifier: EUPL-1.2
#include "center/api/acts.h"

#include <array>
#include <string_view>

#include "center/api/notes.h"
#include "engine/journal/shape.h"
#include "server/text/nfc.h"

namespace probant::center {
namespace {

using engine::CandidateId;
using server::Fields;

constexpr std::size_t kUnfinishedMax = engine::kCandidatesMax;

/// What every reader of an act may use.
struct Reading {
    Fields& fields;
    Services& services;
    engine::SessionId session{};
    engine::CommandId order{};

    [[nodiscard]] CandidateId candidate() const { return fields.id<CandidateId>("candidate"); }

    /// The note of the act, and its text among the sides.
    [[nodiscard]] engine::Note note(std::vector<SideRecord>& sides) const {
        const auto text = fields.text("note", {.max = kNoteBytesMax});
        auto written = write_note(services.secret, order, server::to_nfc(text).value_or(""));
        sides = std::move(written.sides);
        return written.digest;
    }

    [[nodiscard]] engine::UnfinishedReason reason() const {
        const auto place = fields.word("reason", {"technical", "given_up"});
        return place == 0 ? engine::UnfinishedReason::Technical : engine::UnfinishedReason::GivenUp;
    }
};

Act open_session(const Reading& reading) {
    // Nothing is written for a request that is refused anyway.
    if (reading.fields.refusal()) return {};
    auto key = reading.services.sealing.make_session_key(reading.session);
    return {.command = engine::OpenSession{.session_key = std::move(key.public_key),
                                           .endorsement = std::move(key.endorsement)}};
}

template <class Command>
Act of_candidate(const Reading& reading) {
    return {.command = Command{.candidate = reading.candidate()}};
}

Act pause(const Reading& reading) {
    Act act;
    const auto candidate = reading.candidate();
    act.command = engine::PauseSitting{.candidate = candidate, .note = reading.note(act.sides)};
    return act;
}

Act pause_room(const Reading& reading) {
    Act act;
    act.command = engine::PauseRoom{.note = reading.note(act.sides)};
    return act;
}

Act resume_room(const Reading& /*reading*/) {
    return {.command = engine::ResumeRoom{}};
}

Act update(const Reading& reading) {
    Act act;
    const auto candidate = reading.candidate();
    const engine::Duration extra{reading.fields.integer("extraMs")};
    act.command =
        engine::GiveTime{.candidate = candidate, .extra = extra, .note = reading.note(act.sides)};
    return act;
}

Act terminate(const Reading& reading) {
    Act act;
    const auto candidate = reading.candidate();
    const auto reason = reading.reason();
    act.command = engine::EndSitting{
        .candidate = candidate, .reason = reason, .note = reading.note(act.sides)};
    return act;
}

Act decide_report(const Reading& reading) {
    Act act;
    const auto candidate = reading.candidate();
    const auto draw = reading.fields.integer("n", {.min = 1, .max = 1'000});
    const auto accepted = reading.fields.boolean("accepted");
    act.command = engine::DecideReport{.candidate = candidate,
                                       .draw = {static_cast<std::uint32_t>(draw)},
                                       .accepted = accepted,
                                       .note = reading.note(act.sides)};
    return act;
}

engine::AlertNumber alert(const Reading& reading) {
    return {static_cast<std::uint32_t>(
        reading.fields.integer("alert", {.min = 1, .max = 0xFFFF'FFFF}))};
}

Act take_alert(const Reading& reading) {
    return {.command = engine::TakeAlert{.alert = alert(reading)}};
}

Act resolve_alert(const Reading& reading) {
    Act act;
    const auto number = alert(reading);
    act.command = engine::ResolveAlert{.alert = number, .note = reading.note(act.sides)};
    return act;
}

/// The picture of what was answered "nothing" goes in the same breath.
Act answer_alert(const Reading& reading) {
    Act act;
    const auto number = alert(reading);
    constexpr std::array kAnswers{
        engine::AlertAnswer::Nothing, engine::AlertAnswer::Note, engine::AlertAnswer::Act};
    const auto answer = kAnswers.at(reading.fields.word("answer", {"nothing", "note", "act"}));
    act.command =
        engine::AnswerAlert{.alert = number, .answer = answer, .note = reading.note(act.sides)};
    if (answer != engine::AlertAnswer::Nothing) return act;
    const auto session = reading.services.rooms.view()->find(reading.session);
    if (session == nullptr || number.value > session->alerts.size()) return act;
    const auto& camera = session->alerts[number.value - 1].camera;
    if (camera && camera->still) act.sides.emplace_back(DropStill{.digest = *camera->still});
    return act;
}

Act unmute_rule(const Reading& reading) {
    const auto name = reading.fields.text("rule", {.min = 1, .max = 32});
    const auto rule = engine::rule_named(name);
    if (!rule) {
        reading.fields.refuse("rule",
                              {"Cette règle n’existe pas : rechargez la page.",
                               "There is no such rule: reload the page."});
        return {};
    }
    return {.command = engine::UnmuteRule{.rule = *rule}};
}

Act close_session(const Reading& reading) {
    engine::CloseSession close;
    for (const auto& one : reading.fields.array("unfinished", kUnfinishedMax)) {
        Fields fields(json::write(one));
        const auto candidate = fields.id<CandidateId>("candidate");
        const auto place = fields.word("reason", {"technical", "given_up"});
        if (fields.refusal()) {
            reading.fields.refuse("unfinished",
                                  {"Chaque test inachevé a besoin d’un candidat et d’une raison.",
                                   "Each unfinished test needs a candidate and a reason."});
            break;
        }
        close.unfinished.push_back({.candidate = candidate,
                                    .reason = place == 0 ? engine::UnfinishedReason::Technical
                                                         : engine::UnfinishedReason::GivenUp});
    }
    return {.command = std::move(close)};
}

struct Row {
    std::string_view type;
    Act (*read)(const Reading&);
};

constexpr std::array kActs{
    Row{"open_session", open_session},
    Row{"confirm_presence", of_candidate<engine::ConfirmPresence>},
    Row{"undo_presence", of_candidate<engine::UndoPresence>},
    Row{"authorise", of_candidate<engine::Authorise>},
    Row{"authorise_to_resume", of_candidate<engine::AuthoriseToResume>},
    Row{"resume", of_candidate<engine::ResumeSitting>},
    Row{"pause", pause},
    Row{"pause_room", pause_room},
    Row{"resume_room", resume_room},
    Row{"update", update},
    Row{"terminate", terminate},
    Row{"decide_report", decide_report},
    Row{"take_alert", take_alert},
    Row{"resolve_alert", resolve_alert},
    Row{"answer_alert", answer_alert},
    Row{"unmute_rule", unmute_rule},
    Row{"close_session", close_session},
};

}  // namespace

Act read_act(Fields& fields,
             Services& services,
             engine::SessionId session,
             engine::CommandId order) {
    const Reading reading{
        .fields = fields, .services = services, .session = session, .order = order};
    const auto type = fields.text("type", {.min = 1, .max = 32});
    for (const auto& row : kActs)
        if (row.type == type) return row.read(reading);
    fields.refuse(
        "type",
        {"Cet acte n’existe pas : rechargez la page.", "There is no such act: reload the page."});
    return {};
}

}  // namespace probant::center
