// SPDX-License-Identifier: EUPL-1.2
#include "tests/support/responses.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "engine/items/presentation.h"
#include "engine/packet/scripted_room.h"

namespace probant::support {
namespace {

using namespace probant::engine;  // the alternatives of Key and Response

using Bank = OptionId;

Matched<Bank> matched(const std::vector<OptionId>& right_of) {
    Matched<Bank> response;
    for (std::uint32_t left = 0; left < right_of.size(); ++left)
        response.pairs.push_back({.left = {left}, .right = right_of[left]});
    return response;
}

struct Right {
    Response operator()(const key::Choice& key) const { return Choice<Bank>{key.option}; }

    Response operator()(const key::Choices& key) const { return Choices<Bank>{key.options}; }

    Response operator()(const key::ShortText& key) const { return TypedText{key.accept.front()}; }

    Response operator()(const key::Number& key) const { return TypedNumber{key.value}; }

    Response operator()(const key::Order& key) const { return Ordered<Bank>{key.options}; }

    Response operator()(const key::Match& key) const { return matched(key.right_of); }
};

struct Wrong {
    const Item& item;

    Response operator()(const key::Choice& key) const {
        const auto count = static_cast<std::uint32_t>(item.options.size());
        return Choice<Bank>{{(key.option.value + 1) % count}};
    }

    Response operator()(const key::Choices& key) const {
        Choices<Bank> others;
        for (std::uint32_t option = 0; option < item.options.size(); ++option) {
            if (std::ranges::find(key.options, OptionId{option}) == key.options.end())
                others.options.push_back({option});
        }
        return others;
    }

    Response operator()(const key::ShortText& /*key*/) const { return TypedText{"tout autre"}; }

    Response operator()(const key::Number& /*key*/) const { return TypedNumber{"123456"}; }

    /// Backwards: not one pair of options is in the right order.
    Response operator()(const key::Order& key) const {
        return Ordered<Bank>{{key.options.rbegin(), key.options.rend()}};
    }

    Response operator()(const key::Match& key) const {
        auto turned = key.right_of;
        std::ranges::rotate(turned, turned.begin() + 1);
        return matched(turned);
    }
};

}  // namespace

ShownResponse right_response(const Item& item, Seed seed, DrawNumber draw) {
    return to_shown(present(item, seed, draw), std::visit(Right{}, item.key));
}

ShownResponse wrong_response(const Item& item, Seed seed, DrawNumber draw) {
    return to_shown(present(item, seed, draw), std::visit(Wrong{item}, item.key));
}

ShownResponse nearly_right_response(const Item& item, Seed seed, DrawNumber draw) {
    return to_shown(present(item, seed, draw), nearly_right_response(item));
}

ShownResponse unfit_response(const Item& item) {
    if (item.interaction == Interaction::ShortText) return Choice<Place>{{0}};
    return TypedText{"une réponse d'un autre genre"};
}

}  // namespace probant::support
