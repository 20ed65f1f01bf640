// SPDX-License-Identifier: EUPL-1.2
#include "engine/items/presentation.h"

#include <algorithm>
#include <utility>

#include "crypto/base/ensure.h"
#include "engine/math/counter_rng.h"

namespace probant::engine {
namespace {

std::vector<OptionId> in_file_order(std::size_t count) {
    std::vector<OptionId> order;
    order.reserve(count);
    for (std::uint32_t option = 0; option < count; ++option)
        order.push_back(OptionId{option});
    return order;
}

std::vector<OptionId> shuffled(std::size_t count, math::CounterRng rng) {
    std::vector<OptionId> order;
    for (const auto option : rng.permutation(static_cast<std::uint32_t>(count)))
        order.push_back(OptionId{option});
    return order;
}

/// A list to put in order must not come in order: the first gesture would spoil it.
void avoid_key(std::vector<OptionId>& order, const Item& item) {
    const auto* right = std::get_if<key::Order>(&item.key);
    if (right == nullptr || order != right->options) return;
    std::ranges::rotate(order, order.begin() + 1);
}

/// From a place to its option, or from an option to its place.
struct ToBank {
    using From = Place;
    using To = OptionId;

    OptionId operator()(const std::vector<OptionId>& order, Place place) const {
        ENSURE(place.value < order.size());
        return order[place.value];
    }
};

struct ToShown {
    using From = OptionId;
    using To = Place;

    Place operator()(const std::vector<OptionId>& order, OptionId option) const {
        const auto found = std::ranges::find(order, option);
        ENSURE(found != order.end());
        return Place{static_cast<std::uint32_t>(found - order.begin())};
    }
};

template <class Way>
struct Mapper {
    using From = typename Way::From;
    using To = typename Way::To;
    using Mapped = ResponseIn<To>;

    const Presentation& presentation;

    [[nodiscard]] std::vector<To> each(const std::vector<From>& refs) const {
        std::vector<To> mapped;
        mapped.reserve(refs.size());
        for (const From ref : refs)
            mapped.push_back(Way{}(presentation.options, ref));
        return mapped;
    }

    Mapped operator()(const Passed& passed) const { return passed; }

    Mapped operator()(const TypedText& typed) const { return typed; }

    Mapped operator()(const TypedNumber& typed) const { return typed; }

    Mapped operator()(const Choice<From>& choice) const {
        return Choice<To>{Way{}(presentation.options, choice.option)};
    }

    Mapped operator()(const Choices<From>& choices) const {
        auto mapped = each(choices.options);
        std::sort(mapped.begin(), mapped.end());
        return Choices<To>{std::move(mapped)};
    }

    Mapped operator()(const Ordered<From>& ordered) const {
        return Ordered<To>{each(ordered.options)};
    }

    Mapped operator()(const Matched<From>& matched) const {
        std::vector<Pair<To>> pairs;
        pairs.reserve(matched.pairs.size());
        for (const auto& pair : matched.pairs) {
            pairs.push_back({.left = Way{}(presentation.left, pair.left),
                             .right = Way{}(presentation.right, pair.right)});
        }
        std::sort(pairs.begin(), pairs.end());
        return Matched<To>{std::move(pairs)};
    }
};

}  // namespace

Presentation present(const Item& item, Seed seed, DrawNumber draw) {
    if (item.fixed) {
        return {.options = in_file_order(item.options.size()),
                .left = in_file_order(item.left.size()),
                .right = in_file_order(item.right.size())};
    }
    const auto rng = [seed, draw](math::Purpose purpose) {
        return math::CounterRng(seed.value, draw.value, purpose);
    };
    Presentation presentation{
        .options = shuffled(item.options.size(), rng(math::Purpose::OptionOrder)),
        .left = shuffled(item.left.size(), rng(math::Purpose::LeftOrder)),
        .right = shuffled(item.right.size(), rng(math::Purpose::RightOrder))};
    avoid_key(presentation.options, item);
    return presentation;
}

Response to_bank(const Presentation& presentation, const ShownResponse& response) {
    return std::visit(Mapper<ToBank>{presentation}, response);
}

ShownResponse to_shown(const Presentation& presentation, const Response& response) {
    return std::visit(Mapper<ToShown>{presentation}, response);
}

}  // namespace probant::engine
