// SPDX-License-Identifier: EUPL-1.2
#include <array>
#include <string_view>
#include <utility>

#include "engine/bank/item_reader.h"

namespace probant::engine {
namespace {

// docs/BANK.md states each of these.
constexpr std::size_t kParagraphMax = 1200;
constexpr std::size_t kAltMax = 500;
constexpr std::size_t kCellMax = 240;  // as an option: a table stays readable at 320 px
constexpr std::size_t kFileNameMax = 100;
constexpr Range kBlockCount{0, 8};
constexpr Range kListCount{1, 20};
constexpr Range kRowCount{1, 12};
constexpr Range kColumnCount{1, 8};

std::vector<Text> read_texts(Fields& fields,
                             std::string_view name,
                             Range count,
                             std::size_t characters_max) {
    std::vector<Text> texts;
    const auto& elements = fields.array(name, count);
    texts.reserve(elements.size());
    for (std::size_t n = 0; n < elements.size(); ++n) {
        texts.push_back(read_bilingual(
            elements[n], fields.at(name).element(n), characters_max, fields.faults()));
    }
    return texts;
}

Block read_paragraph(Fields& fields) {
    return block::Paragraph{fields.bilingual("text", kParagraphMax)};
}

Block read_list(Fields& fields) {
    return block::List{read_texts(fields, "items", kListCount, kParagraphMax)};
}

Block read_mail(Fields& fields) {
    return block::Mail{.from = fields.bilingual("from", kCellMax),
                       .to = fields.optional_bilingual("to", kCellMax),
                       .date = fields.optional_bilingual("date", kCellMax),
                       .subject = fields.bilingual("subject", kCellMax),
                       .body = read_texts(fields, "body", kListCount, kParagraphMax)};
}

std::vector<Text> read_row(const json::Value& row, const Where& where, Faults& faults) {
    std::vector<Text> cells;
    const auto* elements = row.array();
    if (elements == nullptr) {
        faults.add(where, "Mettre une liste […] ici.", "Put a list […] here.");
        return cells;
    }
    for (std::size_t n = 0; n < elements->size(); ++n)
        cells.push_back(read_bilingual((*elements)[n], where.element(n), kCellMax, faults));
    return cells;
}

Block read_table(Fields& fields) {
    block::Table table{.caption = fields.bilingual("caption", kCellMax),
                       .header = read_texts(fields, "header", kColumnCount, kCellMax),
                       .rows = {}};
    const auto& rows = fields.array("rows", kRowCount);
    for (std::size_t n = 0; n < rows.size(); ++n) {
        const auto where = fields.at("rows").element(n);
        table.rows.push_back(read_row(rows[n], where, fields.faults()));
        if (table.rows.back().size() != table.header.size()) {
            fields.faults().add(where,
                                "Donner à cette ligne autant de cases que l'en-tête.",
                                "Give this row as many cells as the header.");
        }
    }
    return table;
}

Block read_code(Fields& fields) {
    return block::Code{fields.bilingual("text", kParagraphMax)};
}

Block read_image(Fields& fields) {
    return block::Image{.file = fields.text("file", kFileNameMax),
                        .alt = fields.bilingual("alt", kAltMax)};
}

Block read_file(Fields& fields) {
    return block::File{.file = fields.text("file", kFileNameMax),
                       .name = fields.bilingual("name", kFileNameMax)};
}

struct Kind {
    std::string_view name;
    Block (*read)(Fields&);
};

constexpr std::array<Kind, 7> kKinds{{{"paragraph", read_paragraph},
                                      {"list", read_list},
                                      {"mail", read_mail},
                                      {"table", read_table},
                                      {"code", read_code},
                                      {"image", read_image},
                                      {"file", read_file}}};

Block read_block(const json::Value& value, const Where& where, Faults& faults) {
    Fields fields(value, where, faults);
    const auto name = fields.text("kind", kFileNameMax);
    for (const Kind& kind : kKinds) {
        if (kind.name != name) continue;
        Block block = kind.read(fields);
        fields.refuse_unknown();
        return block;
    }
    faults.add(fields.at("kind"),
               "Écrire l'une des sept sortes de blocs de docs/BANK.md.",
               "Write one of the seven kinds of blocks of docs/BANK.md.");
    return block::Paragraph{};
}

}  // namespace

std::vector<Block> read_context(Fields& fields) {
    std::vector<Block> blocks;
    const auto& elements = fields.array("context", kBlockCount);
    blocks.reserve(elements.size());
    for (std::size_t n = 0; n < elements.size(); ++n)
        blocks.push_back(read_block(elements[n], fields.at("context").element(n), fields.faults()));
    return blocks;
}

}  // namespace probant::engine
