// SPDX-License-Identifier: EUPL-1.2
#include "engine/page/page.h"

#include <algorithm>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch.hpp>

namespace probant::engine::page {
namespace {

Chart a_chart() {
    return {.title = same("Curve"),
            .shows = same("It rises."),
            .across = {.title = same("ability"), .low = -4, .high = 4, .unit = AxisUnit::Plain},
            .up = {.title = same("share"), .low = 0, .high = 1, .unit = AxisUnit::Percent},
            .series = {{.name = same("given"),
                        .points = {{-4, 0}, {0, 0.5}, {4, 1}},
                        .shape = Shape::Line,
                        .look = Look::First}},
            .levels = {}};
}

Page a_page_with(std::vector<Block> blocks) {
    return {.title = {.french = "Rapport", .english = "Report"},
            .lead = same("Lead"),
            .sections = {{.id = "one", .title = same("One"), .blocks = std::move(blocks)}}};
}

std::size_t occurrences(std::string_view text, std::string_view sought) {
    std::size_t count = 0;
    for (auto at = text.find(sought); at != std::string_view::npos; at = text.find(sought, at + 1))
        ++count;
    return count;
}

/// The values of every attribute of this name, in order.
std::vector<std::string> values_of(const std::string& page, const std::string& attribute) {
    std::vector<std::string> values;
    const std::string before = " " + attribute + "=\"";
    for (auto at = page.find(before); at != std::string::npos; at = page.find(before, at + 1)) {
        const auto from = at + before.size();
        values.push_back(page.substr(from, page.find('"', from) - from));
    }
    return values;
}

}  // namespace

TEST_CASE("A hostile name stays text wherever a page says it") {
    const auto hostile = same("\"><script>alert('x')</script><img src=x onerror=y>&amp;");
    auto chart = a_chart();
    chart.title = chart.shows = chart.up.title = chart.series.front().name = hostile;
    auto page = a_page_with(
        {Paragraph{hostile},
         Notice{.tone = Tone::Attention, .text = hostile},
         Facts{{{.name = hostile, .value = hostile, .note = hostile, .tone = Tone::Good}}},
         Table{.caption = hostile,
               .columns = {{.title = hostile, .kind = ColumnKind::Text}},
               .rows = {{hostile}}},
         Charts{{chart}}});
    page.title = page.lead = page.sections.front().title = hostile;

    const auto written = write_page(page);

    CHECK(written.find("<script") == std::string::npos);
    CHECK(written.find("<img") == std::string::npos);
    CHECK(written.find("&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)") != std::string::npos);
    CHECK(written.find("&amp;amp;") != std::string::npos);
}

TEST_CASE("Bytes that are no UTF-8 and control characters are replaced") {
    const auto written = write_page(a_page_with({Paragraph{same("a\xff\x01z")}}));
    CHECK(written.find("<p>a\ufffd\ufffdz</p>") != std::string::npos);
}

TEST_CASE("A page needs nothing from elsewhere and runs nothing") {
    const auto written = write_page(a_page_with({Paragraph{same("text")}, Charts{{a_chart()}}}));
    for (const auto* never :
         {"http", "<script", "<link", "@import", "url(", " src=", " onclick="}) {
        INFO(never);
        CHECK(occurrences(written, never) == 0);
    }
}

TEST_CASE("A page says everything in French, then in English") {
    const auto written =
        write_page(a_page_with({Paragraph{{.french = "Bonjour", .english = "Good morning"}}}));
    const auto french = written.find("<article lang=\"fr\"");
    const auto english = written.find("<article lang=\"en\"");
    REQUIRE(french != std::string::npos);
    REQUIRE(english != std::string::npos);
    CHECK(french < written.find("Bonjour"));
    CHECK(written.find("Bonjour") < english);
    CHECK(english < written.find("Good morning"));
}

TEST_CASE("Every id is there once, and what is pointed to exists") {
    const auto written =
        write_page(a_page_with({Table{.caption = same("t"),
                                      .columns = {{.title = same("c"), .kind = ColumnKind::Number}},
                                      .rows = {{same("1")}}},
                                Charts{{a_chart(), a_chart()}}}));
    auto ids = values_of(written, "id");
    std::ranges::sort(ids);
    CHECK(std::ranges::adjacent_find(ids) == ids.end());
    for (const auto* pointer : {"aria-labelledby", "aria-describedby"}) {
        for (const auto& id : values_of(written, pointer)) {
            INFO(id);
            CHECK(std::ranges::binary_search(ids, id));
        }
    }
    for (const auto& link : values_of(written, "href")) {
        INFO(link);
        CHECK(std::ranges::binary_search(ids, link.substr(1)));
    }
}

TEST_CASE("Each table has a caption and headers, each picture a title and what it shows") {
    const auto written =
        write_page(a_page_with({Table{.caption = same("t"),
                                      .columns = {{.title = same("c"), .kind = ColumnKind::Text},
                                                  {.title = same("d"), .kind = ColumnKind::Number}},
                                      .rows = {{same("name"), same("1")}}},
                                Charts{{a_chart()}}}));
    CHECK(occurrences(written, "<table") == 2);
    CHECK(occurrences(written, "<caption") == 2);
    CHECK(occurrences(written, "scope=\"col\"") == 4);
    CHECK(occurrences(written, "scope=\"row\"") == 2);
    CHECK(occurrences(written, "role=\"img\"") == 2);
    CHECK(occurrences(written, "It rises.") == 2);
}

TEST_CASE("A line goes through its points and breaks where there is none") {
    auto chart = a_chart();
    chart.series.front().points = {
        {-4, 0}, {0, 1}, {1, std::numeric_limits<double>::quiet_NaN()}, {2, 0.5}, {4, 0.5}};

    const auto written = write_page(a_page_with({Charts{{chart}}}));

    // The frame goes from 70 to 450 across and from 232 up to 14.
    CHECK(occurrences(written, "d=\"M70.0 232.0L260.0 14.0M355.0 123.0L450.0 123.0\"") == 2);
}

TEST_CASE("Ticks are round numbers within the axis") {
    const auto written = write_page(a_page_with({Charts{{a_chart()}}}));
    for (const auto* label : {">\u22124</text>",
                              ">\u22122</text>",
                              ">0</text>",
                              ">2</text>",
                              ">4</text>",
                              ">0%</text>",
                              ">20%</text>",
                              ">100%</text>"}) {
        INFO(label);
        CHECK(written.find(label) != std::string::npos);
    }
}

}  // namespace probant::engine::page
