// SPDX-License-Identifier: EUPL-1.2
#include "engine/bank/competence_name.h"

#include <array>

namespace probant::engine {
namespace {

using CompetenceNames = std::array<std::string_view, kCompetences>;

constexpr CompetenceNames kFrenchCompetences{"Mener une recherche et une veille d’information",
                                             "Gérer des données",
                                             "Traiter des données",
                                             "Interagir",
                                             "Partager et publier",
                                             "Collaborer",
                                             "S’insérer dans le monde numérique",
                                             "Développer des documents textuels",
                                             "Développer des documents multimédia",
                                             "Adapter les documents à leur finalité",
                                             "Programmer",
                                             "Sécuriser l’environnement numérique",
                                             "Protéger les données personnelles et la vie privée",
                                             "Protéger la santé, le bien-être et l’environnement",
                                             "Résoudre des problèmes techniques",
                                             "Évoluer dans un environnement numérique"};

constexpr CompetenceNames kEnglishCompetences{"Search for information and keep up with it",
                                              "Manage data",
                                              "Process data",
                                              "Interact",
                                              "Share and publish",
                                              "Collaborate",
                                              "Take one’s place in the digital world",
                                              "Develop text documents",
                                              "Develop multimedia documents",
                                              "Adapt documents to their purpose",
                                              "Program",
                                              "Secure the digital environment",
                                              "Protect personal data and privacy",
                                              "Protect health, well-being and the environment",
                                              "Solve technical problems",
                                              "Find one’s way in a digital environment"};

}  // namespace

std::string_view name_of(Competence competence, Language language) {
    const auto& names = language == Language::French ? kFrenchCompetences : kEnglishCompetences;
    return names.at(competence.index);
}

}  // namespace probant::engine
