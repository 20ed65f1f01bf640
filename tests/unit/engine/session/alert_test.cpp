// SPDX-License-Identifier: EUPL-1.2
#include <catch2/catch.hpp>

#include "tests/support/builders.h"

namespace probant::engine {
namespace {

using support::a_running_sitting;
using support::an_invigilator;
using support::an_open_session;
using support::candidate_id;

TEST_CASE("A candidate calls for help at any time, once until someone has come") {
    auto room = an_open_session();

    room.having(CallForHelp{candidate_id(0)});
    CHECK(room.refusal_of(CallForHelp{candidate_id(0)}) == Refusal::AlreadyAsked);
    room.having(ResolveAlert{{1}, {}});

    CHECK_FALSE(room.refusal_of(CallForHelp{candidate_id(0)}).has_value());
    CHECK(room.room().alerts.size() == 2);
}

TEST_CASE("An open report does not keep anyone from calling for help") {
    auto room = a_running_sitting();
    room.reported();

    CHECK_FALSE(room.refusal_of(CallForHelp{candidate_id(0)}).has_value());
}

TEST_CASE("An alert is taken once, by whoever came first") {
    auto room = an_open_session();
    room.having(CallForHelp{candidate_id(0)}).having(TakeAlert{{1}});

    CHECK(room.room().alerts.front().taken_by == AccountId{an_invigilator().id});
    CHECK(room.refusal_of(TakeAlert{{1}}) == Refusal::AlertTaken);
}

TEST_CASE("An alert is resolved once, taken or not") {
    auto room = an_open_session();
    room.having(CallForHelp{candidate_id(0)}).having(ResolveAlert{{1}, {}});

    CHECK(room.refusal_of(ResolveAlert{{1}, {}}) == Refusal::AlertClosed);
    CHECK(room.refusal_of(TakeAlert{{1}}) == Refusal::AlertClosed);
}

TEST_CASE("An alert that was never opened is unknown") {
    auto room = an_open_session();
    room.having(CallForHelp{candidate_id(0)});

    for (const std::uint32_t number : {0U, 2U, 4'000'000'000U}) {
        CHECK(room.refusal_of(TakeAlert{{number}}) == Refusal::UnknownAlert);
        CHECK(room.refusal_of(ResolveAlert{{number}, {}}) == Refusal::UnknownAlert);
    }
}

TEST_CASE("A reported question is decided, its alert is not resolved otherwise") {
    auto room = a_running_sitting();
    room.reported();

    CHECK_FALSE(room.refusal_of(TakeAlert{{1}}).has_value());
    CHECK(room.refusal_of(ResolveAlert{{1}, {}}) == Refusal::ReportUndecided);
}

}  // namespace
}  // namespace probant::engine
