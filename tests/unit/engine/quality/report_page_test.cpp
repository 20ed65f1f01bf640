// SPDX-License-Identifier: EUPL-1.2
#include "engine/quality/report_page.h"

#include <string>

#include <catch2/catch.hpp>

#include "tests/unit/engine/quality/builders.h"

namespace probant::engine::quality {
namespace {

constexpr std::size_t kEverybody = 900;

/// Every third person is of the second group; person 0 of none.
Groups two_groups(const std::string& first, const std::string& second) {
    Groups groups{.names = {first, second}, .of_sittings = {}};
    for (std::size_t person = 0; person < kEverybody; ++person)
        groups.of_sittings.emplace_back(person % 3 == 0 ? 1 : 0);
    groups.of_sittings[0] = std::nullopt;
    return groups;
}

Report a_full_report(const std::string& first, const std::string& second) {
    const auto pool = an_ordinary_pool(24);
    const auto run = an_answered_run(pool, {.people = kEverybody}, as_said);
    Knowledge knowledge;
    knowledge.groups = two_groups(first, second);
    knowledge.reference.emplace();
    for (std::uint32_t n = 0; n < 24; ++n) {
        knowledge.reference->push_back({.item = ItemNumber{n},
                                        .model = pool.at(ItemNumber{n}).model,
                                        .discrimination_error = 0.1,
                                        .difficulty_errors = {0.1},
                                        .sound = true});
    }
    auto frame = a_frame(kEverybody);
    frame.rules.constraints.competence = {.least = 1, .most = 1};
    frame.rules.constraints.tube_most = 1;
    frame.rules.constraints.enemies_apart = true;
    return report_of(pool, run, frame, knowledge);
}

}  // namespace

TEST_CASE("The largest group is the reference and who has none is counted apart") {
    const auto report = a_full_report("b", "a");
    REQUIRE(report.groups);
    CHECK(report.groups->groups[report.groups->reference].name == "b");
    CHECK(report.groups->without_group == 1);
    REQUIRE(report.groups->focal.size() == 1);
    CHECK(report.groups->focal[0].dif.reference == 600);
    CHECK(report.groups->focal[0].dif.focal == 299);
}

TEST_CASE("A hostile group name stays text in the page") {
    const auto page = report_page(a_full_report("<script>alert(1)</script>", "<img src=x>"));
    CHECK(page.find("<script") == std::string::npos);
    CHECK(page.find("<img") == std::string::npos);
    CHECK(page.find("&lt;script&gt;alert(1)") != std::string::npos);
}

TEST_CASE("The page fetches nothing and runs nothing") {
    const auto page = report_page(a_full_report("b", "a"));
    for (const auto* never : {"<script", "http", "url(", "@import", " src=", "<link"}) {
        INFO(never);
        CHECK(page.find(never) == std::string::npos);
    }
}

TEST_CASE("The same run gives the same page to the byte, without any NaN") {
    const auto page = report_page(a_full_report("b", "a"));
    CHECK(page == report_page(a_full_report("b", "a")));
    CHECK(page.find("nan") == std::string::npos);
    CHECK(page.find(">inf<") == std::string::npos);
}

TEST_CASE("What was not given is said to be unavailable, and what to give") {
    const auto pool = an_ordinary_pool(24);
    auto run = an_answered_run(pool, {.people = 40}, as_said);
    for (auto& sitting : run.sittings)
        sitting.answers.clear();
    Knowledge knowledge;
    const auto alone = report_page(report_of(pool, run, a_frame(40), knowledge));
    CHECK(alone.find("Unavailable: give --groups and --responses.") != std::string::npos);
    CHECK(alone.find("Parameters: unavailable, give --reference.") != std::string::npos);
    CHECK(alone.find("Answers: unavailable, give --responses.") != std::string::npos);
    knowledge.groups = Groups{.names = {"a"}, .of_sittings = {}};
    knowledge.groups->of_sittings.resize(40, 0);
    const auto with_groups = report_page(report_of(pool, run, a_frame(40), knowledge));
    CHECK(with_groups.find("Unavailable: give --responses.") != std::string::npos);
}

TEST_CASE("A group too small to compare is said to be, and not to be fair") {
    const auto pool = an_ordinary_pool(24);
    const auto run = an_answered_run(pool, {.people = 300}, as_said);
    Knowledge knowledge;
    knowledge.groups = Groups{.names = {"a", "b"}, .of_sittings = {}};
    for (std::size_t person = 0; person < 300; ++person)
        knowledge.groups->of_sittings.emplace_back(person < 150 ? 0 : 1);

    const auto page = report_page(report_of(pool, run, a_frame(300), knowledge));

    CHECK(page.find("Group b, compared with a: too few candidates (150 and 150, 200 of each are "
                    "needed)") != std::string::npos);
}

}  // namespace probant::engine::quality
