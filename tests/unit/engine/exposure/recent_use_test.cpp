// SPDX-License-Identifier: EUPL-1.2
#include "engine/exposure/recent_use.h"

#include <cmath>
#include <cstdint>
#include <vector>

#include <catch2/catch.hpp>

#include "tests/unit/engine/measure/builders.h"

namespace probant::engine {
namespace {

using builders::pool_items;

const std::vector<ItemNumber> kGiven{{3}, {17}, {40}};

}  // namespace

TEST_CASE("Recent use tends to the share of the sittings of about that ability") {
    const Pool pool(pool_items(4, 3, 31));
    RecentUse use(pool.worth());
    for (int sitting = 0; sitting < 600; ++sitting)
        use.add(sitting % 4 == 0 ? kGiven : std::vector<ItemNumber>{}, 0.5);

    CHECK(std::abs(use.share({17}, 0.5) - 0.25) < 0.03);
    CHECK(use.share({18}, 0.5) == 0);
}

TEST_CASE("What people of another ability were given is not recent use") {
    const Pool pool(pool_items(4, 3, 32));
    RecentUse use(pool.worth());
    for (int sitting = 0; sitting < 300; ++sitting)
        use.add(kGiven, 1.0);

    CHECK(use.share({3}, 1.0) > 0.9);
    CHECK(use.share({3}, 0.75) > 0.5);
    CHECK(use.share({3}, 0.0) == 0);
}

TEST_CASE("Recent use fades") {
    const Pool pool(pool_items(4, 3, 33));
    RecentUse use(pool.worth());
    for (int sitting = 0; sitting < 300; ++sitting)
        use.add(kGiven, 0);
    for (int sitting = 0; sitting < 300; ++sitting)
        use.add({}, 0);

    CHECK(use.share({3}, 0) < 0.01);
}

TEST_CASE("Abilities beyond the last node are read and counted there") {
    const Pool pool(pool_items(4, 3, 34));
    RecentUse use(pool.worth());
    use.add(kGiven, 9);

    CHECK(use.share({3}, 7) > 0);
    CHECK(use.share({3}, 4) == use.share({3}, 7));
    CHECK(use.share({3}, -9) == 0);
}

TEST_CASE("A slot of the table is the item that Worth has there") {
    const Pool pool(pool_items(5, 3, 35));
    RecentUse use(pool.worth());
    use.add(kGiven, 0);
    for (std::uint32_t item = 0; item < pool.size(); ++item) {
        const Slot slot = pool.worth().slot_of({item});
        CHECK(use.at(0)[slot.row].at(slot.lane) == use.share({item}, 0));
    }
}

}  // namespace probant::engine
