// The canonical JSON: one spelling for one value, and nothing read that is not ours.
//
// SPDX-License-Identifier: EUPL-1.2
#include "crypto/canonical_json.h"

#include <string>

#include <catch2/catch.hpp>

#include "tests/unit/crypto/vectors.h"

using probant::crypto_test::vector_file;
using namespace probant::json;  // NOLINT(google-build-using-namespace): a test of this namespace

namespace {

std::string rewritten(std::string_view text) {
    const auto value = read(text);
    INFO(text);
    REQUIRE(value);
    return write(value.value());
}

std::string refusal(std::string_view text) {
    const auto value = read(text);
    INFO(text);
    REQUIRE_FALSE(value);
    return value.error().what;
}

}  // namespace

TEST_CASE("Members are written in the order of their UTF-16 code units") {
    // RFC 8785 § 3.2.3: the smiley (D83D DE00) comes before U+FB33.
    CHECK(rewritten(
              R"({"\ufb33":1,"\ud83d\ude00":2,"\u20ac":3,"\r":4,"1":5,"\u0080":6,"\u00f6":7})") ==
          "{\"\\r\":4,\"1\":5,\"\xC2\x80\":6,\"\xC3\xB6\":7,\"\xE2\x82\xAC\":3,"
          "\"\xF0\x9F\x98\x80\":2,\"\xEF\xAC\xB3\":1}");
}

TEST_CASE("Only the escapes of RFC 8785 are written") {
    CHECK(rewritten(R"("\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/")") ==
          "\"\xE2\x82\xAC$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"");
    CHECK(rewritten("\"\x7F\"") == "\"\x7F\"");
}

TEST_CASE("White space between tokens is read and never written") {
    CHECK(rewritten(" { \"a\" : [ 1 , -2 , true , null ] }\n") == R"({"a":[1,-2,true,null]})");
}

TEST_CASE("The largest integer a browser reads exactly is read, one more is refused") {
    CHECK(rewritten("9007199254740991") == "9007199254740991");
    CHECK(rewritten("-9007199254740991") == "-9007199254740991");
    CHECK(refusal("9007199254740992") == "an integer out of range");
    CHECK(refusal("-9007199254740992") == "an integer out of range");
    CHECK(refusal("99999999999999999999") == "an integer out of range");
}

TEST_CASE("A fraction and an exponent are refused") {
    CHECK(refusal("1.0") == "not an integer");
    CHECK(refusal("1e3") == "not an integer");
    CHECK(refusal("[1E3]") == "not an integer");
}

TEST_CASE("A key that appears twice is refused, even under two spellings") {
    CHECK(refusal(R"({"a":1,"a":2})") == "a key appears twice");
    CHECK(refusal(R"({"a":1,"\u0061":2})") == "a key appears twice");
}

TEST_CASE("What is not UTF-8 is refused") {
    CHECK(refusal("\"\xC0\xAF\"") == "not UTF-8");
    CHECK(refusal("\"\xED\xA0\x80\"") == "not UTF-8");
    CHECK(refusal("\"\xF4\x90\x80\x80\"") == "not UTF-8");
    CHECK(refusal("\"\xE2\x82\"") == "not UTF-8");
}

TEST_CASE("A lone surrogate is refused") {
    CHECK(refusal(R"("\ud800")") == "a lone surrogate");
    CHECK(refusal(R"("\udc00")") == "a lone surrogate");
    CHECK(refusal(R"("\ud800\u0041")") == "a lone surrogate");
}

TEST_CASE("A value as deep as the limit is read, one deeper is refused") {
    const std::string open(kDepthMax, '[');
    const std::string close(kDepthMax, ']');
    CHECK(rewritten(open + close) == open + close);
    CHECK(refusal("[" + open + close + "]") == "too deep");
}

TEST_CASE("Whatever is not JSON is refused") {
    const auto* const text = GENERATE("",
                                      " ",
                                      "[1,]",
                                      "[,1]",
                                      "[1 2]",
                                      "{\"a\":1,}",
                                      "{a:1}",
                                      "{\"a\" 1}",
                                      "01",
                                      "-",
                                      "+1",
                                      "--1",
                                      "nul",
                                      "True",
                                      "\"",
                                      "\"\\x\"",
                                      "\"\\u00g0\"",
                                      "\"\\u00",
                                      "\"\t\"",
                                      "[",
                                      "{",
                                      "1 1",
                                      "\xEF\xBB\xBF{}",
                                      "'a'");
    CHECK_FALSE(read(text));
}

TEST_CASE("The canonical reader takes the one spelling and names where another differs") {
    CHECK(read_canonical(R"({"a":1,"b":[]})"));

    const auto spaced = read_canonical(R"({"a":1, "b":[]})");
    REQUIRE_FALSE(spaced);
    CHECK(spaced.error().at == 7);
    CHECK_FALSE(read_canonical(R"({"b":1,"a":1})"));
    CHECK_FALSE(read_canonical("-0"));
    CHECK_FALSE(read_canonical("{}\n"));
}

TEST_CASE("The public vectors of RFC 8785 without fractions are written as published") {
    for (const std::string name :
         {"arrays", "french", "structures", "unicode", "values", "weird"}) {
        const auto input = vector_file("rfc8785-jcs/testdata/input/" + name + ".json");
        const auto output = vector_file("rfc8785-jcs/testdata/output/" + name + ".json");
        if (!input || !output) {
            WARN("rfc8785-jcs/" << name << " is absent, skipped");
            continue;
        }
        const auto value = read(*input);
        if (!value) {
            WARN(name << " holds a fraction, skipped");
            CHECK(value.error().what == "not an integer");
            continue;
        }
        CHECK(write(value.value()) == *output);
    }
}
