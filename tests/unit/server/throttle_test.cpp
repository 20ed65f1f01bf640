// SPDX-License-Identifier: EUPL-1.2
#include "server/http/throttle.h"

#include <future>
#include <vector>

#include <catch2/catch.hpp>

using probant::server::Throttle;

namespace {

constexpr std::int64_t kMinute = 60'000;

}  // namespace

TEST_CASE("So many are allowed in the window, and the next once the oldest of them has left it") {
    Throttle throttle(3, kMinute);

    CHECK(throttle.take("a", 0));
    CHECK(throttle.take("a", 10'000));
    CHECK(throttle.take("a", 20'000));
    CHECK_FALSE(throttle.take("a", 30'000));
    CHECK(throttle.wait_ms("a", 30'000) == 30'000);
    CHECK(throttle.wait_ms("a", 59'999) == 1);
    CHECK(throttle.wait_ms("a", kMinute) == 0);
    CHECK(throttle.take("a", kMinute));
    CHECK(throttle.wait_ms("a", kMinute) == 10'000);
}

TEST_CASE("One key's takings are no other's") {
    Throttle throttle(1, kMinute);

    CHECK(throttle.take("a", 0));
    CHECK_FALSE(throttle.take("a", 1));
    CHECK(throttle.take("b", 1));
    CHECK(throttle.wait_ms("c", 1) == 0);
}

TEST_CASE("Who insists while refused waits no longer for it") {
    Throttle throttle(1, kMinute);
    CHECK(throttle.take("a", 0));

    for (std::int64_t now = 1; now < kMinute; now += 1'000)
        CHECK_FALSE(throttle.take("a", now));

    CHECK(throttle.take("a", kMinute));
}

TEST_CASE("A taking that is given back was never one, and giving back more gives nothing") {
    Throttle throttle(2, kMinute);
    CHECK(throttle.take("a", 5));
    CHECK(throttle.take("a", 7));

    throttle.give_back("a", 7);
    throttle.give_back("a", 8);
    throttle.give_back("b", 7);

    CHECK(throttle.take("a", 9));
    CHECK_FALSE(throttle.take("a", 10));
}

TEST_CASE("When the table is full the key counted longest ago is forgotten, whatever its name") {
    Throttle throttle(1, kMinute, 3);
    CHECK(throttle.take("b", 0));
    CHECK(throttle.take("a", 1));
    CHECK(throttle.take("c", 2));

    CHECK(throttle.take("d", 3));

    CHECK_FALSE(throttle.take("a", 4));
    CHECK_FALSE(throttle.take("c", 4));
    CHECK_FALSE(throttle.take("d", 4));
    CHECK(throttle.take("b", 4));
}

TEST_CASE("A key that is counted again is not the oldest any more") {
    Throttle throttle(2, kMinute, 2);
    CHECK(throttle.take("a", 0));
    CHECK(throttle.take("b", 1));
    CHECK(throttle.take("a", 2));

    CHECK(throttle.take("c", 3));

    CHECK_FALSE(throttle.take("a", 4));
    CHECK(throttle.take("b", 4));
}

TEST_CASE("A clock that was set back locks nobody") {
    Throttle throttle(1, kMinute);
    CHECK(throttle.take("a", 1'000'000));

    CHECK(throttle.take("a", 5));
    CHECK_FALSE(throttle.take("a", 6));
}

TEST_CASE("Many at the same time are counted as many") {
    Throttle throttle(5, kMinute);
    std::vector<std::future<bool>> asked;
    for (int one = 0; one < 32; ++one)
        asked.push_back(std::async(std::launch::async, [&] { return throttle.take("a", 1); }));

    int allowed = 0;
    for (auto& one : asked)
        allowed += one.get() ? 1 : 0;

    CHECK(allowed == 5);
}
