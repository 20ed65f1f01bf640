// SPDX-License-Identifier: EUPL-1.2
#include "engine/proctoring/mute.h"

#include <catch2/catch.hpp>

namespace probant::engine {
namespace {

using Events = std::vector<MuteEvent>;

constexpr auto kRule = ProctoringRule::LookingAway;

// A session's count of answers, as its journal would make it.
class Room {
public:
    Events tell(const MuteCommand& command) {
        auto decided = decide(mutes_, command);
        REQUIRE(decided.has_value());
        for (const auto& event : decided.value())
            mutes_ = evolve(mutes_, event);
        return decided.value();
    }

    [[nodiscard]] MuteRefusal refusal_of(const MuteCommand& command) const {
        return decide(mutes_, command).error();
    }

    Room& raised(int times, ProctoringRule rule = kRule) {
        for (; times > 0; --times)
            tell(AlertRaised{rule});
        return *this;
    }

    Room& answered(int times, AlertAnswer answer, ProctoringRule rule = kRule) {
        for (; times > 0; --times)
            tell(AlertAnswered{.rule = rule, .answer = answer});
        return *this;
    }

    [[nodiscard]] bool muted(ProctoringRule rule = kRule) const { return mutes_.of(rule).muted; }

private:
    Mutes mutes_{};
};

}  // namespace

TEST_CASE("Ten alerts of which eight were nothing mute their rule, at the eighth and not before") {
    Room room;
    room.raised(10).answered(7, AlertAnswer::Nothing).answered(2, AlertAnswer::Note);
    CHECK(!room.muted());

    const auto events = room.tell(AlertAnswered{.rule = kRule, .answer = AlertAnswer::Nothing});

    REQUIRE(events.size() == 2);
    CHECK(events.back() == MuteEvent{RuleMuted{.rule = kRule, .alerts = 10, .nothing = 8}});
    CHECK(room.muted());
}

TEST_CASE("Nine alerts that were all nothing mute nothing, and the tenth does") {
    Room room;
    room.raised(9).answered(9, AlertAnswer::Nothing);
    CHECK(!room.muted());
    room.raised(1);
    CHECK(room.muted());
}

TEST_CASE("Three alerts of ten that were something keep their rule") {
    Room room;
    room.raised(10).answered(7, AlertAnswer::Nothing).answered(3, AlertAnswer::Act);

    CHECK(!room.muted());
}

TEST_CASE("Alerts that nobody answered were not nothing") {
    Room room;
    room.raised(30).answered(10, AlertAnswer::Nothing);

    CHECK(!room.muted());
}

TEST_CASE("Covered and frozen never mute, each other rule does") {
    for (const auto rule : kProctoringRules) {
        Room room;
        room.raised(50, rule).answered(50, AlertAnswer::Nothing, rule);
        const bool spared = rule == ProctoringRule::Covered || rule == ProctoringRule::Frozen;
        CHECK(room.muted(rule) == !spared);
    }
}

TEST_CASE("One rule's dismissals mute no other") {
    Room room;
    room.raised(10).raised(10, ProctoringRule::Object).answered(10, AlertAnswer::Nothing);

    CHECK(room.muted());
    CHECK(!room.muted(ProctoringRule::Object));
}

TEST_CASE("What a muted rule raises is told to nobody") {
    Room room;
    room.raised(10).answered(8, AlertAnswer::Nothing);

    CHECK(room.tell(AlertRaised{kRule}).empty());
}

TEST_CASE("One act undoes a mute, and ten more alerts are needed for another") {
    Room room;
    room.raised(10).answered(10, AlertAnswer::Nothing);
    CHECK(room.tell(RuleUnmuted{kRule}) == Events{RuleUnmuted{kRule}});
    CHECK(!room.muted());

    room.raised(9).answered(9, AlertAnswer::Nothing);
    CHECK(!room.muted());
    room.raised(1);
    CHECK(room.muted());
}

TEST_CASE("An answer that is corrected counts as the new one") {
    Room room;
    room.raised(10).answered(7, AlertAnswer::Nothing).answered(3, AlertAnswer::Note);
    room.tell(AlertAnswered{
        .rule = kRule, .answer = AlertAnswer::Nothing, .instead_of = AlertAnswer::Note});

    CHECK(room.muted());
}

TEST_CASE(
    "An answer to no alert, a correction of no answer and the undoing of no mute are refused") {
    const Room room;
    CHECK(room.refusal_of(AlertAnswered{.rule = kRule}) == MuteRefusal::NoSuchAlert);
    CHECK(room.refusal_of(AlertAnswered{.rule = kRule, .instead_of = AlertAnswer::Act}) ==
          MuteRefusal::NoSuchAnswer);
    CHECK(room.refusal_of(RuleUnmuted{kRule}) == MuteRefusal::NotMuted);
}

}  // namespace probant::engine
