// SPDX-License-Identifier: EUPL-1.2
#include "engine/page/words.h"

#include <limits>

#include <catch2/catch.hpp>

namespace probant::engine::page {

TEST_CASE("A number is written as each language writes it") {
    CHECK(whole(1234567) == Words{.french = "1\u202f234\u202f567", .english = "1,234,567"});
    CHECK(whole(999) == same("999"));
    CHECK(decimal(1234.5678, 2) == Words{.french = "1\u202f234,57", .english = "1,234.57"});
    CHECK(decimal(-0.25, 2) == Words{.french = "\u22120,25", .english = "\u22120.25"});
    CHECK(percent(0.256, 1) == Words{.french = "25,6\u202f%", .english = "25.6%"});
}

TEST_CASE("What rounds to zero has no sign") {
    CHECK(decimal(-0.0004, 3) == Words{.french = "0,000", .english = "0.000"});
    CHECK(decimal(-0.0, 0) == same("0"));
}

TEST_CASE("What is not a number is a dash") {
    CHECK(decimal(std::numeric_limits<double>::quiet_NaN(), 3) == same("\u2013"));
    CHECK(percent(std::numeric_limits<double>::infinity(), 1) == same("\u2013"));
}

TEST_CASE("A probability too small for four places is never called zero") {
    CHECK(probability(0.03456) == Words{.french = "0,0346", .english = "0.0346"});
    CHECK(probability(1e-12) == Words{.french = "<\u00a00,0001", .english = "<\u00a00.0001"});
    CHECK(probability(1e-4) == Words{.french = "0,0001", .english = "0.0001"});
}

TEST_CASE("Values take their places in a sentence, in order, and are not read again") {
    const Words pattern{.french = "{} sur {}.", .english = "{} of {}."};
    CHECK(filled(pattern, {same("{}"), same("b")}) ==
          Words{.french = "{} sur b.", .english = "{} of b."});
}

}  // namespace probant::engine::page
