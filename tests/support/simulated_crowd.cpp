// SPDX-License-Identifier: EUPL-1.2
#include "tests/support/simulated_crowd.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <numeric>

#include "tests/support/builders.h"
#include "tests/support/responses.h"
#include "tests/support/simulated_cameras.h"

namespace probant::support {

using namespace probant::engine;  // the commands are what this file is about
using namespace std::chrono_literals;

namespace {

const Sitting* sitting_in(const Room& room, CandidateId id) {
    const auto* candidate = find_candidate(room, id);
    return candidate == nullptr ? nullptr : sitting_of(*candidate);
}

bool waits_for_a_decision(const Candidate& candidate) {
    const auto* sitting = sitting_of(candidate);
    return sitting != nullptr && is_paused_by(*sitting, PauseCause::Report);
}

}  // namespace

Crowd::Crowd(const Content& content, std::uint64_t seed, std::size_t candidates)
    : content_(content), dice_(seed) {
    const bool may_need = std::ranges::any_of(
        content.bank.items, [](const Item& item) { return item.access.has_value(); });
    for (std::uint32_t place = 0; place < candidates; ++place) {
        roster_.push_back({.candidate = {dice_.uuid()},
                           .seat = {place + 1},
                           .extra_time = dice_.once_in(3) ? Duration{35min} : Duration{}});
        if (may_need && dice_.once_in(2))
            roster_.back().needs = AccessNeeds{AccessNeed::ScreenReader};
        if (content.rules.proctoring && dice_.once_in(4)) roster_.back().companion = true;
    }
}

std::vector<Order> Crowd::opening(const Opener& opener) {
    const SessionId session{dice_.uuid()};
    const auto opening = opener ? opener(session, roster_) : Opening{};
    const CreateSession creation{
        .session = session,
        .centre = opening.centre,
        .language = "fr",
        .bank = content_.bank_digest,
        .rules = content_.rules_digest,
        .roster = opening.roster,
        .enrolments = roster_,
        .camera = content_.rules.proctoring ? std::optional{true} : std::nullopt};
    return {
        order(creation),
        order(OpenSession{.session_key = opening.session_key, .endorsement = opening.endorsement})};
}

const std::vector<Crowd::Habit>& Crowd::habits() {
    static const std::vector<Habit> all{
        {700, &Crowd::go_on},        {40, &Crowd::admit},      {60, &Crowd::answer_anything},
        {20, &Crowd::report},        {40, &Crowd::find_fault}, {8, &Crowd::call},
        {4, &Crowd::hand_in},        {50, &Crowd::decide},     {12, &Crowd::pause_one},
        {40, &Crowd::resume_one},    {4, &Crowd::pause_all},   {30, &Crowd::resume_all},
        {6, &Crowd::give_time},      {2, &Crowd::end_one},     {20, &Crowd::tend_alert},
        {8, &Crowd::move_elsewhere}, {4, &Crowd::undo},        {15, &Crowd::keep_time},
        {20, &Crowd::nonsense},      {2, &Crowd::close}};
    return all;
}

Order Crowd::next(const Room& room) {
    static const auto total = std::accumulate(
        habits().begin(), habits().end(), std::uint32_t{0}, [](auto sum, const Habit& habit) {
            return sum + habit.weight;
        });
    auto drawn = dice_.below(total);
    auto habit = habits().begin();
    for (; drawn >= habit->weight; ++habit)
        drawn -= habit->weight;
    const bool camera = content_.rules.proctoring && dice_.once_in(3);
    auto made =
        order(camera ? CameraHabits(dice_).next(room, someone()) : (this->*habit->make)(room));
    if (!dice_.once_in(30)) return made;
    // Someone else asks it: another candidate, or another role.
    const std::array forgers{candidate_actor(someone(), {}), an_invigilator(), the_centre()};
    made.by = forgers.at(dice_.below(forgers.size()));
    return made;
}

std::vector<Order> Crowd::decisions(const Room& room) {
    std::vector<Order> orders;
    for (const auto& candidate : room.candidates) {
        if (waits_for_a_decision(candidate)) {
            orders.push_back(order(DecideReport{.candidate = candidate.id,
                                                .draw = sitting_of(candidate)->current.value(),
                                                .accepted = dice_.once_in(2),
                                                .note = {}}));
        }
    }
    return orders;
}

Order Crowd::closing() {
    CloseSession close;
    for (const auto& one : roster_) {
        close.unfinished.push_back(
            {one.candidate,
             dice_.once_in(2) ? UnfinishedReason::Technical : UnfinishedReason::GivenUp});
    }
    return order(close);
}

Order Crowd::tampered(Order order) {
    order.command = GiveTime{.candidate = someone(), .extra = 17min, .note = {}};
    order.by = an_invigilator();
    return order;
}

Order Crowd::order(const Command& command) {
    return {.by = rightful(command), .id = {dice_.uuid()}, .command = command};
}

CandidateId Crowd::someone() {
    return dice_.one_of(roster_).candidate;
}

/// Whoever can do something now, so that a day gets on.
CandidateId Crowd::someone_whose_turn_it_is(const Room& room) {
    std::vector<CandidateId> ready;
    for (const auto& candidate : room.candidates) {
        const auto* sitting = sitting_of(candidate);
        if (sitting == nullptr || std::holds_alternative<Running>(sitting->phase))
            ready.push_back(candidate.id);
    }
    return ready.empty() ? someone() : dice_.one_of(ready);
}

AlertNumber Crowd::some_alert(const Room& room) {
    // One before the first and one after the last, too.
    return {dice_.below(static_cast<std::uint32_t>(room.alerts.size()) + 2)};
}

ShownResponse Crowd::some_response(const Sitting& sitting, DrawNumber draw) {
    if (!was_drawn(sitting, draw)) return Passed{};
    const auto& item = content_.bank.at(draw_of(sitting, draw).item);
    if (dice_.once_in(40)) return unfit_response(item);
    if (dice_.once_in(20)) return Passed{};
    // One throw, so that a day goes on alike whatever its questions may earn.
    const auto thrown = dice_.below(6);
    if (!item.credit.empty() && thrown < 2) return nearly_right_response(item, sitting.seed, draw);
    return thrown % 2 == 0 ? right_response(item, sitting.seed, draw)
                           : wrong_response(item, sitting.seed, draw);
}

DrawNumber Crowd::some_draw(const Sitting& sitting) {
    return {dice_.below(static_cast<std::uint32_t>(sitting.draws.size()) + 2)};
}

Command Crowd::go_on(const Room& room) {
    const auto id = someone_whose_turn_it_is(room);
    const auto* candidate = find_candidate(room, id);
    if (candidate == nullptr) return Tick{};
    if (std::holds_alternative<Enrolled>(candidate->phase)) return confirm(id);
    if (!candidate->has_signed_in) return SignIn{id};
    if (std::holds_alternative<Present>(candidate->phase)) return Authorise{id};
    const auto* sitting = sitting_of(*candidate);
    if (sitting == nullptr) return StartSitting{.candidate = id, .seed = {dice_.next()}};
    if (!sitting->current) return dice_.once_in(3) ? Command{HandIn{id}} : Command{CallForHelp{id}};
    return SaveAnswer{.candidate = id,
                      .draw = *sitting->current,
                      .response = some_response(*sitting, *sitting->current)};
}

/// In every other room the last on the roster has not come.
Command Crowd::confirm(CandidateId id) const {
    const bool misses_one = roster_.size() % 2 == 1;
    if (misses_one && id == roster_.back().candidate) return Tick{};
    return ConfirmPresence{id};
}

Command Crowd::admit(const Room& /*room*/) {
    switch (dice_.below(4)) {
        case 0:
            return confirm(someone());
        case 1:
            return Authorise{someone()};
        case 2:
            return SignIn{someone()};
        default:
            return StartSitting{.candidate = someone(), .seed = {dice_.next()}};
    }
}

Command Crowd::answer_anything(const Room& room) {
    const auto id = someone();
    const auto* sitting = sitting_in(room, id);
    if (sitting == nullptr) return SaveAnswer{.candidate = id, .draw = {1}, .response = Passed{}};
    const auto draw = some_draw(*sitting);
    return SaveAnswer{.candidate = id, .draw = draw, .response = some_response(*sitting, draw)};
}

Command Crowd::report(const Room& room) {
    return report_by(someone_whose_turn_it_is(room), room);
}

/// One of them finds fault with everything: there is a limit to that.
Command Crowd::find_fault(const Room& room) {
    return report_by(roster_.front().candidate, room);
}

Command Crowd::report_by(CandidateId id, const Room& room) {
    const auto* sitting = sitting_in(room, id);
    const bool has_question = sitting != nullptr && sitting->current;
    return ReportQuestion{.candidate = id,
                          .draw = has_question ? *sitting->current : DrawNumber{1},
                          .code = dice_.once_in(2) ? ReportCode::E3 : ReportCode::E12,
                          .note = {}};
}

Command Crowd::call(const Room& /*room*/) {
    return CallForHelp{someone()};
}

Command Crowd::hand_in(const Room& room) {
    return HandIn{dice_.once_in(10) ? someone_whose_turn_it_is(room) : someone()};
}

Command Crowd::decide(const Room& room) {
    std::vector<CandidateId> waiting;
    for (const auto& candidate : room.candidates)
        if (waits_for_a_decision(candidate)) waiting.push_back(candidate.id);
    const auto id = waiting.empty() ? someone() : dice_.one_of(waiting);
    const auto* sitting = sitting_in(room, id);
    const bool has_question = sitting != nullptr && sitting->current;
    return DecideReport{.candidate = id,
                        .draw = has_question ? *sitting->current : DrawNumber{1},
                        .accepted = dice_.once_in(2),
                        .note = {}};
}

Command Crowd::pause_one(const Room& /*room*/) {
    return PauseSitting{.candidate = someone(), .note = crypto::sha256(std::string_view("note"))};
}

Command Crowd::resume_one(const Room& room) {
    for (const auto& candidate : room.candidates) {
        const auto* sitting = sitting_of(candidate);
        if (sitting != nullptr && is_paused_by(*sitting, PauseCause::Invigilator))
            return ResumeSitting{candidate.id};
    }
    return ResumeSitting{someone()};
}

// Members all the same: the table above holds members.
// NOLINTBEGIN(readability-convert-member-functions-to-static)
Command Crowd::pause_all(const Room& /*room*/) {
    return PauseRoom{};
}

Command Crowd::resume_all(const Room& /*room*/) {
    return ResumeRoom{};
}

// NOLINTEND(readability-convert-member-functions-to-static)

Command Crowd::give_time(const Room& /*room*/) {
    const std::array amounts{
        Duration{-1}, Duration{0}, Duration{1}, Duration{5min}, Duration{121min}};
    return GiveTime{
        .candidate = someone(), .extra = amounts.at(dice_.below(amounts.size())), .note = {}};
}

Command Crowd::end_one(const Room& /*room*/) {
    return EndSitting{
        .candidate = someone(),
        .reason = dice_.once_in(2) ? UnfinishedReason::Technical : UnfinishedReason::GivenUp,
        .note = {}};
}

Command Crowd::tend_alert(const Room& room) {
    const auto alert = some_alert(room);
    return dice_.once_in(2) ? Command{TakeAlert{alert}} : Command{ResolveAlert{alert, {}}};
}

Command Crowd::move_elsewhere(const Room& room) {
    for (const auto& candidate : room.candidates)
        if (std::holds_alternative<CodeRearmedUntil>(candidate.code)) return SignIn{candidate.id};
    return dice_.once_in(2) ? Command{AuthoriseToResume{someone()}} : Command{SignIn{someone()}};
}

Command Crowd::undo(const Room& /*room*/) {
    return UndoPresence{someone()};
}

Command Crowd::keep_time(const Room& /*room*/) {
    // Time may not end a sitting before its hour.
    return dice_.once_in(3) ? Command{EndByTime{someone()}} : Command{Tick{}};
}

Command Crowd::nonsense(const Room& /*room*/) {
    const CandidateId stranger{dice_.uuid()};
    switch (dice_.below(6)) {
        case 0:
            return SaveAnswer{.candidate = stranger, .draw = {1}, .response = Passed{}};
        case 1:
            return SaveAnswer{.candidate = someone(), .draw = {999}, .response = Passed{}};
        case 2:
            return CreateSession{};
        case 3:
            return OpenSession{};
        case 4:
            return CloseSession{.unfinished = {{stranger, UnfinishedReason::Technical}}};
        default:
            return Authorise{stranger};
    }
}

Command Crowd::close(const Room& room) {
    // Nearly always refused: somebody has no reason yet.
    if (someone_runs(room) || !dice_.once_in(4)) return CloseSession{};
    return Tick{};
}

}  // namespace probant::support
