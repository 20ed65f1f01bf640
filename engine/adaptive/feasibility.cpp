// SPDX-License-Identifier: EUPL-1.2
#include "engine/adaptive/feasibility.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "crypto/base/ensure.h"
#include "engine/adaptive/eligibility.h"

namespace probant::engine {
namespace {

/// The tubes of one competence that are not a free choice, and how many of them must be taken.
struct Shortage {
    std::uint32_t wanted{};
    std::vector<std::vector<ItemNumber>> tubes{};
};

class Search {
public:
    Search(const Pool& pool, const Demand& demand)
        : pool_(pool), demand_(demand), contested_(pool.size(), 0), taken_(pool.size(), 0) {}

    [[nodiscard]] bool run() {
        if (!has_enough_tubes()) return false;
        if (!demand_.enemies_apart) return true;
        while (settle_free_choices()) {}
        return place(0, 0, shortages_.empty() ? 0 : shortages_.front().wanted);
    }

private:
    [[nodiscard]] bool is_available(ItemNumber item) const {
        return demand_.barred[item.value] == 0;
    }

    [[nodiscard]] std::vector<ItemNumber> available_of(TubeNumber tube) const {
        std::vector<ItemNumber> available;
        for (const ItemNumber item : pool_.items_of(tube))
            if (is_available(item)) available.push_back(item);
        return available;
    }

    [[nodiscard]] bool has_enough_tubes() {
        for (std::uint32_t index = 0; index < kCompetences; ++index) {
            const std::uint32_t wanted = demand_.needs.at(index);
            if (wanted == 0) continue;
            Shortage shortage{.wanted = wanted, .tubes = {}};
            for (const TubeNumber tube : pool_.tubes_of(Competence{index})) {
                if (auto items = available_of(tube); !items.empty())
                    shortage.tubes.push_back(std::move(items));
            }
            if (shortage.tubes.size() < wanted) return false;
            shortages_.push_back(std::move(shortage));
        }
        return true;
    }

    [[nodiscard]] bool is_free(ItemNumber item) const {
        const auto& enemies = pool_.at(item).enemies;
        return std::ranges::none_of(
            enemies, [this](ItemNumber enemy) { return contested_[enemy.value] != 0; });
    }

    void mark_contested() {
        std::ranges::fill(contested_, 0);
        for (const Shortage& shortage : shortages_) {
            for (const auto& tube : shortage.tubes) {
                for (const ItemNumber item : tube)
                    contested_[item.value] = 1;
            }
        }
    }

    /// A tube with an item that no other wanted item fights can be taken at once: swapping any
    /// other choice for it keeps a test valid. True when something changed, so that it pays to
    /// look again: what is no longer wanted fights nobody.
    [[nodiscard]] bool settle_free_choices() {
        mark_contested();
        bool changed = false;
        for (Shortage& shortage : shortages_) {
            const auto is_free_tube = [this](const std::vector<ItemNumber>& tube) {
                return std::ranges::any_of(tube, [this](ItemNumber item) { return is_free(item); });
            };
            const auto free =
                std::ranges::stable_partition(shortage.tubes, std::not_fn(is_free_tube));
            if (free.empty()) continue;
            shortage.wanted -= std::min(shortage.wanted, static_cast<std::uint32_t>(free.size()));
            shortage.tubes.erase(free.begin(), free.end());
            changed = true;
        }
        std::erase_if(shortages_, [](const Shortage& shortage) { return shortage.wanted == 0; });
        return changed;
    }

    [[nodiscard]] bool fights_taken(ItemNumber item) const {
        const auto& enemies = pool_.at(item).enemies;
        return std::ranges::any_of(enemies,
                                   [this](ItemNumber enemy) { return taken_[enemy.value] != 0; });
    }

    /// Depth first: `wanted` more tubes of this shortage from tube `next` on, then the others.
    // NOLINTNEXTLINE(misc-no-recursion): as deep as there are tubes, and kSearchStepsMax steps long
    [[nodiscard]] bool place(std::size_t shortage, std::size_t next, std::uint32_t wanted) {
        if (shortage == shortages_.size()) return true;
        if (wanted == 0) {
            const std::size_t following = shortage + 1;
            const bool last = following == shortages_.size();
            return place(following, 0, last ? 0 : shortages_[following].wanted);
        }
        const auto& tubes = shortages_[shortage].tubes;
        if (tubes.size() - next < wanted || ++steps_ > kSearchStepsMax) return false;
        for (const ItemNumber item : tubes[next]) {
            if (fights_taken(item)) continue;
            taken_[item.value] = 1;
            const bool found = place(shortage, next + 1, wanted - 1);
            taken_[item.value] = 0;
            if (found) return true;
        }
        return place(shortage, next + 1, wanted);
    }

    const Pool& pool_;
    const Demand& demand_;
    std::vector<Shortage> shortages_{};
    std::vector<char> contested_;
    std::vector<char> taken_;
    std::uint32_t steps_{};
};

}  // namespace

bool is_feasible(const Pool& pool, const Demand& demand) {
    ENSURE(demand.barred.size() == pool.size());
    return Search(pool, demand).run();
}

}  // namespace probant::engine
