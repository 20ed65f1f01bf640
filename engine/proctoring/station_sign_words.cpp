// SPDX-License-Identifier: EUPL-1.2
#include "engine/proctoring/station_sign_words.h"

#include <array>

namespace probant::engine {

namespace {

struct SignText {
    std::string_view french{};
    std::string_view english{};

    [[nodiscard]] std::string_view in(Language language) const {
        return language == Language::French ? french : english;
    }
};

struct SignWords {
    SignText title{};
    SignText seen{};     ///< what is to check
    SignText perhaps{};  ///< what else it may be, or why it matters little
    SignText untold{};   ///< after "the station could not tell"
};

// By StationSign.
constexpr std::array kSignWords{
    SignWords{{"Programme hors de la liste", "Program outside the list"},
              {"Un programme hors de la liste de la station tournait",
               "A program outside the station's list was running"},
              {"une tâche du système, ou une liste à compléter",
               "a task of the system, or a list to complete"},
              {"quels programmes tournaient", "which programs were running"}},
    SignWords{{"Deuxième écran", "Second screen"},
              {"Plus d'un écran était branché", "More than one screen was connected"},
              {"un projecteur ou un écran éteint compte aussi",
               "a projector or a screen that is off counts too"},
              {"combien d'écrans étaient branchés", "how many screens were connected"}},
    SignWords{{"Session à distance", "Remote session"},
              {"Quelque chose qui permet de voir ou de conduire la station à distance était "
               "ouvert",
               "Something that lets the station be seen or driven from afar was open"},
              {"peut-être l'entretien de la salle", "perhaps the upkeep of the room"},
              {"si elle pouvait être vue ou conduite à distance",
               "whether it could be seen or driven from afar"}},
    SignWords{{"Machine virtuelle", "Virtual machine"},
              {"Plusieurs indices concordent avec une machine virtuelle",
               "Several hints agree with a virtual machine"},
              {"un centre peut en employer, et des indices ne sont pas une preuve",
               "a centre may use them, and hints are no proof"},
              {"si elle était une machine virtuelle", "whether it was a virtual machine"}},
    SignWords{
        {"Horloge décalée", "Clock drift"},
        {"L'horloge de la station s'écartait de celle du centre",
         "The station's clock differed from the centre's"},
        {"les heures de l'examen sont celles du centre", "the exam goes by the centre's clock"},
        {"si son horloge s'accordait à celle du centre",
         "whether its clock agreed with the centre's"}},
    SignWords{
        {"Chemin du réseau", "Network path"},
        {"Un chemin du réseau semblait mener ailleurs qu'au centre",
         "A path of the network seemed to lead elsewhere than to the centre"},
        {"un câble ou un réglage de la salle suffit", "a cable or a setting of the room is enough"},
        {"où son réseau pouvait mener", "where its network could lead"}},
    SignWords{{"Stockage USB", "USB storage"},
              {"Un support de stockage USB était branché", "A USB storage device was plugged in"},
              {"une clé, un lecteur de cartes vide ou un disque de secours compte aussi",
               "a key, an empty card reader or a backup disk counts too"},
              {"si un support de stockage USB était branché",
               "whether a USB storage device was plugged in"}},
    SignWords{{"Fenêtre sans clavier", "Window without the keyboard"},
              {"Le clavier n'allait pas à la fenêtre de l'examen",
               "The keyboard did not go to the exam's window"},
              {"une fenêtre du système a pu passer devant",
               "a window of the system may have come in front"},
              {"si le clavier allait à la fenêtre de l'examen",
               "whether the keyboard went to the exam's window"}},
    SignWords{{"Plein écran quitté", "Full screen left"},
              {"La fenêtre de l'examen n'était pas en plein écran",
               "The exam's window was not full-screen"},
              {"un écran rebranché suffit", "a screen plugged in again is enough"},
              {"si la fenêtre de l'examen était en plein écran",
               "whether the exam's window was full-screen"}},
    SignWords{{"Caméra absente", "Camera gone"},
              {"La caméra ne répondait plus", "The camera no longer answered"},
              {"un câble débranché ou une panne suffit", "an unplugged cable or a fault is enough"},
              {"si sa caméra répondait", "whether its camera answered"}},
    SignWords{{"Navigateur redémarré", "Browser restarted"},
              {"Le navigateur de l'examen a redémarré", "The exam's browser was restarted"},
              {"une panne suffit, et les réponses enregistrées restent",
               "a fault is enough, and saved answers stay"},
              {"si son navigateur avait redémarré", "whether its browser was restarted"}},
    SignWords{{"Station redémarrée", "Station restarted"},
              {"Le programme de la station a redémarré", "The station's program was restarted"},
              {"une coupure de courant suffit", "a power cut is enough"},
              {"si elle avait redémarré", "whether it was restarted"}}};
static_assert(kSignWords.size() == kStationSigns.size());

const SignWords& words_of(StationSign sign) {
    return kSignWords.at(place_of(sign));
}

std::string between_brackets(const std::string& evidence) {
    if (evidence.empty()) return {};
    return " (" + evidence + ")";
}

}  // namespace

std::string reason_of(const IntegritySign& sign, Language language) {
    const SignWords& words = words_of(sign.sign);
    if (sign.state == SignState::Ok) {
        return std::string(SignText{"Rien à vérifier.", "Nothing to check."}.in(language));
    }
    if (sign.state == SignState::CouldNotTell) {
        const SignText could_not{"La station n'a pas pu dire ", "The station could not tell "};
        return std::string(could_not.in(language))
            .append(words.untold.in(language))
            .append(between_brackets(sign.evidence))
            .append(".");
    }
    return std::string(words.seen.in(language))
        .append(between_brackets(sign.evidence))
        .append(SignText{" : ", ": "}.in(language))
        .append(words.perhaps.in(language))
        .append(".");
}

std::string_view title_of(StationSign sign, Language language) {
    return words_of(sign).title.in(language);
}

}  // namespace probant::engine
