// SPDX-License-Identifier: EUPL-1.2
#include "center/auth/tries.h"

#include <memory>
#include <vector>

#include <catch2/catch.hpp>

using namespace probant::center;

namespace {

constexpr auto kHere = "192.0.2.1";
constexpr auto kThere = "192.0.2.2";

/// All that one address may get wrong at one account.
void be_wrong(Tries& tries, const char* address, const char* account, std::int64_t now_ms) {
    for (std::size_t one = 0; one < kPasswordsPerAccountThere; ++one)
        CHECK(tries.take_password(address, account, now_ms) == 0);
    CHECK(tries.take_password(address, account, now_ms) > 0);
}

}  // namespace

TEST_CASE("Wrong codes of one address wait, and neither its passwords nor its neighbours do") {
    Tries tries;
    for (std::size_t one = 0; one < kWrongCodesPerAddress; ++one)
        CHECK(tries.wrong_code(kHere, 0) == 0);

    CHECK(tries.wrong_code(kHere, 1) == kTriesWindowMs - 1);

    CHECK(tries.wrong_code(kThere, 1) == 0);
    CHECK(tries.take_password(kHere, "surveillant", 1) == 0);
}

TEST_CASE("Wrong passwords from one address lock the account from no other") {
    Tries tries;
    for (int address = 0; address < 100; ++address)
        be_wrong(tries, ("198.51.100." + std::to_string(address)).c_str(), "surveillant", 0);

    CHECK(tries.take_password(kHere, "surveillant", 1) == 0);
}

TEST_CASE("An address that tries many accounts waits for all of them") {
    Tries tries;
    for (std::size_t one = 0; one < kPasswordsPerAddress; ++one)
        CHECK(tries.take_password(kHere, "account " + std::to_string(one), 0) == 0);

    CHECK(tries.take_password(kHere, "another", 1) == kTriesWindowMs - 1);
    CHECK(tries.take_password(kThere, "another", 1) == 0);
}

TEST_CASE(
    "Where somebody has signed in to an account, what others get wrong locks them out never") {
    Tries tries;
    REQUIRE(tries.take_password(kHere, "surveillant", 0) == 0);
    tries.right_password(kHere, "surveillant", 0);
    for (std::size_t one = 0; one < kPasswordsPerAddress; ++one)
        CHECK(tries.take_password(kHere, "account " + std::to_string(one), 1) == 0);
    REQUIRE(tries.take_password(kHere, "another", 1) > 0);

    CHECK(tries.take_password(kHere, "surveillant", 2) == 0);
}

TEST_CASE("Where somebody has signed in, their own mistakes at that account still count") {
    Tries tries;
    REQUIRE(tries.take_password(kHere, "surveillant", 0) == 0);
    tries.right_password(kHere, "surveillant", 0);

    be_wrong(tries, kHere, "surveillant", 1);
}

TEST_CASE("A right password costs nothing, however often") {
    Tries tries;
    for (std::int64_t now = 0; now < 100; ++now) {
        CHECK(tries.take_password(kHere, "surveillant", now) == 0);
        tries.right_password(kHere, "surveillant", now);
    }
}

TEST_CASE("Passwords in hand together are counted before any is known to be wrong") {
    Tries tries;
    std::size_t in_hand = 0;
    for (int one = 0; one < 100; ++one)
        in_hand += tries.take_password(kHere, "surveillant", 0) == 0 ? 1U : 0U;

    CHECK(in_hand == kPasswordsPerAccountThere);
}

TEST_CASE("No more passwords are in hand than may wait, and a place that is left is taken") {
    Tries tries;
    std::vector<std::unique_ptr<Tries::Turn>> turns;
    for (int one = 0; one < kPasswordsInHandMax; ++one) {
        turns.push_back(std::make_unique<Tries::Turn>(tries));
        CHECK(turns.back()->has_come());
    }

    CHECK_FALSE(Tries::Turn(tries).has_come());
    turns.pop_back();
    CHECK(Tries::Turn(tries).has_come());
}
