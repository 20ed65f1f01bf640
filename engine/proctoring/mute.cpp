// SPDX-License-Identifier: EUPL-1.2
#include "engine/proctoring/mute.h"

#include <numeric>

#include "crypto/base/ensure.h"

namespace probant::engine {

namespace {

using Decided = Result<std::vector<MuteEvent>, MuteRefusal>;

std::size_t place(AlertAnswer answer) {
    return static_cast<std::size_t>(answer);
}

std::uint32_t nothing(const RuleAnswers& rule) {
    return rule.answers.at(place(AlertAnswer::Nothing));
}

std::uint32_t answered(const RuleAnswers& rule) {
    return std::accumulate(rule.answers.begin(), rule.answers.end(), std::uint32_t{});
}

// Corrections may take back what an undoing had set aside: then none is counted.
std::uint32_t dismissed_since(const RuleAnswers& rule) {
    return nothing(rule) > rule.nothing_before ? nothing(rule) - rule.nothing_before : 0;
}

bool mostly_dismissed(const RuleAnswers& rule) {
    const std::uint32_t alerts = rule.alerts - rule.alerts_before;
    return alerts >= kMuteAlerts &&
           std::uint64_t{dismissed_since(rule)} * 1000 >= std::uint64_t{alerts} * kMuteDismissed;
}

RuleAnswers& of(Mutes& mutes, ProctoringRule rule) {
    return mutes.rules.at(place_of(rule));
}

void evolve_one(Mutes& mutes, const AlertRaised& raised) {
    ENSURE(!mutes.of(raised.rule).muted);
    ++of(mutes, raised.rule).alerts;
}

void evolve_one(Mutes& mutes, const AlertAnswered& given) {
    auto& rule = of(mutes, given.rule);
    const bool was_nothing = given.instead_of == AlertAnswer::Nothing;
    const bool is_nothing = given.answer == AlertAnswer::Nothing;
    if (given.instead_of) {
        ENSURE(rule.answers.at(place(*given.instead_of)) > 0);
        --rule.answers.at(place(*given.instead_of));
    }
    ++rule.answers.at(place(given.answer));
    if (given.set_aside) {
        ENSURE(!was_nothing || rule.nothing_before > 0);
        rule.nothing_before += is_nothing ? 1U : 0U;
        rule.nothing_before -= was_nothing ? 1U : 0U;
    }
    ENSURE(answered(rule) <= rule.alerts);
}

void evolve_one(Mutes& mutes, const RuleMuted& muted) {
    ENSURE(may_mute(muted.rule) && !mutes.of(muted.rule).muted);
    of(mutes, muted.rule).muted = true;
}

void evolve_one(Mutes& mutes, const RuleUnmuted& unmuted) {
    auto& rule = of(mutes, unmuted.rule);
    ENSURE(rule.muted);
    rule.muted = false;
    rule.alerts_before = rule.alerts;
    rule.nothing_before = nothing(rule);
}

// An alert more, or an answer more, may be the one that is too much.
std::vector<MuteEvent> with_its_mute(const Mutes& mutes,
                                     ProctoringRule rule,
                                     const MuteEvent& event) {
    const auto after = evolve(mutes, event).of(rule);
    std::vector<MuteEvent> events{event};
    const bool mutes_now = !after.muted && may_mute(rule) && mostly_dismissed(after);
    if (!mutes_now) return events;
    events.emplace_back(RuleMuted{.rule = rule,
                                  .alerts = after.alerts - after.alerts_before,
                                  .nothing = dismissed_since(after)});
    return events;
}

Decided decide_one(const Mutes& mutes, const AlertRaised& raised) {
    if (mutes.of(raised.rule).muted) return std::vector<MuteEvent>{};
    return with_its_mute(mutes, raised.rule, raised);
}

Decided decide_one(const Mutes& mutes, const AlertAnswered& given) {
    const auto& rule = mutes.of(given.rule);
    if (given.instead_of && rule.answers.at(place(*given.instead_of)) == 0)
        return Refused{MuteRefusal::NoSuchAnswer};
    if (!given.instead_of && answered(rule) >= rule.alerts)
        return Refused{MuteRefusal::NoSuchAlert};
    return with_its_mute(mutes, given.rule, given);
}

Decided decide_one(const Mutes& mutes, const RuleUnmuted& unmuted) {
    if (!mutes.of(unmuted.rule).muted) return Refused{MuteRefusal::NotMuted};
    return std::vector<MuteEvent>{unmuted};
}

}  // namespace

std::string_view name_of(AlertAnswer answer) {
    switch (answer) {
        case AlertAnswer::Nothing:
            return "nothing";
        case AlertAnswer::Note:
            return "note";
        case AlertAnswer::Act:
            return "act";
    }
    return {};
}

std::string_view name_of(MuteRefusal refusal) {
    switch (refusal) {
        case MuteRefusal::NoSuchAlert:
            return "no_such_alert";
        case MuteRefusal::NoSuchAnswer:
            return "no_such_answer";
        case MuteRefusal::NotMuted:
            return "not_muted";
    }
    return {};
}

Result<std::vector<MuteEvent>, MuteRefusal> decide(const Mutes& mutes, const MuteCommand& command) {
    return std::visit([&](const auto& one) { return decide_one(mutes, one); }, command);
}

Mutes evolve(Mutes mutes, const MuteEvent& event) {
    std::visit([&](const auto& one) { evolve_one(mutes, one); }, event);
    return mutes;
}

}  // namespace probant::engine
