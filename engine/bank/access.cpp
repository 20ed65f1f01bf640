// SPDX-License-Identifier: EUPL-1.2
#include "engine/bank/access.h"

#include <algorithm>
#include <functional>

#include "crypto/base/ensure.h"
#include "engine/bank/content.h"
#include "engine/bank/training.h"

namespace probant::engine {
namespace {

bool has_pretests_for(const AccessNeeds& needs, const Content& content) {
    const auto wanted = content.rules.pretest ? content.rules.pretest->count : 0;
    const auto found = std::ranges::count_if(content.bank.items, [&](const Item& item) {
        return item.status == ItemStatus::Pretest && suits(item, needs);
    });
    return found >= std::int64_t{wanted};
}

}  // namespace

std::string_view name_of(AccessNeed need) {
    switch (need) {
        case AccessNeed::Keyboard:
            return "keyboard";
        case AccessNeed::ScreenReader:
            return "screen_reader";
        case AccessNeed::LowVision:
            return "low_vision";
        case AccessNeed::Colours:
            return "colours";
    }
    fail_ensure("a need has a name");
}

std::optional<AccessNeed> parse_access_need(std::string_view name) {
    for (const AccessNeed need : kAccessNeeds)
        if (name_of(need) == name) return need;
    return std::nullopt;
}

Text words_for(AccessNeed need) {
    switch (need) {
        case AccessNeed::Keyboard:
            return {.fr = "clavier seul", .en = "keyboard alone"};
        case AccessNeed::ScreenReader:
            return {.fr = "lecteur d’écran", .en = "screen reader"};
        case AccessNeed::LowVision:
            return {.fr = "basse vision", .en = "low vision"};
        case AccessNeed::Colours:
            return {.fr = "couleurs", .en = "colours"};
    }
    fail_ensure("a need has words");
}

bool are_needs(const AccessNeeds& needs) {
    return std::ranges::adjacent_find(needs, std::greater_equal{}) == needs.end();
}

bool suits(const Item& item, const AccessNeeds& needs) {
    return !item.access || std::ranges::includes(*item.access, needs);
}

std::vector<char> withheld_for(const AccessNeeds& needs, const Content& content) {
    auto withheld = content.withheld;
    if (needs.empty()) return withheld;
    withheld.resize(content.bank.items.size(), 0);
    for (std::size_t place = 0; place < withheld.size(); ++place)
        if (!suits(content.bank.items[place], needs)) withheld[place] = 1;
    if (std::ranges::count(withheld, 1) == 0) withheld.clear();
    return withheld;
}

bool has_sitting_for(const AccessNeeds& needs, const Content& content) {
    if (!has_pretests_for(needs, content)) return false;
    const auto withheld = withheld_for(needs, content);
    if (content.rules.purpose == Purpose::Training)
        return few_for_training(content.bank, content.rules, /*reports=*/0, withheld).empty();
    return has_whole_test(content, withheld);
}

}  // namespace probant::engine
