// SPDX-License-Identifier: EUPL-1.2
#include "engine/bank/bank.h"

#include "crypto/base/ensure.h"

namespace probant::engine {

const Item& Bank::at(ItemNumber number) const {
    ENSURE(number.value < items.size());
    return items[number.value];
}

const Medium* Bank::medium_by_url(std::string_view url_name) const {
    for (const auto& [name, medium] : media)
        if (medium.url_name == url_name) return &medium;
    return nullptr;
}

}  // namespace probant::engine
