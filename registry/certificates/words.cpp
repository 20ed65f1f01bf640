// SPDX-License-Identifier: EUPL-1.2
#include "registry/certificates/words.h"

#include <array>
#include <chrono>

#include "engine/bank/competence.h"

namespace probant::registry::words {
namespace {

constexpr std::array<std::string_view, engine::kDomains> kDomainNames{
    "Information et données",
    "Communication et collaboration",
    "Création de contenu",
    "Protection et sécurité",
    "Environnement numérique"};

constexpr std::array<std::string_view, engine::kCompetences> kCompetenceNames{
    "1.1 Mener une recherche et une veille d’information",
    "1.2 Gérer des données",
    "1.3 Traiter des données",
    "2.1 Interagir",
    "2.2 Partager et publier",
    "2.3 Collaborer",
    "2.4 S’insérer dans le monde numérique",
    "3.1 Développer des documents textuels",
    "3.2 Développer des documents multimédia",
    "3.3 Adapter les documents à leur finalité",
    "3.4 Programmer",
    "4.1 Sécuriser l’environnement numérique",
    "4.2 Protéger les données personnelles et la vie privée",
    "4.3 Protéger la santé, le bien-être et l’environnement",
    "5.1 Résoudre des problèmes techniques",
    "5.2 Évoluer dans un environnement numérique"};

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

std::string_view competence(std::uint32_t index) {
    return kCompetenceNames.at(index);
}

std::string_view standing(std::string_view name) {
    if (name == "stronger") return "plus à l’aise ici que dans l’ensemble";
    if (name == "alike") return "au même niveau que l’ensemble";
    if (name == "weaker") return "moins à l’aise ici que dans l’ensemble";
    if (name == "could_not_tell") return "trop peu de questions pour comparer";
    return {};
}

}  // namespace probant::registry::words
