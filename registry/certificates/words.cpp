// SPDX-License-Identifier: EUPL-1.2
#include "registry/certificates/words.h"

#include <array>
#include <chrono>

#include "engine/bank/competence_name.h"

namespace probant::registry::words {
namespace {

constexpr std::array<std::string_view, engine::kDomains> kDomainNames{
    "Information et données",
    "Communication et collaboration",
    "Création de contenu",
    "Protection et sécurité",
    "Environnement numérique"};

using namespace std::chrono_literals;

/// One o'clock UTC on the last Sunday of that month: when Europe changes its clocks.
std::chrono::sys_seconds change_of_clocks(std::chrono::year year, std::chrono::month month) {
    const std::chrono::sys_days last{year / month / std::chrono::Sunday[std::chrono::last]};
    return last + 1h;
}

std::string two_digits(unsigned number) {
    return (number < 10 ? "0" : "") + std::to_string(number);
}

}  // namespace

std::string day_in_paris(UtcTime at) {
    const std::chrono::sys_seconds instant{std::chrono::seconds{at.unix_seconds}};
    const auto year =
        std::chrono::year_month_day{std::chrono::floor<std::chrono::days>(instant)}.year();
    const bool summer = instant >= change_of_clocks(year, std::chrono::March) &&
                        instant < change_of_clocks(year, std::chrono::October);
    const auto there = instant + (summer ? 2h : 1h);
    const std::chrono::year_month_day day{std::chrono::floor<std::chrono::days>(there)};
    return two_digits(unsigned{day.day()}) + "/" + two_digits(unsigned{day.month()}) + "/" +
           std::to_string(int{day.year()});
}

std::string_view domain(std::size_t domain) {
    return kDomainNames.at(domain);
}

std::string competence(std::uint32_t index) {
    const auto competence = engine::Competence::at(index);
    return competence.code() + ' ' +
           std::string(engine::name_of(competence, engine::Language::French));
}

std::string_view standing(std::string_view name) {
    if (name == "stronger") return "plus à l’aise ici que dans l’ensemble";
    if (name == "alike") return "au même niveau que l’ensemble";
    if (name == "weaker") return "moins à l’aise ici que dans l’ensemble";
    if (name == "could_not_tell") return "trop peu de questions pour comparer";
    return {};
}

}  // namespace probant::registry::words
