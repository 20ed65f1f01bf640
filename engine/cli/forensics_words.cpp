// SPDX-License-Identifier: EUPL-1.2
#include "engine/cli/forensics_words.h"

#include "crypto/base/ensure.h"

namespace probant::engine::cli {
namespace {

using forensics::Statistic;

constexpr ReportWords kFrench{
    .language = "fr",
    .title = "Indices statistiques sur une session",
    .notice =
        "Ce rapport réunit des indices pour une personne qui doit juger. Aucun n'est une preuve de "
        "fraude, et aucun ne suffit à lui seul : une réponse inhabituelle peut avoir une cause "
        "innocente (maladie, langue, reprise d'études, cours commun). « À vérifier » veut dire "
        "« plus rare que le seuil choisi », rien d'autre.",
    .counts =
        "{persons} personnes, {items} questions dans la banque, {pairs} paires comparées. "
        "Seuil : {alpha}.",
    .abilities_given = "Les réponses sont confrontées aux niveaux donnés, connus d'ailleurs.",
    .abilities_estimated =
        "Les réponses sont confrontées à un niveau estimé d'après elles ; le calcul en tient "
        "compte.",
    .overview = "Vue d'ensemble",
    .overview_head =
        "Indice|Ce qu'il regarde|Testés|À vérifier|Attendus par le seul hasard|"
        "Sans réponse possible",
    .persons_rule =
        "Pour une personne, le seuil s'applique à chaque test : parmi des personnes sans reproche, "
        "à peu près la part du seuil est signalée à chaque indice.",
    .pairs_rule =
        "Pour les paires, le seuil s'applique à q (Benjamini et Hochberg) : parmi les paires "
        "signalées, on attend au plus la part du seuil de fausses alertes.",
    .unavailable = "Ce qui n'était pas disponible",
    .unavailable_head = "Indice|Pourquoi",
    .histograms = "Répartition des valeurs p",
    .histograms_note =
        "Sans rien d'anormal, les barres ont à peu près la même hauteur (ligne pointillée). Une "
        "première barre trop haute est le signe qu'il y a quelque chose à regarder.",
    .rooms = "Plan des salles",
    .rooms_note =
        "Un carré par place ; foncé si la personne est à vérifier. Un trait relie deux places "
        "d'une "
        "paire à vérifier.",
    .rooms_none = "Les places ne sont pas connues.",
    .pairs = "Paires à vérifier",
    .pairs_head =
        "Personnes|Questions communes|Mêmes bonnes réponses|Mêmes erreurs|q de omega|"
        "q de GBT|q de M4|Places",
    .pairs_none = "Aucune.",
    .persons = "Personnes à vérifier",
    .persons_head = "Personne|Indice|Valeur|p|Réponses",
    .persons_none = "Aucune.",
    .more = "Et {count} de plus dans {file}.",
    .next = "Et maintenant ?",
    .next_steps =
        "Relire le journal de la session et le procès-verbal de salle : incidents, sorties, "
        "déplacements.|Regarder le plan : deux voisins ne valent pas deux personnes d'autres "
        "sessions. Qui a copié ne se lit pas dans ces nombres.|Entendre la ou les personnes avant "
        "toute décision, et leur montrer ce rapport.|Ne jamais décider sur un seul indice.",
    .other_session = "autre session",
    .seat_unknown = "place inconnue",
    .seats_apart = "{distance} place(s) d'écart, départ à {minutes} min près"};

constexpr ReportWords kEnglish{
    .language = "en",
    .title = "Statistical evidence about a session",
    .notice =
        "This report gathers evidence for a person who must judge. None of it proves cheating, and "
        "none is enough by itself: unusual answers may have an innocent cause (illness, language, "
        "studies taken up again, a course in common). \"To check\" means \"rarer than the level "
        "chosen\", nothing else.",
    .counts =
        "{persons} persons, {items} items in the bank, {pairs} pairs compared. Level: {alpha}.",
    .abilities_given = "Answers are held against the abilities given, known from elsewhere.",
    .abilities_estimated =
        "Answers are held against an ability estimated from them; the computation allows for it.",
    .overview = "Overview",
    .overview_head =
        "Statistic|What it looks at|Tested|To check|Expected by chance alone|"
        "Could not tell",
    .persons_rule =
        "For a person the level applies to each test: among people who did nothing, about that "
        "share is pointed out by each statistic.",
    .pairs_rule =
        "For pairs the level applies to q (Benjamini and Hochberg): among the pairs pointed out, "
        "at "
        "most that share of false alarms is expected.",
    .unavailable = "What was unavailable",
    .unavailable_head = "Statistic|Why",
    .histograms = "How p-values lie",
    .histograms_note =
        "With nothing unusual the bars are about of one height (dotted line). A first bar that is "
        "too high says that there is something to look at.",
    .rooms = "Room plans",
    .rooms_note =
        "One square for each seat, dark when the person is to check. A line joins the two seats of "
        "a pair to check.",
    .rooms_none = "The seats are not known.",
    .pairs = "Pairs to check",
    .pairs_head =
        "Persons|Items in common|Same right answers|Same wrong answers|q of omega|"
        "q of GBT|q of M4|Seats",
    .pairs_none = "None.",
    .persons = "Persons to check",
    .persons_head = "Person|Statistic|Value|p|Answers",
    .persons_none = "None.",
    .more = "And {count} more in {file}.",
    .next = "What now?",
    .next_steps =
        "Read the session's journal and the room's record again: incidents, absences, moves.|Look "
        "at the plan: two neighbours are not two people of different sessions. Who copied cannot "
        "be "
        "read from these figures.|Hear the person or persons before any decision, and show them "
        "this report.|Never decide on one statistic alone.",
    .other_session = "another session",
    .seat_unknown = "seat unknown",
    .seats_apart = "{distance} seat(s) apart, started within {minutes} min"};

std::string_view french_meaning(Statistic statistic) {
    switch (statistic) {
        case Statistic::LzStar:
            return "Des questions difficiles réussies et des faciles manquées, plus que le hasard.";
        case Statistic::ResponseTimes:
            return "Des temps de réponse qui ne vont pas ensemble, au rythme de la personne.";
        case Statistic::RapidAnswers:
            return "Des réponses trop rapides, et plus justes (ou plus fausses) que les autres.";
        case Statistic::NamedItems:
            return "Plus de réussite et de vitesse sur les questions dites connues d'avance.";
        case Statistic::Omega:
            return "Trop de réponses identiques à celles d'une autre personne, prises comme "
                   "source.";
        case Statistic::Gbt:
            return "Trop de réponses identiques entre deux personnes.";
        case Statistic::M4:
            return "Trop de mêmes bonnes réponses et de mêmes erreurs ; une erreur compte triple.";
    }
    ENSURE(false);
}

std::string_view english_meaning(Statistic statistic) {
    switch (statistic) {
        case Statistic::LzStar:
            return "Hard items right and easy ones wrong, more than chance makes.";
        case Statistic::ResponseTimes:
            return "Times that do not go together, at the person's own pace.";
        case Statistic::RapidAnswers:
            return "Answers too fast, and more often right (or wrong) than the others.";
        case Statistic::NamedItems:
            return "Better and faster on the items said to be known beforehand.";
        case Statistic::Omega:
            return "Too many answers identical to another person's, taken as the source.";
        case Statistic::Gbt:
            return "Too many identical answers between two persons.";
        case Statistic::M4:
            return "Too many same right answers and same errors; an error counts three times.";
    }
    ENSURE(false);
}

}  // namespace

const ReportWords& french_words() {
    return kFrench;
}

const ReportWords& english_words() {
    return kEnglish;
}

std::string_view meaning(Statistic statistic, const ReportWords& words) {
    return words.language == "fr" ? french_meaning(statistic) : english_meaning(statistic);
}

std::string_view english(Lack lack) {
    switch (lack) {
        case Lack::Times:
            return "unavailable: no response times";
        case Lack::List:
            return "unavailable: no list of items said to be known";
        case Lack::Alternatives:
            return "unavailable: the alternatives chosen are not given";
        case Lack::NominalModel:
            return "unavailable: no nominal response model";
        case Lack::TooMany:
            return "unavailable: too many pairs, give seats or fewer people";
    }
    ENSURE(false);
}

std::string_view french(Lack lack) {
    switch (lack) {
        case Lack::Times:
            return "indisponible : pas de temps de réponse";
        case Lack::List:
            return "indisponible : pas de liste de questions dites connues";
        case Lack::Alternatives:
            return "indisponible : les propositions choisies manquent";
        case Lack::NominalModel:
            return "indisponible : pas de modèle nominal des réponses";
        case Lack::TooMany:
            return "indisponible : trop de paires, donner les places ou moins de personnes";
    }
    ENSURE(false);
}

}  // namespace probant::engine::cli
