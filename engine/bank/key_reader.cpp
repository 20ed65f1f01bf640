// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <set>
#include <utility>

#include "engine/bank/item_reader.h"
#include "engine/items/decimal.h"
#include "engine/items/fold.h"

namespace probant::engine {
namespace {

constexpr std::size_t kAcceptMax = 60;  // "short": a candidate may type 200
constexpr std::size_t kNumberMax = 40;
constexpr Range kAcceptCount{1, 12};
constexpr Range kAnyCount{0, 7};  // the real limit is the number of options

OptionId read_option(const json::Value& value,
                     const Where& where,
                     std::size_t count,
                     Faults& faults) {
    const auto* id = value.text();
    if (id != nullptr && id->size() == 1) {
        const int place = id->front() - 'a';
        if (place >= 0 && static_cast<std::size_t>(place) < count)
            return OptionId{static_cast<std::uint32_t>(place)};
    }
    faults.add(where, "Nommer une option de la question.", "Name an option of the question.");
    return OptionId{};
}

std::vector<OptionId> read_option_list(Fields& fields, std::string_view name, std::size_t count) {
    std::vector<OptionId> options;
    const auto& elements = fields.array(name, kAnyCount);
    options.reserve(elements.size());
    for (std::size_t n = 0; n < elements.size(); ++n) {
        options.push_back(
            read_option(elements[n], fields.at(name).element(n), count, fields.faults()));
    }
    if (std::set(options.begin(), options.end()).size() != options.size()) {
        fields.faults().add(
            fields.at(name), "Nommer chaque option une seule fois.", "Name each option once only.");
    }
    return options;
}

/// The first option first, the second second …: what a candidate tries who knows nothing.
bool is_file_order(const std::vector<OptionId>& options) {
    for (std::uint32_t n = 0; n < options.size(); ++n)
        if (options[n].value != n) return false;
    return true;
}

Key read_choice(const Item& item, Fields& fields) {
    const auto* choice = fields.required("choice");
    if (choice == nullptr) return key::Choice{};
    return key::Choice{
        read_option(*choice, fields.at("choice"), item.options.size(), fields.faults())};
}

Key read_choices(const Item& item, Fields& fields) {
    auto options = read_option_list(fields, "choices", item.options.size());
    if (options.empty() || options.size() >= item.options.size()) {
        fields.faults().add(fields.at("choices"),
                            "Donner au moins une bonne option, jamais toutes.",
                            "Give at least one right option, never all of them.");
    }
    std::ranges::sort(options);
    return key::Choices{std::move(options)};
}

Key read_accept(const Item& /*item*/, Fields& fields) {
    key::ShortText accepted;
    const auto& elements = fields.array("accept", kAcceptCount);
    for (std::size_t n = 0; n < elements.size(); ++n) {
        const auto where = fields.at("accept").element(n);
        auto text = read_text(elements[n], where, kAcceptMax, fields.faults());
        auto folded = fold(text);
        if (folded.empty()) {
            fields.faults().add(
                where,
                "Écrire une réponse qui contienne une lettre, un chiffre ou un signe.",
                "Write an answer that holds a letter, a digit or a sign.");
        }
        if (std::ranges::find(accepted.folded, folded) != accepted.folded.end()) {
            fields.faults().add(
                where,
                "Retirer cette réponse : casse, accents, espaces et tirets mis à part, elle est "
                "déjà là.",
                "Remove this answer: case, accents, spaces and hyphens aside, it is already "
                "there.");
        }
        accepted.accept.push_back(std::move(text));
        accepted.folded.push_back(std::move(folded));
    }
    return accepted;
}

std::string read_decimal(Fields& fields, std::string_view name) {
    auto text = fields.text(name, kNumberMax);
    if (!Decimal::parse_strict(text)) {
        fields.faults().add(fields.at(name),
                            "Écrire un nombre décimal avec un point, par exemple \"12.5\".",
                            "Write a decimal number with a point, for example \"12.5\".");
    }
    return text;
}

Key read_number(const Item& /*item*/, Fields& fields) {
    key::Number number{.value = read_decimal(fields, "value"),
                       .tolerance = read_decimal(fields, "tolerance")};
    if (number.tolerance.starts_with('-')) {
        fields.faults().add(fields.at("tolerance"),
                            "Écrire une tolérance positive ou nulle.",
                            "Write a tolerance of zero or more.");
    }
    return number;
}

Key read_order(const Item& item, Fields& fields) {
    auto options = read_option_list(fields, "order", item.options.size());
    if (options.size() != item.options.size()) {
        fields.faults().add(fields.at("order"),
                            "Mettre chaque option une fois dans l'ordre attendu.",
                            "Put every option once in the right order.");
    }
    if (is_file_order(options)) {
        fields.faults().add(fields.at("order"),
                            "Écrire les options du fichier dans un autre ordre que la clé.",
                            "Write the options of the file in another order than the key.");
    }
    return key::Order{std::move(options)};
}

Key read_pairs(const Item& item, Fields& fields) {
    const auto* value = fields.required("pairs");
    if (value == nullptr) return key::Match{};
    Fields pairs(*value, fields.at("pairs"), fields.faults());
    key::Match match;
    for (std::size_t left = 0; left < item.left.size(); ++left) {
        const std::string id(1, static_cast<char>('a' + static_cast<int>(left % 26)));
        if (const auto* right = pairs.required(id)) {
            match.right_of.push_back(
                read_option(*right, pairs.at(id), item.right.size(), fields.faults()));
        }
    }
    pairs.refuse_unknown();
    if (std::set(match.right_of.begin(), match.right_of.end()).size() != match.right_of.size()) {
        fields.faults().add(fields.at("pairs"),
                            "Employer chaque option de droite une fois au plus.",
                            "Use each option on the right at most once.");
    }
    if (match.right_of.size() == item.left.size() && is_file_order(match.right_of)) {
        fields.faults().add(fields.at("pairs"),
                            "Écrire les options de droite dans un autre ordre que la clé.",
                            "Write the options on the right in another order than the key.");
    }
    return match;
}

Key read_by_interaction(const Item& item, Fields& fields) {
    switch (item.interaction) {
        case Interaction::SingleChoice:
            return read_choice(item, fields);
        case Interaction::MultipleChoice:
            return read_choices(item, fields);
        case Interaction::ShortText:
            return read_accept(item, fields);
        case Interaction::Number:
            return read_number(item, fields);
        case Interaction::Order:
            return read_order(item, fields);
        case Interaction::Match:
            return read_pairs(item, fields);
    }
    fail_ensure("an interaction is one of six");
}

}  // namespace

Key read_key(const Item& item, Fields& fields) {
    const auto* value = fields.required("key");
    if (value == nullptr) return {};
    Fields inner(*value, fields.at("key"), fields.faults());
    if (value->object() == nullptr) return {};
    auto key = read_by_interaction(item, inner);
    inner.refuse_unknown();
    return key;
}

}  // namespace probant::engine
