// SPDX-License-Identifier: EUPL-1.2
#include "engine/items/question_view.h"

#include <algorithm>
#include <utility>

#include "crypto/base/ensure.h"

namespace probant::engine {
namespace {

const Medium& medium_of(const Bank& bank, const std::string& file) {
    const auto found = bank.media.find(file);
    ENSURE(found != bank.media.end());
    return found->second;
}

json::Value texts(const std::vector<Text>& list, Language language) {
    json::Array array;
    for (const Text& text : list)
        array.emplace_back(text.in(language));
    return array;
}

json::Value texts(const std::vector<Text>& list,
                  const std::vector<OptionId>& order,
                  Language language) {
    json::Array array;
    for (const OptionId option : order) {
        ENSURE(option.value < list.size());
        array.emplace_back(list[option.value].in(language));
    }
    return array;
}

json::Value text_or_null(const std::optional<Text>& text, Language language) {
    return text ? json::Value{text->in(language)} : json::Value{nullptr};
}

/// One overload per kind of block.
struct BlockView {
    const Bank& bank;
    Language language;

    json::Value operator()(const block::Paragraph& paragraph) const {
        return json::Object{{"kind", "paragraph"}, {"text", paragraph.text.in(language)}};
    }

    json::Value operator()(const block::List& list) const {
        return json::Object{{"kind", "list"}, {"items", texts(list.items, language)}};
    }

    json::Value operator()(const block::Mail& mail) const {
        json::Object view{{"kind", "mail"},
                          {"from", mail.from.in(language)},
                          {"subject", mail.subject.in(language)},
                          {"body", texts(mail.body, language)}};
        view.emplace("to", text_or_null(mail.to, language));
        view.emplace("date", text_or_null(mail.date, language));
        return view;
    }

    json::Value operator()(const block::Table& table) const {
        json::Array rows;
        for (const auto& row : table.rows)
            rows.push_back(texts(row, language));
        return json::Object{{"kind", "table"},
                            {"caption", table.caption.in(language)},
                            {"header", texts(table.header, language)},
                            {"rows", std::move(rows)}};
    }

    json::Value operator()(const block::Code& code) const {
        return json::Object{{"kind", "code"}, {"text", code.text.in(language)}};
    }

    json::Value operator()(const block::Image& image) const {
        return json::Object{{"kind", "image"},
                            {"media", medium_of(bank, image.file).url_name},
                            {"alt", image.alt.in(language)}};
    }

    json::Value operator()(const block::File& file) const {
        const Medium& medium = medium_of(bank, file.file);
        return json::Object{{"kind", "file"},
                            {"media", medium.url_name},
                            {"name", file.name.in(language)},
                            {"mime", medium.mime},
                            {"bytes", std::uint64_t{medium.bytes.size()}}};
    }
};

bool has_partial_credit(const Bank& bank, Interaction interaction) {
    return std::ranges::any_of(bank.items, [interaction](const Item& item) {
        return item.interaction == interaction && !item.credit.empty();
    });
}

}  // namespace

json::Value render_question(const Bank& bank,
                            const Item& item,
                            const Presentation& presentation,
                            Language language) {
    json::Array context;
    for (const Block& block : item.context)
        context.push_back(std::visit(BlockView{bank, language}, block));
    json::Object view{{"interaction", name_of(item.interaction)},
                      {"partial", has_partial_credit(bank, item.interaction)},
                      {"prompt", item.prompt.in(language)},
                      {"blocks", std::move(context)},
                      {"options", texts(item.options, presentation.options, language)},
                      {"left", texts(item.left, presentation.left, language)},
                      {"right", texts(item.right, presentation.right, language)},
                      {"unit", text_or_null(item.unit, language)}};
    return view;
}

}  // namespace probant::engine
