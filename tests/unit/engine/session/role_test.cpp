// SPDX-License-Identifier: EUPL-1.2
#include <string>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include "engine/journal/shape_codec.h"
#include "tests/support/builders.h"

namespace probant::engine {
namespace {

using support::a_running_sitting;
using support::candidate_id;

/// Who may ask what, as the design has it: one row a command, in the order of the list.
const std::vector<std::pair<Command, Role>>& table() {
    static const auto someone = candidate_id(0);
    static const std::vector<std::pair<Command, Role>> rows{
        {CreateSession{}, Role::Manager},
        {OpenSession{}, Role::Invigilator},
        {ConfirmPresence{someone}, Role::Invigilator},
        {UndoPresence{someone}, Role::Invigilator},
        {Authorise{someone}, Role::Invigilator},
        {AuthoriseToResume{someone}, Role::Invigilator},
        {PauseSitting{someone, {}}, Role::Invigilator},
        {ResumeSitting{someone}, Role::Invigilator},
        {PauseRoom{}, Role::Invigilator},
        {ResumeRoom{}, Role::Invigilator},
        {GiveTime{someone, {}, {}}, Role::Invigilator},
        {EndSitting{someone, {}, {}}, Role::Invigilator},
        {DecideReport{someone, {}, {}, {}}, Role::Invigilator},
        {TakeAlert{}, Role::Invigilator},
        {ResolveAlert{}, Role::Invigilator},
        {AnswerAlert{}, Role::Invigilator},
        {UnmuteRule{}, Role::Invigilator},
        {CloseSession{}, Role::Invigilator},
        {SignIn{someone}, Role::Candidate},
        {StartSitting{someone, {}}, Role::Candidate},
        {SaveAnswer{someone, {}, {}}, Role::Candidate},
        {ReportQuestion{someone, {}, {}, {}}, Role::Candidate},
        {CallForHelp{someone}, Role::Candidate},
        {HandIn{someone}, Role::Candidate},
        {KeepMinute{}, Role::Station},
        {RaiseAlert{}, Role::Station},
        {FollowAlert{}, Role::Station},
        {Tick{}, Role::Centre},
        {RestartCentre{}, Role::Centre},
        {EndByTime{someone}, Role::Centre}};
    return rows;
}

Actor actor_of(Role role) {
    return {.role = role, .id = candidate_id(0).uuid, .seat = {}};
}

TEST_CASE("The table of roles has a row for each command") {
    REQUIRE(table().size() == std::variant_size_v<Command>);
    for (std::size_t row = 0; row < table().size(); ++row)
        CHECK(table()[row].first.index() == row);
}

TEST_CASE("Each command is refused to each role but its own") {
    auto room = a_running_sitting();
    for (const auto& [command, owner] : table()) {
        for (const auto role :
             {Role::Candidate, Role::Invigilator, Role::Manager, Role::Centre, Role::Station}) {
            INFO(json::write(codec::encode_variant(command)) << " by " << spelling_of(role));
            const auto verdict =
                decide(room.room(), command, actor_of(role), room.now(), room.content());
            const bool refused = !verdict && verdict.error() == Refusal::NotAllowed;
            CHECK(refused == (role != owner));
        }
    }
}

TEST_CASE("A candidate asks nothing in another's name") {
    auto room = a_running_sitting(2);
    const auto other = candidate_actor(candidate_id(1), {2});
    for (const auto& [command, owner] : table()) {
        if (owner != Role::Candidate) continue;
        const auto verdict = decide(room.room(), command, other, room.now(), room.content());
        INFO(json::write(codec::encode_variant(command)));
        REQUIRE_FALSE(verdict.has_value());
        CHECK(verdict.error() == Refusal::NotAllowed);
    }
}

}  // namespace
}  // namespace probant::engine
