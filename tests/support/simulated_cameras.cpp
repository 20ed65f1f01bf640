// SPDX-License-Identifier: EUPL-1.2
#include "tests/support/simulated_cameras.h"

#include <algorithm>
#include <array>

#include "tests/support/violation.h"

namespace probant::support {

using namespace probant::engine;  // the commands and events are what this file is about

namespace {

using namespace std::chrono_literals;

constexpr std::uint32_t kOpenings = 3;
constexpr std::uint32_t kNumbers = 100;
constexpr std::uint32_t kAlertsToMute = 10;
constexpr std::uint32_t kTenthsToMute = 8;

bool looks_otherwise(const Enrolment& person) {
    if (!person.needs) return false;
    return std::ranges::any_of(*person.needs, [](AccessNeed need) {
        return need == AccessNeed::ScreenReader || need == AccessNeed::LowVision;
    });
}

}  // namespace

Command CameraHabits::next(const Room& room, CandidateId candidate) {
    switch (dice_.below(9)) {
        case 0:
        case 1:
        case 2:
            return raise(candidate);
        case 3:
            return follow(room);
        case 4:
        case 5:
            return keep(room, candidate);
        case 6:
            if (!dice_.once_in(3)) return raise(candidate);
            return UnmuteRule{dice_.one_of(
                std::vector<ProctoringRule>(kProctoringRules.begin(), kProctoringRules.end()))};
        default:
            return answer(room);
    }
}

ProctoringAlert CameraHabits::some_alert() {
    // Few rules, so that some of them are dismissed often enough to fall silent.
    constexpr std::array kRules{ProctoringRule::FaceAbsent,
                                ProctoringRule::FaceAbsent,
                                ProctoringRule::FaceAbsent,
                                ProctoringRule::ExtraFace,
                                ProctoringRule::LookingAway};
    const Duration start{dice_.below(60'000)};
    return {.number = dice_.below(kNumbers),
            .opening = dice_.below(kOpenings),
            .rule = kRules.at(dice_.below(kRules.size())),
            .state = ProctoringState::ToCheck,
            .start = start,
            .end = start + Duration{dice_.below(9'000)} - (dice_.once_in(20) ? 9s : 0s),
            .evidence = {{.name = "seen_ms", .value = 4'000}},
            .still = {.sequence = dice_.below(1'000), .at = start}};
}

Command CameraHabits::raise(CandidateId candidate) {
    RaiseAlert raise{.candidate = candidate, .raised = some_alert(), .still = {}};
    if (dice_.once_in(2)) raise.still = crypto::sha256(std::to_string(dice_.next()));
    return raise;
}

Command CameraHabits::follow(const Room& room) {
    FollowAlert follow{.candidate = {}, .raised = some_alert(), .over = dice_.once_in(2)};
    for (const auto& alert : room.alerts) {
        if (!alert.camera || dice_.once_in(3)) continue;
        follow.candidate = alert.candidate;
        follow.raised = alert.camera->raised;
        follow.raised.end += Duration{dice_.below(5'000)};
    }
    return follow;
}

Command CameraHabits::keep(const Room& room, CandidateId candidate) {
    const auto* known = find_candidate(room, candidate);
    const auto kept = known == nullptr ? std::nullopt : known->camera.kept;
    const auto next =
        kept ? CameraUse::Minute{kept->opening, kept->minute + 1} : CameraUse::Minute{};
    return KeepMinute{.candidate = candidate,
                      .opening = next.opening + (dice_.once_in(6) ? 1U : 0U),
                      .minute = dice_.once_in(8) ? 0 : next.minute,
                      .batches = dice_.below(32),
                      .digest = crypto::sha256(std::to_string(dice_.next())),
                      .gaps = {}};
}

Command CameraHabits::answer(const Room& room) {
    AlertNumber alert{dice_.below(static_cast<std::uint32_t>(room.alerts.size()) + 2)};
    const auto waits = [](const Alert& one) { return one.camera && !one.resolved; };
    const auto waiting = std::ranges::find_if(room.alerts, waits);
    if (waiting != room.alerts.end() && !dice_.once_in(4))
        alert = {static_cast<std::uint32_t>(waiting - room.alerts.begin()) + 1};
    const auto answer = dice_.once_in(12) ? AlertAnswer::Act : AlertAnswer::Nothing;
    return AnswerAlert{.alert = alert, .answer = answer, .note = {}};
}

struct CameraAccount::Fold {
    CameraAccount& account;
    const Events& beside;

    template <class Other>
    void operator()(const Other& /*event*/) const {}

    void operator()(const SessionCreated& event) const {
        account.watched_ = event.camera.value_or(false);
        for (const auto& one : event.enrolments)
            account.people_.emplace(one.candidate, one);
    }

    void operator()(const SittingStarted& event) const { account.started_.insert(event.candidate); }

    void operator()(const AlertOpened& event) const {
        account.opened_.emplace(event.alert, event.candidate);
    }

    void operator()(const CameraAlertRaised& event) const {
        const auto candidate = account.opened_.at(event.alert);
        const auto rule = event.raised.rule;
        const auto& person = account.people_.at(candidate);
        demand(account.watched_, "a session without a camera hears none");
        demand(account.started_.contains(candidate), "a camera speaks of a test that has begun");
        demand(account.content_.rules.proctoring->rules.has(rule), "a rule was ordered");
        demand(rule != ProctoringRule::ExtraFace || !person.companion, "a companion is no alert");
        demand(rule != ProctoringRule::LookingAway || !looks_otherwise(person),
               "who does not look is not told to");
        demand(!account.rules_[rule].muted, "a rule that fell silent shows nothing");
        demand(account.known_.emplace(candidate, event.raised.opening, event.raised.number).second,
               "an alert is raised once");
        ++account.rules_[rule].alerts;
        account.alerts_.emplace(event.alert,
                                Alert{.candidate = candidate,
                                      .rule = rule,
                                      .has_still = event.still.has_value(),
                                      .answer = {},
                                      .counts = true});
    }

    void operator()(const CameraAlertAnswered& event) const {
        auto& alert = account.alerts_.at(event.alert);
        auto& rule = account.rules_[alert.rule];
        if (alert.counts && alert.answer == AlertAnswer::Nothing) --rule.nothing;
        if (alert.counts && event.answer == AlertAnswer::Nothing) ++rule.nothing;
        alert.answer = event.answer;
        const bool drops = std::ranges::any_of(
            beside, [](const Event& one) { return std::holds_alternative<StillDropped>(one); });
        demand(drops == (event.answer == AlertAnswer::Nothing && alert.has_still),
               "a picture of nothing is dropped with its answer, and no other");
        if (drops) alert.has_still = false;
    }

    void operator()(const RuleMuted& event) const {
        auto& rule = account.rules_[event.rule];
        demand(event.rule != ProctoringRule::Covered && event.rule != ProctoringRule::Frozen,
               "covered and frozen never fall silent");
        demand(event.alerts >= kAlertsToMute && event.nothing * 10 >= event.alerts * kTenthsToMute,
               "a rule falls silent when it was mostly dismissed");
        demand(!rule.muted && event.alerts == rule.alerts && event.nothing == rule.nothing,
               "it is counted since it last spoke");
        rule.muted = true;
    }

    void operator()(const RuleUnmuted& event) const {
        demand(account.rules_[event.rule].muted, "only what is silent speaks again");
        account.rules_[event.rule] = {};
        for (auto& [number, alert] : account.alerts_)
            if (alert.rule == event.rule) alert.counts = false;
    }

    void operator()(const MinuteKept& event) const {
        const std::pair minute{event.opening, event.minute};
        const auto before = account.minutes_.find(event.candidate);
        demand(before == account.minutes_.end() || before->second < minute, "minutes only go on");
        account.minutes_.insert_or_assign(event.candidate, minute);
    }
};

void CameraAccount::saw(const Entry& entry) {
    for (const auto& event : entry.events)
        std::visit(Fold{.account = *this, .beside = entry.events}, event);
}

}  // namespace probant::support
