// SPDX-License-Identifier: EUPL-1.2
#include <catch2/catch.hpp>

#include "engine/proctoring/object_hints.h"
#include "tests/unit/engine/proctoring/film.h"

namespace probant::engine {
namespace {

using film::Film;
using film::seconds;

std::vector<ProctoringAlert> hints(const Film& film) {
    return film.alerts_of(ProctoringRule::Object);
}

EpisodeStep look(ObjectHints& hints, int at, int phone) {
    Observation one{.at = seconds(at),
                    .sequence = static_cast<std::uint64_t>(at),
                    .picture = {},
                    .faces = {},
                    .identity = {},
                    .looked_for_objects = true,
                    .objects = {}};
    one.objects.push_back({.label = ObjectLabel::Phone, .score = phone});
    return hints.add(one);
}

}  // namespace

TEST_CASE("A phone for half a minute is one hint that names it") {
    const auto alerts = hints(Film(120).object({40, 70}, ObjectLabel::Phone, 600));

    REQUIRE(alerts.size() == 1);
    CHECK(kHintedObjects.at(static_cast<std::size_t>(*figure(alerts.front(), "label"))) ==
          ObjectLabel::Phone);
    CHECK(alerts.front().start >= seconds(40));
    CHECK(alerts.front().end < seconds(70));
}

TEST_CASE("Three looks of five at 400 per mille are a hint, two are none") {
    ObjectHints three{ObjectRules{}, seconds(15)};
    CHECK(look(three, 0, 400) == EpisodeStep::Nothing);
    CHECK(look(three, 3, 399) == EpisodeStep::Nothing);
    CHECK(look(three, 6, 400) == EpisodeStep::Nothing);
    CHECK(look(three, 9, 399) == EpisodeStep::Nothing);
    CHECK(look(three, 12, 400) == EpisodeStep::Began);

    ObjectHints two{ObjectRules{}, seconds(15)};
    for (int one = 0; one < 40; ++one)
        CHECK(look(two, 3 * one, one % 5 < 2 ? 900 : 0) == EpisodeStep::Nothing);
}

TEST_CASE("A person seen by the network of objects is no object and nobody else") {
    CHECK(Film(120).object({20, 100}, ObjectLabel::Person, 950).alerts().empty());
}

TEST_CASE("Three looks, each with another thing, are no hint") {
    CHECK(hints(Film(60)
                    .object({20, 23}, ObjectLabel::Phone, 600)
                    .object({23, 26}, ObjectLabel::Book, 600)
                    .object({26, 29}, ObjectLabel::Laptop, 600))
              .empty());
}

TEST_CASE("Looks that are too far apart are forgotten") {
    ObjectHints hints{ObjectRules{}, seconds(15)};
    CHECK(look(hints, 0, 900) == EpisodeStep::Nothing);
    CHECK(look(hints, 3, 900) == EpisodeStep::Nothing);
    CHECK(hints.lapse(seconds(30)) == EpisodeStep::Nothing);
    CHECK(look(hints, 30, 900) == EpisodeStep::Nothing);
}

}  // namespace probant::engine
