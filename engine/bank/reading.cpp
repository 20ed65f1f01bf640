// SPDX-License-Identifier: EUPL-1.2
#include "engine/bank/reading.h"

#include <algorithm>
#include <string_view>

namespace probant::engine {
namespace {

std::uint32_t words_in(std::string_view text) {
    std::uint32_t words = 0;
    bool between = true;
    for (const char one : text) {
        const bool blank = one == ' ' || one == '\n' || one == '\t';
        if (between && !blank) ++words;
        between = blank;
    }
    return words;
}

class Reader {
public:
    explicit Reader(Language language) : language_(language) {}

    [[nodiscard]] std::uint32_t words() const { return words_; }

    void read(const Text& text) { words_ += words_in(text.in(language_)); }

    void read(const std::optional<Text>& text) {
        if (text) read(*text);
    }

    void read(const std::vector<Text>& texts) {
        for (const Text& text : texts)
            read(text);
    }

    void operator()(const block::Paragraph& block) { read(block.text); }

    void operator()(const block::List& block) { read(block.items); }

    void operator()(const block::Mail& block) {
        read(block.from);
        read(block.to);
        read(block.date);
        read(block.subject);
        read(block.body);
    }

    void operator()(const block::Table& block) {
        read(block.caption);
        read(block.header);
        for (const auto& row : block.rows)
            read(row);
    }

    void operator()(const block::Code& block) { read(block.text); }

    void operator()(const block::Image& block) { read(block.alt); }

    void operator()(const block::File& block) { read(block.name); }

private:
    Language language_;
    std::uint32_t words_{};
};

std::uint32_t words_in(const Item& item, Language language) {
    Reader reader(language);
    reader.read(item.prompt);
    for (const Block& block : item.context)
        std::visit(reader, block);
    reader.read(item.options);
    reader.read(item.left);
    reader.read(item.right);
    return reader.words();
}

}  // namespace

std::uint32_t words_of(const Item& item) {
    return std::max(words_in(item, Language::French), words_in(item, Language::English));
}

}  // namespace probant::engine
