// SPDX-License-Identifier: EUPL-1.2
#include "center/auth/sign_ins.h"

#include <catch2/catch.hpp>

#include "crypto/random.h"
#include "tests/support/loop_room.h"

using namespace probant;
using namespace std::chrono_literals;
using center::Caller;
using center::SignIns;

namespace {

constexpr std::int64_t kHourMs = 3'600'000;

struct Door {
    support::MovedClock clock{};
    SignIns sign_ins{clock};
    engine::SessionId session = support::session_id(1);

    /// The token of a sign-in made at that wall time.
    std::string let_in(engine::Role role, std::int64_t made_ms) {
        auto token = center::make_token();
        sign_ins.add({.role = role,
                      .session = session,
                      .who = crypto::random_uuid_v4(),
                      .token = token.hash,
                      .made_ms = made_ms});
        return token.text;
    }

    std::string let_in(engine::Role role = engine::Role::Candidate) {
        return let_in(role, clock.wall_ms());
    }

    [[nodiscard]] bool knows(const std::string& token) const {
        return sign_ins.find(token).has_value();
    }
};

}  // namespace

TEST_CASE("A sign-in ends on the server after a long exam day, whatever its cookie says") {
    Door door;
    const auto token = door.let_in();

    door.clock.pass(center::kSignInLasts - 1ms);
    CHECK(door.knows(token));
    door.clock.pass(1ms);
    CHECK_FALSE(door.knows(token));
}

TEST_CASE("A sign-in found on the disk is as old as the disk says") {
    Door door;
    const auto young = door.let_in(engine::Role::Invigilator, door.clock.wall_ms() - kHourMs);
    const auto old = door.let_in(engine::Role::Invigilator, door.clock.wall_ms() - 15 * kHourMs);
    const auto of_a_clock_set_back =
        door.let_in(engine::Role::Invigilator, door.clock.wall_ms() + 15 * kHourMs);

    CHECK(door.knows(young));
    CHECK_FALSE(door.knows(old));
    CHECK(door.knows(of_a_clock_set_back));
    door.clock.pass(center::kSignInLasts - 1h);
    CHECK_FALSE(door.knows(young));
    CHECK(door.knows(of_a_clock_set_back));
}

TEST_CASE("Setting the wall clock ends no sign-in and keeps none") {
    Door door;
    const auto token = door.let_in();

    door.clock.set_wall(door.clock.wall_ms() + 100 * kHourMs);
    CHECK(door.knows(token));
    door.clock.set_wall(1);
    door.clock.pass(center::kSignInLasts);
    CHECK_FALSE(door.knows(token));
}

TEST_CASE("The sign-ins of a closed session end some hours after its closing") {
    Door door;
    const auto candidate = door.let_in();
    const auto closed_ms = door.clock.wall_ms();
    door.sign_ins.session_closed(door.session, closed_ms);
    door.clock.pass(1h);
    const auto sealer = door.let_in(engine::Role::Invigilator);
    door.sign_ins.session_closed(door.session, closed_ms);

    door.clock.pass(center::kSignInAfterClosing - 1h - 1ms);
    CHECK(door.knows(candidate));
    door.clock.pass(1ms);

    CHECK_FALSE(door.knows(candidate));
    CHECK(door.knows(sealer));
}

TEST_CASE("Closing a session ends no sign-in of another") {
    Door door;
    const auto token = door.let_in();

    door.sign_ins.session_closed(support::session_id(2), door.clock.wall_ms());
    door.clock.pass(center::kSignInAfterClosing + 1h);

    CHECK(door.knows(token));
}
