// What the jury sees of a centre's results beside our own. SPDX-License-Identifier: EUPL-1.2
#include "registry/intake/comparison.h"

#include <catch2/catch.hpp>

using namespace probant;
using namespace probant::registry;

namespace {

constexpr std::string_view kZoe = "11111111-1111-4111-8111-111111111111";
constexpr std::string_view kLeo = "22222222-2222-4222-8222-222222222222";

json::Object a_sitting(std::string_view candidate, std::int64_t points) {
    return {{"candidate", candidate},
            {"seat", 1},
            {"outcome", "validated"},
            {"answers", 32},
            {"items", json::Array{1, 2}},
            {"score", json::Object{{"points", points}, {"low", 1}, {"level", 4}}}};
}

json::Value document(json::Array results) {
    return json::Object{{"v", 1}, {"results", std::move(results)}};
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("Sittings that agree differ in nothing, and both sides are told") {
    const auto ours = document({a_sitting(kZoe, 512)});

    const auto compared = compare_sittings(ours, ours);

    REQUIRE(compared.size() == 1);
    CHECK(compared.front().candidate->text() == kZoe);
    CHECK(compared.front().differs.empty());
    CHECK(compared.front().stated == compared.front().replayed);
    CHECK(json::write(*compared.front().stated) ==
          R"({"answers":32,"level":4,"outcome":"validated","points":512,"seat":1})");
}

TEST_CASE("What differs is named, a score's members one by one") {
    auto changed = a_sitting(kZoe, 700);
    changed.insert_or_assign("outcome", "rejected");
    changed.insert_or_assign("items", json::Array{1, 3});

    const auto compared = compare_sittings(document({changed}), document({a_sitting(kZoe, 512)}));

    CHECK(compared.front().differs == Names{"items", "outcome", "score.points"});
    CHECK(*compared.front().stated->member("points")->integer() == 700);
    CHECK(*compared.front().replayed->member("points")->integer() == 512);
}

TEST_CASE("A sitting that one side alone knows is shown on its side alone") {
    const auto compared =
        compare_sittings(document({a_sitting(kLeo, 900)}), document({a_sitting(kZoe, 512)}));

    REQUIRE(compared.size() == 2);
    CHECK((compared[0].replayed && !compared[0].stated));
    CHECK((compared[1].stated && !compared[1].replayed));
    CHECK(compared[1].candidate->text() == kLeo);
}

TEST_CASE("A candidate stated twice is one sitting and one stranger") {
    const auto compared = compare_sittings(document({a_sitting(kZoe, 512), a_sitting(kZoe, 1024)}),
                                           document({a_sitting(kZoe, 512)}));

    REQUIRE(compared.size() == 2);
    CHECK(compared[0].differs.empty());
    CHECK(!compared[1].replayed);
    CHECK(*compared[1].stated->member("points")->integer() == 1024);
}

TEST_CASE("A hostile document is compared without being believed or repeated") {
    auto hostile = a_sitting(kZoe, 512);
    hostile.insert_or_assign("outcome", "<b>excellent</b>");
    hostile.insert_or_assign("score", "1024");
    hostile.insert_or_assign("<script>", 1);

    const auto compared =
        compare_sittings(document({hostile, 7, nullptr}), document({a_sitting(kZoe, 512)}));

    REQUIRE(compared.size() == 3);
    CHECK(compared[0].differs == Names{"outcome", "score", "other"});
    CHECK(compared[0].stated->member("outcome")->is_null());
    CHECK(compared[0].stated->member("points")->is_null());
    CHECK(!compared[1].candidate);
    CHECK(compare_sittings(json::Value{"none"}, document({a_sitting(kZoe, 512)})).size() == 1);
}

TEST_CASE("Strangers beyond the limit are not listed") {
    const json::Array many(kStrangersShown + 5, json::Value{a_sitting(kLeo, 1)});

    CHECK(compare_sittings(document(many), document({})).size() == kStrangersShown);
}
