// SPDX-License-Identifier: EUPL-1.2
#include "engine/calibration/linking.h"

#include <cmath>
#include <vector>

#include <catch2/catch.hpp>

#include "answered.h"

namespace probant::engine::calibration {
namespace {

std::vector<ItemModel> mixed_items() {
    auto items = ordinary_items(12);
    items.push_back(item_of(1.4, 0.3, 0.2));
    items.push_back(
        {.discrimination = 0.9, .difficulty = 0, .guessing = 0, .thresholds = {-1.2, 0.1, 1.8}});
    return items;
}

}  // namespace

TEST_CASE("Linking finds the line that put the same items on another scale") {
    const auto to = mixed_items();
    for (const double scale : {0.5, 1.0, 1.7}) {
        for (const double shift : {-1.1, 0.0, 0.8}) {
            INFO("A " << scale << ", B " << shift);
            // What theta' = A theta + B takes to `to`, found by taking `to` back.
            std::vector<ItemModel> from;
            for (const ItemModel& item : to)
                from.push_back(linked(item, {.scale = 1 / scale, .shift = -shift / scale}));

            const Link link = stocking_lord(from, to);

            CHECK(std::abs(link.scale - scale) < 1e-6);
            CHECK(std::abs(link.shift - shift) < 1e-6);
        }
    }
}

TEST_CASE("A linked item answers at its new place as it did at the old one") {
    const Link link{.scale = 1.6, .shift = -0.7};
    for (const ItemModel& item : mixed_items()) {
        for (const double theta : {-2.0, 0.0, 1.3}) {
            const double before = probability(item, theta, Category{1});
            const double after =
                probability(linked(item, link), link.scale * theta + link.shift, Category{1});
            CHECK(std::abs(before - after) < 1e-12);
        }
    }
}

TEST_CASE("A single item links by its difficulty and slope") {
    const std::vector<ItemModel> from{item_of(1.0, 0.0)};
    const std::vector<ItemModel> to{item_of(0.8, 0.5)};

    const Link link = stocking_lord(from, to);

    CHECK(std::abs(link.scale - 1.25) < 1e-6);
    CHECK(std::abs(link.shift - 0.5) < 1e-6);
}

TEST_CASE("A free calibration of other people links to the scale of the items they share") {
    const auto items = ordinary_items(30);
    const auto answered = simulated({.items = items,
                                     .persons = 4000,
                                     .population = {.mean = 0.5, .sd = 0.8},
                                     .given = 1,
                                     .seed = 17});
    const auto free = calibrated(answered, Shape::TwoParameters, false);
    std::vector<ItemModel> from;
    for (const CalibratedItem& item : free.items)
        from.push_back(item.model);

    const Link link = stocking_lord(from, items);

    CHECK(std::abs(link.scale - 0.8) < 0.04);
    CHECK(std::abs(link.shift - 0.5) < 0.04);
}

}  // namespace probant::engine::calibration
