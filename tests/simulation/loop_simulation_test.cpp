// SPDX-License-Identifier: EUPL-1.2
#include <chrono>
#include <vector>

#include <catch2/catch.hpp>

#include "tests/support/builders.h"
#include "tests/support/closed_session.h"
#include "tests/support/responses.h"
#include "tests/support/simulated_loop.h"
#include "tests/support/small_bank.h"

namespace probant::support {
namespace {

using namespace probant::engine;  // the commands are these stories' vocabulary
using namespace std::chrono_literals;

/// A loop in whose room two candidates have their first question.
class Hall {
public:
    Hall() : loop(small_content(), /*seed=*/1) {
        const std::vector<Command> morning{
            a_creation(small_content(), 2),
            OpenSession{.session_key = "cle", .endorsement = "aval"},
            ConfirmPresence{candidate_id(0)},
            ConfirmPresence{candidate_id(1)},
            Authorise{candidate_id(0)},
            Authorise{candidate_id(1)},
            StartSitting{.candidate = candidate_id(0), .seed = {10}},
            StartSitting{.candidate = candidate_id(1), .seed = {11}}};
        for (const auto& command : morning)
            REQUIRE(run({order(command)}, DiskFate::Kept).front().said->has_value());
    }

    Order order(const Command& command) {
        return {.by = rightful(command), .id = {dice.uuid()}, .command = command};
    }

    Order right_answer(std::size_t place) {
        const auto& one = sitting(place);
        const auto draw = one.current.value();
        const auto& item = small_content().bank.at(draw_of(one, draw).item);
        return order(SaveAnswer{.candidate = candidate_id(place),
                                .draw = draw,
                                .response = right_response(item, one.seed, draw)});
    }

    std::vector<Reply> run(const std::vector<Order>& batch, DiskFate fate) {
        return loop.run(batch, fate);
    }

    [[nodiscard]] const Sitting& sitting(std::size_t place) const {
        return *sitting_of(*find_candidate(loop.session().room, candidate_id(place)));
    }

    SimulatedLoop loop;
    Dice dice{7};
};

bool is_new(const Reply& reply) {
    return reply.said && *reply.said && std::holds_alternative<NewEntry>(reply.said->value());
}

bool is_known(const Reply& reply) {
    return reply.said && *reply.said && std::holds_alternative<AnsweredBefore>(reply.said->value());
}

TEST_CASE("A batch lost before it was durable was told to nobody and can be asked again") {
    for (const auto fate : {DiskFate::CutBefore, DiskFate::Failed, DiskFate::KilledWithout}) {
        Hall hall;
        const auto answer = hall.right_answer(0);
        const auto hand_in = hall.order(HandIn{candidate_id(1)});

        const auto lost = hall.run({answer, hand_in}, fate);
        CHECK_FALSE(lost[0].said.has_value());
        CHECK_FALSE(lost[1].said.has_value());
        CHECK(hall.sitting(0).answers == 0);
        CHECK_FALSE(is_ended(hall.sitting(1)));
        const auto again = hall.run({answer, hand_in}, DiskFate::Kept);

        CHECK(is_new(again[0]));
        CHECK(is_new(again[1]));
        CHECK(hall.sitting(0).answers == 1);
    }
}

TEST_CASE("A batch that was durable but not told is known when it is asked again") {
    Hall hall;
    const auto answer = hall.right_answer(0);

    const auto untold = hall.run({answer}, DiskFate::CutAfter);
    CHECK_FALSE(untold[0].said.has_value());
    const auto again = hall.run({answer}, DiskFate::Kept);

    CHECK(is_known(again[0]));
    CHECK(hall.sitting(0).answers == 1);
}

TEST_CASE("In one batch a resend, an end and an answer are judged one after the other") {
    Hall hall;
    const auto first = hall.right_answer(0);
    const auto end = hall.order(EndSitting{
        .candidate = candidate_id(0), .reason = UnfinishedReason::Technical, .note = {}});
    const auto too_late =
        hall.order(SaveAnswer{.candidate = candidate_id(0), .draw = {2}, .response = Passed{}});

    const auto replies = hall.run({first, first, end, first, too_late}, DiskFate::Kept);

    CHECK(is_new(replies[0]));
    CHECK(is_known(replies[1]));
    CHECK(is_new(replies[2]));
    CHECK(is_known(replies[3]));
    CHECK(replies[4].said->error() == Refusal::SittingEnded);
    CHECK(hall.sitting(0).answers == 1);
}

TEST_CASE("A sitting whose time is over ends at its own instant, before the command that comes") {
    Hall hall;
    const auto over = hall.sitting(0).deadline + Duration{5s};
    const auto answer = hall.right_answer(0);
    hall.loop.pass(over - hall.loop.now() + 10min);

    const auto reply = hall.run({answer}, DiskFate::Kept).front();

    CHECK(std::get<Ended>(hall.sitting(0).phase) == Ended{.at = over, .by = EndedBy::Time});
    CHECK(hall.sitting(0).answers == 0);
    CHECK(hall.sitting(0).late_answer_kept);
    CHECK(is_new(reply));
}

TEST_CASE("The time since the last durable entry is given back after a power cut") {
    Hall hall;
    hall.run({hall.order(Tick{})}, DiskFate::Kept);
    const auto durable = hall.loop.session().room.now;
    const auto left = time_left(hall.sitting(0), durable);

    hall.loop.pass(20min);
    hall.loop.restart();

    CHECK(hall.loop.now() == durable);
    CHECK(time_left(hall.sitting(0), hall.loop.now()) == left);
}

TEST_CASE("A power cut after any entry of a day changes nothing that follows") {
    const auto day = a_closed_session(3, 1);
    std::vector<Entry> entries;
    for (const auto& bytes : day.entries)
        entries.push_back(read_entry(bytes).value());

    for (std::size_t cut = 0; cut < entries.size(); ++cut) {
        RecordedSession session;
        for (std::size_t n = 0; n < cut; ++n)
            REQUIRE(replay_entry(session, day.entries[n], small_content()));
        // The entry that was about to be written, conducted as if nothing had been.
        const auto& next = entries[cut];
        const auto conducted =
            conduct(session, next.order, {.at = next.at, .wall_ms = next.wall_ms}, small_content());
        REQUIRE(conducted);
        REQUIRE(std::get<NewEntry>(conducted.value()).bytes == day.entries[cut]);
    }
    SUCCEED();
}

}  // namespace
}  // namespace probant::support
