// engine/bank/competence.h: the sixteen competences and their five domains.
//
// Role        One value for "1.1" … "5.2" and its place 0 … 15 in that order.
// Invariants  A Competence made by parse() or at() is one of the sixteen.
// Threads     Values.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace probant::engine {

constexpr std::size_t kCompetences = 16;
constexpr std::size_t kDomains = 5;

/// How many competences each domain has, domain 1 first.
constexpr std::array<std::uint32_t, kDomains> kDomainSizes{3, 4, 4, 3, 2};

struct Competence {
    std::uint32_t index{};  ///< 0 … 15

    [[nodiscard]] static Competence at(std::uint32_t index);  ///< ENSUREs index < kCompetences

    /// Nothing unless `code` is one of "1.1" … "5.2".
    [[nodiscard]] static std::optional<Competence> parse(std::string_view code);

    [[nodiscard]] std::string code() const;      ///< "1.1" … "5.2"
    [[nodiscard]] std::uint32_t domain() const;  ///< 1 … 5

    friend auto operator<=>(const Competence&, const Competence&) = default;
};

}  // namespace probant::engine
