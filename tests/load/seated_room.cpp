// SPDX-License-Identifier: EUPL-1.2
#include "tests/load/seated_room.h"

#include <stdexcept>

#include "center/rehearse/rehearsal.h"

namespace probant::load {
namespace {

using center::rehearse::array_in;
using center::rehearse::fresh_id;
using center::rehearse::number_in;
using center::rehearse::text_in;
using server::Method;

/// A crowd at the door that is no storm: what the storm itself costs is measured elsewhere.
constexpr std::size_t kAtTheDoor = 8;

std::string with_id(json::Object object) {
    object.emplace("id", fresh_id());
    return json::write(std::move(object));
}

std::string word_of(const center::rehearse::Credentials& who) {
    return std::string(as_text(who.password.expose()));
}

}  // namespace

SeatedRoom::SeatedRoom(Dialler& way, const Plan& plan)
    : way_(way), plan_(plan), manager_(way), invigilator_(way), crowd_(way.loop()) {}

Task<void> SeatedRoom::make_session() {
    json::Object who{{"name", plan_.manager.name}, {"password", word_of(plan_.manager)}};
    Ask sign_in{.method = Method::Post,
                .target = "/api/v1/manager/sign-in",
                .body = json::write(std::move(who))};
    static_cast<void>(co_await manager_.ask(std::move(sign_in)));
    json::Object session{{"title", "Mesure"},
                         {"room", "Salle 204"},
                         {"language", "fr"},
                         {"csv", center::rehearse::invented_roster(plan_.stations)}};
    Ask create{.method = Method::Post,
               .target = "/api/v1/manager/sessions",
               .body = with_id(std::move(session))};
    const auto said = co_await manager_.ask(std::move(create));
    const auto made = said.value();
    session_code_ = text_in(made, "sessionCode");
    session_ = text_in(*made.member("session"), "id");
    for (const auto& slip : array_in(made, "codes"))
        seats_.push_back({.person = std::make_unique<Person>(way_), .code = text_in(slip, "code")});
}

Task<void> SeatedRoom::sign_in(Person* invigilator) {
    json::Object who{{"name", plan_.invigilator.name},
                     {"password", word_of(plan_.invigilator)},
                     {"sessionCode", session_code_}};
    Ask sign_in{.method = Method::Post,
                .target = "/api/v1/invigilator/sign-in",
                .body = json::write(std::move(who))};
    static_cast<void>(co_await invigilator->ask(std::move(sign_in)));
}

Task<std::string> SeatedRoom::sign_a_console_in() {
    Person person(way_);
    co_await sign_in(&person);
    person.hang_up();
    co_return person.cookie();
}

Task<std::string> SeatedRoom::ask_a_station_code() {
    Ask ask{.method = Method::Post,
            .target = "/api/v1/invigilator/station-codes",
            .body = with_id(json::Object{})};
    const auto said = co_await invigilator_.ask(std::move(ask));
    co_return text_in(said.value(), "code");
}

Task<void> SeatedRoom::open_session() {
    co_await sign_in(&invigilator_);
    json::Object open{{"type", "open_session"}};
    co_await act(std::move(open));
    Ask look{.method = Method::Get, .target = "/api/v1/invigilator/room", .body = {}};
    const auto said = co_await invigilator_.ask(std::move(look));
    const auto room = said.value();
    for (const auto& tile : array_in(room, "candidates")) {
        const auto place = static_cast<std::size_t>(number_in(tile, "seat") - 1);
        seats_.at(place).candidate = text_in(tile, "candidate");
    }
}

Task<void> SeatedRoom::act(json::Object act) {
    json::Object wrapped{{"act", std::move(act)}};
    Ask ask{.method = Method::Post,
            .target = "/api/v1/invigilator/acts",
            .body = with_id(std::move(wrapped))};
    static_cast<void>(co_await invigilator_.ask(std::move(ask)));
}

Task<void> SeatedRoom::sign_in(std::size_t place) {
    auto& seat = seats_.at(place);
    json::Object code{{"code", seat.code}};
    Ask ask{.method = Method::Post,
            .target = "/api/v1/candidate/sign-in?lang=fr",
            .body = with_id(std::move(code))};
    static_cast<void>(co_await seat.person->ask(std::move(ask)));
    // Each line holds a thread of the centre: a thousand would be measured with the WebSockets.
    seat.person->hang_up();
}

Task<void> SeatedRoom::authorise(std::size_t place) {
    const auto& candidate = seats_.at(place).candidate;
    json::Object confirm{{"type", "confirm_presence"}, {"candidate", candidate}};
    co_await act(std::move(confirm));
    json::Object authorise{{"type", "authorise"}, {"candidate", candidate}};
    co_await act(std::move(authorise));
}

Task<void> SeatedRoom::start(std::size_t place) {
    auto& seat = seats_.at(place);
    Ask ask{.method = Method::Post,
            .target = "/api/v1/candidate/start?lang=fr",
            .body = with_id(json::Object{})};
    const auto said = co_await seat.person->ask(std::move(ask));
    const auto state = said.value();
    const auto* question = state.member("question");
    if (question == nullptr || question->is_null())
        throw std::runtime_error("a sitting has started without a question");
    seat.question = *question;
}

Task<void> SeatedRoom::sign_everybody_in() {
    co_await make_session();
    co_await open_session();
    PlaceWork work = [this](std::size_t place) { return sign_in(place); };
    co_await crowd_.each(seats_.size(), kAtTheDoor, std::move(work));
}

Task<void> SeatedRoom::start_everybody() {
    // One act at a time, as a person does: the console has one hand.
    PlaceWork confirm = [this](std::size_t place) { return authorise(place); };
    co_await crowd_.each(seats_.size(), 1, std::move(confirm));
    PlaceWork begin = [this](std::size_t place) { return start(place); };
    co_await crowd_.each(seats_.size(), kAtTheDoor, std::move(begin));
}

void SeatedRoom::hang_up() {
    manager_.hang_up();
    invigilator_.hang_up();
}

}  // namespace probant::load
