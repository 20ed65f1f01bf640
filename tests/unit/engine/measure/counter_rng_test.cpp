// SPDX-License-Identifier: EUPL-1.2
#include "engine/math/counter_rng.h"

#include <algorithm>
#include <array>
#include <map>
#include <numeric>

#include <catch2/catch.hpp>

namespace probant::engine::math {

TEST_CASE("The block function gives the answers its authors published") {
    CHECK(philox({0, 0, 0, 0}, {0, 0}) ==
          PhiloxBlock{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8});
    CHECK(philox({0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff}, {0xffffffff, 0xffffffff}) ==
          PhiloxBlock{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd});
    CHECK(philox({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}) ==
          PhiloxBlock{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1});
}

TEST_CASE("A draw's chance does not depend on what was asked for other draws") {
    CounterRng one(7, 17, Purpose::NearTie);
    CounterRng other(7, 16, Purpose::NearTie);
    for (int n = 0; n < 100; ++n)
        static_cast<void>(other.next());
    CounterRng again(7, 17, Purpose::NearTie);

    CHECK(one.next() == again.next());
    CHECK(one.next() == again.next());
}

TEST_CASE("Seed, draw and purpose each give another stream") {
    const auto first = CounterRng(7, 17, Purpose::NearTie).next();
    CHECK(CounterRng(8, 17, Purpose::NearTie).next() != first);
    CHECK(CounterRng(7, 18, Purpose::NearTie).next() != first);
    CHECK(CounterRng(7, 17, Purpose::OptionOrder).next() != first);
    CHECK(CounterRng(7 + (std::uint64_t{1} << 32U), 17, Purpose::NearTie).next() != first);
}

TEST_CASE("Numbers below a bound come equally often") {
    CounterRng rng(1, 1, Purpose::NearTie);
    std::array<int, 5> counts{};
    for (int n = 0; n < 50000; ++n)
        ++counts.at(rng.below(5));
    for (const int count : counts)
        CHECK(std::abs(count - 10000) < 400);  // 4.5 SDs
    CHECK(CounterRng(1, 1, Purpose::NearTie).below(1) == 0);
}

TEST_CASE("All orders of three things come equally often") {
    std::map<std::vector<std::uint32_t>, int> counts;
    for (std::uint32_t draw = 0; draw < 12000; ++draw)
        ++counts[CounterRng(3, draw, Purpose::OptionOrder).permutation(3)];
    CHECK(counts.size() == 6);
    for (const auto& [order, count] : counts)
        CHECK(std::abs(count - 2000) < 200);
}

TEST_CASE("A permutation holds each place once, and none of nothing") {
    auto order = CounterRng(9, 2, Purpose::OptionOrder).permutation(50);
    std::ranges::sort(order);
    std::vector<std::uint32_t> all(50);
    std::iota(all.begin(), all.end(), 0U);
    CHECK(order == all);
    CHECK(CounterRng(9, 2, Purpose::OptionOrder).permutation(0).empty());
}

}  // namespace probant::engine::math
