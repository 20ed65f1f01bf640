// SPDX-License-Identifier: EUPL-1.2
#include "engine/exposure/hunger.h"

#include <array>
#include <string>

#include "engine/exposure/exposure.h"

namespace probant::engine {
namespace {

/// Three decimals, rounded up: what is said must be enough.
std::string least_cap(const Hunger& hunger) {
    constexpr std::uint64_t kThousand = 1000;
    const auto permille = std::to_string((hunger.wanted * kThousand + hunger.has - 1) / hunger.has);
    return std::string(3 - permille.size(), '0') + permille;
}

}  // namespace

std::optional<Hunger> hungry_competence(const Pool& pool,
                                        std::span<const char> withheld,
                                        std::uint64_t wanted,
                                        std::uint32_t cap_ppm) {
    std::array<std::uint64_t, kCompetences> counts{};
    for (std::uint32_t item = 0; item < pool.size(); ++item)
        if (withheld.empty() || withheld[item] == 0) ++counts.at(pool.competence_index({item}));
    for (std::uint32_t index = 0; index < kCompetences; ++index) {
        const std::uint64_t has = counts.at(index);
        if (has * cap_ppm >= wanted * kMillionth) continue;
        return Hunger{.competence = Competence{index}, .has = has, .wanted = wanted};
    }
    return std::nullopt;
}

Text sentence_of(const Hunger& hunger) {
    const auto code = hunger.competence.code();
    const auto has = std::to_string(hunger.has);
    const auto wanted = std::to_string(hunger.wanted);
    Text said{
        .fr = "la compétence " + code + " a " + has + " questions : " + wanted + " par candidat ",
        .en = "competence " + code + " has " + has + " items: " + wanted + " per candidate "};
    if (hunger.has < hunger.wanted) {
        said.fr += "ne peuvent pas être données";
        said.en += "cannot be given";
    } else if (hunger.has == hunger.wanted) {
        said.fr += "demandent un plafond de 1";
        said.en += "need a cap of 1";
    } else {
        said.fr += "demandent un plafond de ," + least_cap(hunger) + " ou plus";
        said.en += "need a cap of ." + least_cap(hunger) + " or more";
    }
    return said;
}

}  // namespace probant::engine
