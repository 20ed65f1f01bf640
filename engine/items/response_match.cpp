// SPDX-License-Identifier: EUPL-1.2
#include "engine/items/response_match.h"

#include <algorithm>
#include <iterator>

#include "crypto/base/ensure.h"
#include "engine/items/decimal.h"
#include "engine/items/fold.h"
#include "engine/items/parts.h"

namespace probant::engine {
namespace {

/// One overload per kind of key; a response of another kind is wrong.
struct Judge {
    const Response& response;

    bool operator()(const key::Choice& right) const {
        const auto* choice = std::get_if<Choice<OptionId>>(&response);
        return choice != nullptr && choice->option == right.option;
    }

    bool operator()(const key::Choices& right) const {
        const auto* choices = std::get_if<Choices<OptionId>>(&response);
        if (choices == nullptr) return false;
        return std::ranges::is_permutation(choices->options, right.options);
    }

    bool operator()(const key::ShortText& right) const {
        const auto* typed = std::get_if<TypedText>(&response);
        if (typed == nullptr) return false;
        const auto folded = fold(typed->text);
        return std::ranges::find(right.folded, folded) != right.folded.end();
    }

    bool operator()(const key::Number& right) const {
        const auto* text = std::get_if<TypedNumber>(&response);
        if (text == nullptr) return false;
        const auto typed = Decimal::parse_typed(text->text);
        if (!typed) return false;
        const auto value = Decimal::parse_strict(right.value);
        const auto tolerance = Decimal::parse_strict(right.tolerance);
        ENSURE(value && tolerance);
        return is_within(*typed, *value, *tolerance);
    }

    bool operator()(const key::Order& right) const {
        const auto* ordered = std::get_if<Ordered<OptionId>>(&response);
        return ordered != nullptr && ordered->options == right.options;
    }

    bool operator()(const key::Match& right) const {
        const auto* matched = std::get_if<Matched<OptionId>>(&response);
        if (matched == nullptr || matched->pairs.size() != right.right_of.size()) return false;
        std::vector<bool> named(right.right_of.size(), false);
        for (const auto& pair : matched->pairs) {
            const std::size_t left = pair.left.value;
            if (left >= named.size() || named[left]) return false;
            if (right.right_of[left] != pair.right) return false;
            named[left] = true;
        }
        return true;
    }
};

}  // namespace

bool is_right(const Item& item, const Response& response) {
    return std::visit(Judge{response}, item.key);
}

Category credit_of(const Item& item, const Response& response) {
    const bool right = is_right(item, response);
    if (item.credit.empty()) return {right ? 1U : 0U};
    if (right) return {static_cast<std::uint32_t>(item.credit.size())};
    // Whatever it counts, a response that is not right never reaches the last step.
    const auto parts = right_parts(item.key, response);
    const auto last = std::prev(item.credit.end());
    const auto earned = std::count_if(
        item.credit.begin(), last, [&](const CreditStep& step) { return step.parts <= parts; });
    return {static_cast<std::uint32_t>(earned)};
}

}  // namespace probant::engine
