// SPDX-License-Identifier: EUPL-1.2
#include "engine/proctoring/alert_words.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <utility>

#include "engine/proctoring/object_hints.h"

namespace probant::engine {

namespace {

struct InBoth {
    std::string_view french{};
    std::string_view english{};

    [[nodiscard]] std::string_view in(Language language) const {
        return language == Language::French ? french : english;
    }
};

constexpr std::int64_t kMinutesFrom = 120;  // seconds: "119 seconds", then "2 minutes"

std::int64_t value_of(const ProctoringAlert& alert, std::string_view name) {
    return figure(alert, name).value_or(0);
}

std::string counted(std::int64_t count, InBoth one, InBoth many, Language language) {
    return std::to_string(count) + " " + std::string((count == 1 ? one : many).in(language));
}

// Rounded, never to nothing.
std::string time_of(std::int64_t ms, Language language) {
    const std::int64_t seconds = std::max<std::int64_t>(1, (ms + 500) / 1000);
    if (seconds < kMinutesFrom)
        return counted(seconds, {"seconde", "second"}, {"secondes", "seconds"}, language);
    return counted((seconds + 30) / 60, {"minute", "minute"}, {"minutes", "minutes"}, language);
}

// "… pendant 12 secondes", "… pendant 24 secondes, en 3 fois".
std::string for_how_long(const ProctoringAlert& alert, Language language) {
    std::string words{InBoth{" pendant ", " for "}.in(language)};
    words += time_of(value_of(alert, "seen_ms"), language);
    const auto times = value_of(alert, "times");
    if (times < 2) return words;
    return words + std::string(InBoth{", en ", ", over "}.in(language)) + std::to_string(times) +
           std::string(InBoth{" fois", " times"}.in(language));
}

std::string turned(const ProctoringAlert& alert, Language language) {
    const auto most =
        std::max(std::abs(value_of(alert, "yaw")), std::abs(value_of(alert, "pitch")));
    const std::string degrees = std::to_string((most + 5) / 10);
    if (language == Language::French)
        return "La tête est restée à " + degrees + "° de sa position habituelle";
    return "The head stayed " + degrees + "° away from its usual position";
}

std::string again(const ProctoringAlert& alert, Language language) {
    const std::string lag = time_of(value_of(alert, "lag_ms"), language);
    if (language == Language::French)
        return "Des images déjà montrées " + lag + " plus tôt sont revenues";
    return "Pictures already shown " + lag + " earlier came back";
}

std::string perhaps(const ProctoringAlert& alert, Language language) {
    constexpr std::array<InBoth, kHintedObjects.size()> kObjects{
        InBoth{"Un ordinateur portable", "A laptop"},
        InBoth{"Un téléphone", "A phone"},
        InBoth{"Un livre", "A book"}};
    const auto label = static_cast<std::size_t>(value_of(alert, "label"));
    const InBoth object =
        label < kObjects.size() ? kObjects.at(label) : InBoth{"Un objet", "An object"};
    return std::string(object.in(language)) +
           std::string(InBoth{" a peut-être été vu", " was perhaps seen"}.in(language));
}

struct Sentence {
    std::string seen{};  ///< before the time
    InBoth after{};      ///< what else it may be, or what to do
};

Sentence sentence_of(const ProctoringAlert& alert, Language language) {
    const auto plainly = [&](InBoth seen, InBoth after = {}) {
        return Sentence{std::string(seen.in(language)), after};
    };
    switch (alert.rule) {
        case ProctoringRule::FaceAbsent:
            return plainly({"Aucun visage n'a été vu devant la caméra",
                            "No face was seen in front of the camera"});
        case ProctoringRule::ExtraFace:
            return plainly({"Un autre visage a semblé être dans l'image",
                            "Another face seemed to be in the picture"},
                           {" : une personne, ou une image d'une personne",
                            ": a person, or a picture of one"});
        case ProctoringRule::LookingAway:
            return {turned(alert, language), {}};
        case ProctoringRule::Covered:
            return plainly(
                {"La caméra n'a montré qu'une image noire ou unie",
                 "The camera showed only a black or even picture"},
                {" : objectif couvert, ou pièce sombre", ": the lens covered, or the room dark"});
        case ProctoringRule::TooDark:
            return plainly({"L'image a été trop sombre pour dire ce qu'elle montre",
                            "The picture was too dark to say what it shows"},
                           {" : plus de lumière aiderait", ": more light would help"});
        case ProctoringRule::Blurred:
            return plainly({"L'image a été trop floue pour dire ce qu'elle montre",
                            "The picture was too blurred to say what it shows"},
                           {" : essuyer ou régler l'objectif aiderait",
                            ": to wipe or set the lens would help"});
        case ProctoringRule::Frozen:
            return plainly(
                {"L'image de la caméra n'a pas bougé", "The camera's picture did not move"},
                {" : caméra bloquée, ou image fixe", ": the camera stuck, or a still picture"});
        case ProctoringRule::Looped:
            return {again(alert, language),
                    {" : peut-être un film à la place de la caméra",
                     ": perhaps a film in the camera's place"}};
        case ProctoringRule::Identity:
            return plainly({"Le visage a peu ressemblé à celui de l'inscription",
                            "The face was not much like the one enrolled"},
                           {" : à comparer par une personne", ": a person must compare them"});
        case ProctoringRule::Object:
            return {perhaps(alert, language), {}};
    }
    return {};
}

}  // namespace

std::string reason_of(const ProctoringAlert& alert, Language language) {
    const auto sentence = sentence_of(alert, language);
    return sentence.seen + for_how_long(alert, language) +
           std::string(sentence.after.in(language)) + ".";
}

std::string_view title_of(ProctoringRule rule, Language language) {
    switch (rule) {
        case ProctoringRule::FaceAbsent:
            return InBoth{"Visage non vu", "No face seen"}.in(language);
        case ProctoringRule::ExtraFace:
            return InBoth{"Un autre visage", "Another face"}.in(language);
        case ProctoringRule::LookingAway:
            return InBoth{"Tête tournée", "Head turned"}.in(language);
        case ProctoringRule::Covered:
            return InBoth{"Image noire ou unie", "Black or even picture"}.in(language);
        case ProctoringRule::TooDark:
            return InBoth{"Image trop sombre", "Picture too dark"}.in(language);
        case ProctoringRule::Blurred:
            return InBoth{"Image floue", "Picture blurred"}.in(language);
        case ProctoringRule::Frozen:
            return InBoth{"Image figée", "Picture frozen"}.in(language);
        case ProctoringRule::Looped:
            return InBoth{"Images qui reviennent", "Pictures that come back"}.in(language);
        case ProctoringRule::Identity:
            return InBoth{"Visage à comparer", "Face to compare"}.in(language);
        case ProctoringRule::Object:
            return InBoth{"Objet à vérifier", "Object to check"}.in(language);
    }
    return {};
}

}  // namespace probant::engine
