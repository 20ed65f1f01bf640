// engine/page/page.h: a report that people read, as one HTML file that needs nothing else.
//
// Role        Whoever reports fills values (sections of facts, paragraphs, tables and charts) in
//             both languages; write_page() makes the file: French first, English after it.
// How to use  const Page page{
//                 .title = {.french = "Rapport de qualité", .english = "Quality report"},
//                 .lead = {...},
//                 .sections = {{.id = "exposure",
//                               .title = {.french = "Exposition", .english = "Exposure"},
//                               .blocks = {Paragraph{.text = {...}}, Table{...}, Chart{...}}}}};
//             write_aside(path, write_page(page));
//             Numbers go through whole(), decimal() and percent(), sentences with numbers through
//             filled() (words.h).
// Invariants  No script, nothing fetched from elsewhere, all text escaped; the same page for the
//             same values, to the byte. Keyboard and screen reader: landmarks, a caption for each
//             table, a title and a description for each chart, wide tables scroll by themselves.
// Threads     Values and free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "engine/page/chart.h"
#include "engine/page/words.h"

namespace probant::engine::page {

struct Paragraph {
    Words text{};
};

/// What the reader must not miss. Told by its words, not by its colour.
enum class Tone { Information, Good, Attention };

struct Notice {
    Tone tone{Tone::Information};
    Words text{};
};

/// One figure that sums up, and what it is compared with.
struct Fact {
    Words name{};
    Words value{};
    Words note{};
    Tone tone{Tone::Information};
};

struct Facts {
    std::vector<Fact> facts{};
};

enum class ColumnKind { Text, Number };

struct Column {
    Words title{};
    ColumnKind kind{ColumnKind::Number};
};

/// The first cell of a row is its header.
struct Table {
    Words caption{};
    std::vector<Column> columns{};
    std::vector<std::vector<Words>> rows{};  ///< each as wide as columns, ENSUREd
};

/// Charts side by side where there is room.
struct Charts {
    std::vector<Chart> charts{};
};

using Block = std::variant<Paragraph, Notice, Facts, Table, Charts>;

struct Section {
    std::string id{};  ///< of this section alone: letters, digits, hyphens
    Words title{};
    std::vector<Block> blocks{};
};

struct Page {
    Words title{};
    Words lead{};
    std::vector<Section> sections{};
};

[[nodiscard]] std::string write_page(const Page& page);

}  // namespace probant::engine::page
