// SPDX-License-Identifier: EUPL-1.2
#include "engine/items/parts.h"

#include <algorithm>
#include <cstddef>
#include <iterator>

#include "crypto/base/ensure.h"

namespace probant::engine {
namespace {

std::uint32_t size_of(const std::vector<OptionId>& options) {
    return static_cast<std::uint32_t>(options.size());
}

std::uint32_t pairs_among(std::uint32_t options) {
    return options * (options - 1) / 2;
}

bool holds(const std::vector<OptionId>& options, OptionId option) {
    return std::ranges::find(options, option) != options.end();
}

struct AllParts {
    template <class Whole>
    std::uint32_t operator()(const Whole& /*met or not*/) const {
        return 0;
    }

    std::uint32_t operator()(const key::Choices& key) const { return size_of(key.options); }

    std::uint32_t operator()(const key::Order& key) const {
        return pairs_among(size_of(key.options));
    }

    std::uint32_t operator()(const key::Match& key) const { return size_of(key.right_of); }
};

struct RightParts {
    const Response& response;

    template <class Whole>
    std::uint32_t operator()(const Whole& /*met or not*/) const {
        return 0;
    }

    std::uint32_t operator()(const key::Choices& key) const {
        const auto* choices = std::get_if<Choices<OptionId>>(&response);
        if (choices == nullptr) return 0;
        const auto right = std::ranges::count_if(
            choices->options, [&](OptionId option) { return holds(key.options, option); });
        const auto wrong = std::ssize(choices->options) - right;
        return static_cast<std::uint32_t>(std::max<std::ptrdiff_t>(0, right - wrong));
    }

    std::uint32_t operator()(const key::Order& key) const {
        const auto* ordered = std::get_if<Ordered<OptionId>>(&response);
        if (ordered == nullptr) return 0;
        std::uint32_t right = 0;
        for (auto first = key.options.begin(); first != key.options.end(); ++first) {
            const auto place = std::ranges::find(ordered->options, *first);
            right += static_cast<std::uint32_t>(
                std::count_if(first + 1, key.options.end(), [&](OptionId later) {
                    return std::find(place, ordered->options.end(), later) !=
                           ordered->options.end();
                }));
        }
        return right;
    }

    std::uint32_t operator()(const key::Match& key) const {
        const auto* matched = std::get_if<Matched<OptionId>>(&response);
        if (matched == nullptr) return 0;
        return static_cast<std::uint32_t>(
            std::ranges::count_if(matched->pairs, [&](const Pair<OptionId>& pair) {
                return pair.left.value < key.right_of.size() &&
                       key.right_of[pair.left.value] == pair.right;
            }));
    }
};

}  // namespace

std::uint32_t all_parts(const Key& key) {
    return std::visit(AllParts{}, key);
}

std::uint32_t right_parts(const Key& key, const Response& response) {
    return std::visit(RightParts{response}, key);
}

std::uint32_t blind_parts(const Item& item) {
    const auto all = all_parts(item.key);
    switch (item.interaction) {
        case Interaction::MultipleChoice: {
            const auto wrong = static_cast<std::uint32_t>(item.options.size()) - all;
            return all > wrong ? all - wrong : 0;
        }
        case Interaction::Order:
            return all / 2;
        case Interaction::Match:
            return 1;
        case Interaction::SingleChoice:
        case Interaction::ShortText:
        case Interaction::Number:
            return 0;
    }
    fail_ensure("an interaction is one of six");
}

}  // namespace probant::engine
