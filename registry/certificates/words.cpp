// SPDX-License-Identifier: EUPL-1.2
#include "registry/certificates/words.h"

#include <array>

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

}  // namespace

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
