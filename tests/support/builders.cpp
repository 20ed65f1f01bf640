// SPDX-License-Identifier: EUPL-1.2
#include "tests/support/builders.h"

#include <type_traits>
#include <utility>

#include "tests/support/responses.h"
#include "tests/support/small_bank.h"

namespace probant::support {
namespace {

using namespace probant::engine;  // the commands are a story's vocabulary

// What the ids of a test stand for, so that a failing journal can be read.
constexpr std::uint8_t kCandidates = 0xCA;
constexpr std::uint8_t kAccounts = 0xAC;
constexpr std::uint8_t kCommands = 0xC0;
constexpr std::uint8_t kSessions = 0x5E;

Uuid numbered(std::uint8_t what, std::size_t number) {
    std::array<std::uint8_t, 16> bytes{};
    bytes.front() = what;
    for (std::size_t place = 0; place < 4; ++place)
        bytes.at(15 - place) = static_cast<std::uint8_t>(number >> (8 * place));
    return uuid_v4_from(bytes);
}

template <class One>
constexpr bool kIsCandidates =
    std::is_same_v<One, SignIn> || std::is_same_v<One, StartSitting> ||
    std::is_same_v<One, SaveAnswer> || std::is_same_v<One, ReportQuestion> ||
    std::is_same_v<One, CallForHelp> || std::is_same_v<One, HandIn>;

template <class One>
constexpr bool kIsCentres = std::is_same_v<One, Tick> || std::is_same_v<One, RestartCentre> ||
                            std::is_same_v<One, EndByTime>;

template <class One>
constexpr bool kIsStations = std::is_same_v<One, KeepMinute> || std::is_same_v<One, RaiseAlert> ||
                             std::is_same_v<One, FollowAlert>;

template <class One>
Actor rightful_for(const One& command) {
    if constexpr (kIsCandidates<One>) return candidate_actor(command.candidate, SeatNumber{});
    if constexpr (kIsCentres<One>) return the_centre();
    if constexpr (kIsStations<One>) return a_station();
    if constexpr (std::is_same_v<One, CreateSession>) return a_manager();
    return an_invigilator();
}

TestRoom on(const Content& content, std::size_t candidates) {
    TestRoom room(content);
    room.created(candidates);
    return room;
}

TestRoom running_on(const Content& content, std::size_t candidates) {
    auto room = on(content, candidates);
    room.opened();
    for (std::size_t place = 0; place < candidates; ++place)
        room.present(place).signed_in(place).authorised(place).started(place);
    return room;
}

}  // namespace

CandidateId candidate_id(std::size_t place) {
    return {numbered(kCandidates, place + 1)};
}

Actor an_invigilator() {
    return {.role = Role::Invigilator, .id = numbered(kAccounts, 1), .seat = {}};
}

Actor a_manager() {
    return {.role = Role::Manager, .id = numbered(kAccounts, 2), .seat = {}};
}

Actor a_station() {
    return {.role = Role::Station, .id = numbered(kAccounts, 3), .seat = {}};
}

Actor rightful(const Command& command) {
    return std::visit([](const auto& one) { return rightful_for(one); }, command);
}

CreateSession a_creation(const Content& content, std::size_t count) {
    CreateSession creation{.session = {numbered(kSessions, 1)},
                           .centre = "centre-essai",
                           .language = "fr",
                           .bank = content.bank_digest,
                           .rules = content.rules_digest,
                           .roster = crypto::sha256(std::string_view("roster")),
                           .enrolments = {}};
    for (std::size_t place = 0; place < count; ++place) {
        creation.enrolments.push_back({.candidate = candidate_id(place),
                                       .seat = {static_cast<std::uint32_t>(place) + 1},
                                       .extra_time = {}});
    }
    return creation;
}

Asked TestRoom::ask(const Order& order) {
    const Moment moment{.at = now_, .wall_ms = kWallStart + now_.since_beginning.count()};
    auto conducted = conduct(session_, order, moment, *content_);
    if (!conducted) return conducted;
    if (const auto* fresh = std::get_if<NewEntry>(&conducted.value())) {
        journal_.push_back(fresh->bytes);
        events_ = fresh->entry.events;
    }
    return conducted;
}

Order TestRoom::order(const Command& command) {
    return {.by = rightful(command), .id = {numbered(kCommands, ++ids_)}, .command = command};
}

Asked TestRoom::ask(const Command& command) {
    return ask(order(command));
}

Asked TestRoom::ask(const Actor& by, const Command& command) {
    auto one = order(command);
    one.by = by;
    return ask(one);
}

std::optional<Refusal> TestRoom::refusal_of(const Command& command) {
    const auto asked = ask(command);
    if (asked) return std::nullopt;
    return asked.error();
}

TestRoom& TestRoom::having(const Command& command) {
    const auto asked = ask(command);
    if (!asked) fail_ensure(name_of(asked.error()));
    return *this;
}

TestRoom& TestRoom::after(Duration elapsed) {
    now_ = now_ + elapsed;
    return *this;
}

TestRoom& TestRoom::at(Instant instant) {
    now_ = instant;
    return *this;
}

TestRoom& TestRoom::created(std::size_t candidates) {
    return having(a_creation(*content_, candidates));
}

TestRoom& TestRoom::created_with_camera(std::size_t candidates) {
    auto creation = a_creation(*content_, candidates);
    creation.camera = true;
    return having(creation);
}

TestRoom& TestRoom::opened() {
    return having(OpenSession{.session_key = "cle", .endorsement = "aval"});
}

TestRoom& TestRoom::present(std::size_t place) {
    return having(ConfirmPresence{candidate_id(place)});
}

TestRoom& TestRoom::authorised(std::size_t place) {
    return having(Authorise{candidate_id(place)});
}

TestRoom& TestRoom::signed_in(std::size_t place) {
    return having(SignIn{candidate_id(place)});
}

TestRoom& TestRoom::started(std::size_t place) {
    return having(StartSitting{.candidate = candidate_id(place), .seed = {1000 + place}});
}

TestRoom& TestRoom::answered(std::size_t times, std::size_t place) {
    for (std::size_t time = 0; time < times; ++time)
        having(time % 2 == 0 ? right_answer(place) : wrong_answer(place));
    return *this;
}

TestRoom& TestRoom::reported(std::size_t place) {
    return having(ReportQuestion{.candidate = candidate_id(place),
                                 .draw = sitting(place).current.value(),
                                 .code = ReportCode::E1,
                                 .note = {}});
}

TestRoom& TestRoom::report_decided(bool accepted, std::size_t place) {
    return having(DecideReport{.candidate = candidate_id(place),
                               .draw = sitting(place).current.value(),
                               .accepted = accepted,
                               .note = {}});
}

TestRoom& TestRoom::paused(std::size_t place) {
    return having(PauseSitting{.candidate = candidate_id(place), .note = {}});
}

const Candidate& TestRoom::candidate(std::size_t place) const {
    const auto* found = find_candidate(session_.room, candidate_id(place));
    ENSURE(found != nullptr);
    return *found;
}

const Sitting& TestRoom::sitting(std::size_t place) const {
    const auto* sitting = sitting_of(candidate(place));
    ENSURE(sitting != nullptr);
    return *sitting;
}

const Draw& TestRoom::current_draw(std::size_t place) const {
    return draw_of(sitting(place), sitting(place).current.value());
}

const Item& TestRoom::current_item(std::size_t place) const {
    return content_->bank.at(current_draw(place).item);
}

SaveAnswer TestRoom::right_answer(std::size_t place) const {
    const auto draw = sitting(place).current.value();
    return {.candidate = candidate_id(place),
            .draw = draw,
            .response = right_response(current_item(place), sitting(place).seed, draw)};
}

SaveAnswer TestRoom::nearly_right_answer(std::size_t place) const {
    const auto draw = sitting(place).current.value();
    return {.candidate = candidate_id(place),
            .draw = draw,
            .response = nearly_right_response(current_item(place), sitting(place).seed, draw)};
}

SaveAnswer TestRoom::wrong_answer(std::size_t place) const {
    const auto draw = sitting(place).current.value();
    return {.candidate = candidate_id(place),
            .draw = draw,
            .response = wrong_response(current_item(place), sitting(place).seed, draw)};
}

TestRoom a_draft_session(std::size_t candidates) {
    return on(small_content(), candidates);
}

TestRoom an_open_session(std::size_t candidates) {
    auto room = on(small_content(), candidates);
    room.opened();
    return room;
}

TestRoom an_authorised_session(std::size_t candidates) {
    auto room = an_open_session(candidates);
    for (std::size_t place = 0; place < candidates; ++place)
        room.present(place).signed_in(place).authorised(place);
    return room;
}

TestRoom a_running_sitting(std::size_t candidates) {
    return running_on(small_content(), candidates);
}

TestRoom a_running_sitting_on_the_tiny_bank() {
    return running_on(tiny_content(), 1);
}

}  // namespace probant::support
