// SPDX-License-Identifier: EUPL-1.2
#include "engine/page/page.h"

#include "crypto/base/ensure.h"
#include "engine/page/look.h"
#include "engine/page/markup.h"

namespace probant::engine::page {
namespace {

std::string code_of(Language language) {
    return language == Language::French ? "fr" : "en";
}

std::string class_of(Tone tone) {
    switch (tone) {
        case Tone::Information:
            return "information";
        case Tone::Good:
            return "good";
        case Tone::Attention:
            return "attention";
    }
    ENSURE(false && "every tone has a class");
    return {};
}

std::string class_of(ColumnKind kind) {
    switch (kind) {
        case ColumnKind::Text:
            return "words";
        case ColumnKind::Number:
            return "number";
    }
    ENSURE(false && "every kind has a class");
    return {};
}

/// Writes one language; what has an id has it in that language alone.
class Edition {
public:
    Edition(Markup& markup, Language language) : markup_(markup), language_(language) {}

    void write(const Page& page) {
        const auto code = code_of(language_);
        markup_.open("article", {{"lang", code}, {"id", code}});
        markup_.element("h1", {}, in(language_, page.title));
        markup_.element("p", {{"class", "lead"}}, in(language_, page.lead));
        write_contents(page);
        for (const Section& section : page.sections)
            write(section);
        markup_.close();
    }

private:
    [[nodiscard]] std::string id_of(const Section& section) const {
        return section.id + "-" + code_of(language_);
    }

    void write_contents(const Page& page) {
        markup_.open("nav",
                     {{"aria-label", language_ == Language::French ? "Sommaire" : "Contents"}});
        markup_.open("ul");
        for (const Section& section : page.sections) {
            markup_.open("li");
            markup_.element("a", {{"href", "#" + id_of(section)}}, in(language_, section.title));
            markup_.close();
        }
        markup_.close();
        markup_.close();
    }

    void write(const Section& section) {
        const auto id = id_of(section);
        markup_.open("section", {{"id", id}, {"aria-labelledby", id + "-title"}});
        markup_.element("h2", {{"id", id + "-title"}}, in(language_, section.title));
        std::size_t place = 0;
        for (const Block& block : section.blocks) {
            const auto block_id = id + "-" + std::to_string(++place);
            std::visit([&](const auto& one) { write(one, block_id); }, block);
        }
        markup_.close();
    }

    void write(const Paragraph& paragraph, const std::string& /*id*/) {
        markup_.element("p", {}, in(language_, paragraph.text));
    }

    void write(const Notice& notice, const std::string& /*id*/) {
        markup_.element(
            "p", {{"class", "notice " + class_of(notice.tone)}}, in(language_, notice.text));
    }

    void write(const Facts& facts, const std::string& /*id*/) {
        markup_.open("dl", {{"class", "facts"}});
        for (const Fact& fact : facts.facts) {
            markup_.open("div", {{"class", class_of(fact.tone)}});
            markup_.element("dt", {}, in(language_, fact.name));
            markup_.element("dd", {{"class", "value"}}, in(language_, fact.value));
            markup_.element("dd", {{"class", "note"}}, in(language_, fact.note));
            markup_.close();
        }
        markup_.close();
    }

    void write(const Table& table, const std::string& id) {
        // It scrolls alone on a narrow screen, hence can be reached from the keyboard.
        markup_.open("div",
                     {{"class", "scroll"},
                      {"role", "region"},
                      {"tabindex", "0"},
                      {"aria-labelledby", id + "-caption"}});
        markup_.open("table");
        markup_.element("caption", {{"id", id + "-caption"}}, in(language_, table.caption));
        write_head(table);
        markup_.open("tbody");
        for (const auto& row : table.rows)
            write_row(table, row);
        markup_.close();
        markup_.close();
        markup_.close();
    }

    void write_head(const Table& table) {
        markup_.open("thead");
        markup_.open("tr");
        for (const Column& column : table.columns) {
            markup_.element("th",
                            {{"scope", "col"}, {"class", class_of(column.kind)}},
                            in(language_, column.title));
        }
        markup_.close();
        markup_.close();
    }

    void write_row(const Table& table, const std::vector<Words>& row) {
        ENSURE(row.size() == table.columns.size());
        markup_.open("tr");
        for (std::size_t n = 0; n < row.size(); ++n) {
            Attributes attributes{{"class", class_of(table.columns[n].kind)}};
            if (n == 0) attributes.push_back({"scope", "row"});
            markup_.element(n == 0 ? "th" : "td", attributes, in(language_, row[n]));
        }
        markup_.close();
    }

    void write(const Charts& charts, const std::string& id) {
        markup_.open("div", {{"class", "charts"}});
        std::size_t place = 0;
        for (const Chart& chart : charts.charts)
            write_chart(markup_, language_, chart, id + "-" + std::to_string(++place));
        markup_.close();
    }

    Markup& markup_;
    Language language_;
};

void write_head(Markup& markup, const Page& page) {
    markup.open("head");
    markup.empty("meta", {{"charset", "utf-8"}});
    markup.empty("meta",
                 {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
    markup.element("title", {}, page.title.french + " · " + page.title.english);
    markup.style(style_rules());
    markup.close();
}

void write_languages(Markup& markup) {
    markup.open("header");
    markup.open("nav", {{"aria-label", "Langues, languages"}});
    markup.open("ul");
    markup.open("li");
    markup.element("a", {{"href", "#fr"}}, "Français");
    markup.close();
    markup.open("li");
    markup.element("a", {{"href", "#en"}, {"lang", "en"}}, "English");
    markup.close();
    markup.close();
    markup.close();
    markup.close();
}

}  // namespace

std::string write_page(const Page& page) {
    Markup markup;
    markup.open("html", {{"lang", "fr"}});
    write_head(markup, page);
    markup.open("body");
    write_languages(markup);
    markup.open("main");
    Edition(markup, Language::French).write(page);
    Edition(markup, Language::English).write(page);
    markup.close();
    markup.close();
    markup.close();
    return markup.finished();
}

}  // namespace probant::engine::page
