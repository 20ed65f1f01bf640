// SPDX-License-Identifier: EUPL-1.2
#include "center/api/refusals.h"

#include <array>
#include <string_view>

#include "center/api/statuses.h"

namespace probant::center {
namespace {

using engine::Refusal;
using server::Reply;

constexpr std::int64_t kSecond = 1000;

struct Row {
    Refusal refusal;
    int status;
    std::string_view fr;
    std::string_view en;
};

constexpr std::array kTable{
    Row{Refusal::NotAllowed,
        kForbidden,
        "Vous ne pouvez pas faire cela d’ici : demandez au surveillant ou au responsable du "
        "centre.",
        "You cannot do this from here: ask the invigilator or the centre manager."},
    Row{Refusal::IdReused,
        kConflict,
        "Cette demande a déjà servi pour autre chose : rechargez la page.",
        "This request was already used for something else: reload the page."},
    Row{Refusal::ClockWentBack,
        kConflict,
        "L’horloge du serveur a reculé : prévenez le responsable du centre.",
        "The server’s clock went back: tell the centre manager."},
    Row{Refusal::AlreadyCreated,
        kConflict,
        "Cette session existe déjà : rechargez la liste pour la voir.",
        "This session already exists: reload the list to see it."},
    Row{Refusal::NothingCreated,
        kNotFound,
        "Cette session n’existe pas : vérifiez-la dans la liste des sessions.",
        "There is no such session: check it in the list of sessions."},
    Row{Refusal::EmptyRoster,
        kUnprocessable,
        "La liste ne contient aucun candidat : ajoutez une ligne par personne.",
        "The list has no candidate: add one line for each person."},
    Row{Refusal::RosterTooLong,
        kUnprocessable,
        "La liste dépasse 2 000 candidats : partagez-la en plusieurs sessions.",
        "The list has more than 2,000 candidates: split it into several sessions."},
    Row{Refusal::DuplicateCandidate,
        kUnprocessable,
        "Un candidat est deux fois dans la liste : gardez une seule des deux lignes.",
        "A candidate is twice in the list: keep only one of the two lines."},
    Row{Refusal::SeatTaken,
        kUnprocessable,
        "Deux candidats ont la même place : changez l’une des deux.",
        "Two candidates have the same seat: change one of them."},
    Row{Refusal::NeedsUnserved,
        kUnprocessable,
        "La banque n’a pas de test complet adapté aux besoins d’un candidat : retirez un besoin "
        "de la liste, ou choisissez une autre banque.",
        "The bank has no complete test that suits what a candidate needs: remove a need from the "
        "list, or choose another bank."},
    Row{Refusal::AlreadyOpen,
        kConflict,
        "La session est déjà ouverte : continuez.",
        "The session is already open: go on."},
    Row{Refusal::PastDoesNotFit,
        kConflict,
        "Les usages passés des questions ne conviennent pas à cette banque : appelez le support.",
        "What was given before does not fit this bank: call support."},
    Row{Refusal::NotOpen,
        kConflict,
        "La session n’est pas encore ouverte : le surveillant l’ouvrira bientôt.",
        "The session is not open yet: the invigilator will open it soon."},
    Row{Refusal::SessionIsClosed,
        kConflict,
        "La session est close : plus rien ne s’y ajoute, il n’y a rien à faire.",
        "The session is closed: nothing is added to it, there is nothing to do."},
    Row{Refusal::ReasonMissing,
        kConflict,
        "Indiquez la raison de chaque test inachevé avant de clore.",
        "Give the reason of each unfinished test before closing."},
    Row{Refusal::ReportUndecided,
        kConflict,
        "Une question signalée attend votre décision : remplacez-la ou rendez-la au candidat.",
        "A reported question waits for your decision: replace it or give it back."},
    Row{Refusal::UnknownCandidate,
        kNotFound,
        "Ce candidat n’est pas dans la session : rechargez la page.",
        "This candidate is not in the session: reload the page."},
    Row{Refusal::NotPresent,
        kConflict,
        "Confirmez d’abord la présence de ce candidat.",
        "Confirm this candidate’s presence first."},
    Row{Refusal::AlreadyPresent,
        kConflict,
        "La présence est déjà confirmée : continuez.",
        "Already confirmed present: go on."},
    Row{Refusal::NotAuthorised,
        kConflict,
        "Le surveillant ne vous a pas encore autorisé à commencer : attendez un instant.",
        "The invigilator has not authorised you to start yet: wait a moment."},
    Row{Refusal::AlreadyAuthorised,
        kConflict,
        "Ce candidat est déjà autorisé : continuez.",
        "This candidate is already authorised: go on."},
    Row{Refusal::AlreadyStarted,
        kConflict,
        "Le test a déjà commencé : la page va l’afficher.",
        "The test has already started: the page will show it."},
    Row{Refusal::NotStarted,
        kConflict,
        "Le test n’a pas commencé : autorisez d’abord le candidat.",
        "The test has not started: authorise the candidate first."},
    Row{Refusal::CodeUsed,
        kConflict,
        "Ce code a déjà servi. Prévenez le surveillant : il vous autorise à reprendre en un clic.",
        "This code was already used. Tell the invigilator, who can let you resume in one click."},
    Row{Refusal::CodeExpired,
        kConflict,
        "L’autorisation de reprendre a duré dix minutes : demandez-en une autre au surveillant.",
        "The authorisation to resume lasted ten minutes: ask the invigilator for another."},
    Row{Refusal::SittingPaused,
        kConflict,
        "Le test est en pause : votre temps est arrêté, votre réponse est gardée.",
        "The test is paused: your time stands still, your answer is kept."},
    Row{Refusal::SittingEnded,
        kConflict,
        "Le test est terminé : rien d’autre n’est attendu de vous.",
        "The test has ended: nothing else is expected of you."},
    Row{Refusal::NotPaused,
        kConflict,
        "Ce test n’est pas en pause : rien n’est à reprendre.",
        "This test is not paused: there is nothing to resume."},
    Row{Refusal::AlreadyPaused,
        kConflict,
        "C’est déjà en pause : reprenez quand tout est prêt.",
        "Already paused: resume when all is ready."},
    Row{Refusal::RoomPaused,
        kConflict,
        "La salle est en pause : vous commencerez dès la reprise.",
        "The room is paused: you will start as soon as it resumes."},
    Row{Refusal::RoomNotPaused,
        kConflict,
        "La salle n’est pas en pause : rien n’est à reprendre.",
        "The room is not paused: there is nothing to resume."},
    Row{Refusal::TooLate,
        kConflict,
        "Le temps est écoulé : cette réponse n’est pas comptée. Vous n’avez rien d’autre à faire.",
        "Time is over: this answer does not count. There is nothing else to do."},
    Row{Refusal::NoQuestion,
        kConflict,
        "Vous avez répondu à toutes les questions : remettez votre copie.",
        "You have answered every question: hand in your test."},
    Row{Refusal::WrongDraw,
        kConflict,
        "Ce n’est plus la question affichée : voici la bonne.",
        "This is no longer the question on the page: here is the right one."},
    Row{Refusal::AlreadyAnswered,
        kConflict,
        "Une réponse validée ne peut plus être modifiée : passez à la suite.",
        "A submitted answer can no longer be changed: go on."},
    Row{Refusal::ResponseDoesNotFit,
        kUnprocessable,
        "Cette réponse ne convient pas à la question : complétez-la.",
        "This answer does not fit the question: complete it."},
    Row{Refusal::TooManyReports,
        kConflict,
        "Vous avez signalé le nombre maximum de questions : demandez de l’aide au surveillant.",
        "You have reported as many questions as allowed: ask the invigilator for help."},
    Row{Refusal::AlreadyReported,
        kConflict,
        "Cette question a déjà été signalée : attendez la décision du surveillant.",
        "This question was already reported: wait for the invigilator’s decision."},
    Row{Refusal::NothingReported,
        kConflict,
        "Aucune question signalée n’attend de décision : rechargez la page.",
        "No reported question waits for a decision: reload the page."},
    Row{Refusal::TimeOutOfRange,
        kUnprocessable,
        "Donnez de 1 à 120 minutes.",
        "Give from 1 to 120 minutes."},
    Row{Refusal::UnknownAlert,
        kNotFound,
        "Cette alerte n’existe pas : rechargez la page.",
        "There is no such alert: reload the page."},
    Row{Refusal::AlertTaken,
        kConflict,
        "Un autre surveillant s’en occupe : laissez-le faire, ou demandez-lui.",
        "Another invigilator is on it: leave it to them, or ask them."},
    Row{Refusal::AlertClosed,
        kConflict,
        "Cette alerte est déjà traitée : rien n’est à faire.",
        "This alert is already closed: there is nothing to do."},
    Row{Refusal::AlreadyAsked,
        kConflict,
        "Votre demande est déjà visible du surveillant : il arrive.",
        "The invigilator already sees your request and will come."},
    Row{Refusal::CameraNotOrdered,
        kConflict,
        "Ce paquet d’examen ne prévoit pas de caméra, ou pas pour cette session : continuez sans.",
        "This exam package orders no camera, or not for this session: go on without."},
    Row{Refusal::AlertDoesNotFit,
        kUnprocessable,
        "Ce que le poste envoie n’est pas une observation de caméra : mettez le poste à jour.",
        "What the station sends is no observation of a camera: update the station."},
    Row{Refusal::MinuteKnown,
        kConflict,
        "Cette minute d’observations est déjà gardée : continuez avec la suivante.",
        "This minute of observations is already kept: go on with the next."},
    Row{Refusal::TooManyAlerts,
        kConflict,
        "La caméra de ce poste a trop alerté pour ce test : vérifiez-la, ou changez de poste.",
        "The camera of this station raised too many alerts in this test: check it, or change "
        "stations."},
    Row{Refusal::AlertKnown,
        kConflict,
        "Cette alerte est déjà connue : continuez.",
        "This alert is already known: go on."},
    Row{Refusal::RuleIsMuted,
        kConflict,
        "Cette règle s’est tue dans cette session : l’alerte n’est montrée à personne, continuez.",
        "This rule fell silent in this session: the alert is shown to nobody, go on."},
    Row{Refusal::RuleNotMuted,
        kConflict,
        "Cette règle n’est pas en silence : rien n’est à rétablir.",
        "This rule is not muted: there is nothing to restore."},
    Row{Refusal::NotOfCamera,
        kConflict,
        "Cette alerte ne vient pas d’une caméra : traitez-la sans réponse.",
        "This alert is not of a camera: resolve it without an answer."},
    Row{Refusal::SameAnswer,
        kConflict,
        "Cette réponse est déjà notée : il n’y a rien d’autre à faire.",
        "This answer is already noted: there is nothing else to do."},
    Row{Refusal::AnswerInstead,
        kConflict,
        "Une alerte de caméra attend une réponse : rien à signaler, note ou acte.",
        "An alert of a camera waits for an answer: nothing, a note or an act."},
};

/// Row n is that of value n: a refusal without its sentence does not compile.
consteval bool table_is_whole() {
    for (std::size_t place = 0; place < kTable.size(); ++place)
        if (static_cast<std::size_t>(kTable.at(place).refusal) != place) return false;
    return kTable.size() == static_cast<std::size_t>(Refusal::AnswerInstead) + 1;
}

static_assert(table_is_whole());

struct ReplyForEnd {
    Reply operator()(const Done& /*end*/) const { fail_ensure("what was done is no failure"); }

    Reply operator()(Refusal refusal) const { return reply_for(refusal); }

    Reply operator()(const Unknown& /*end*/) const {
        return server::problem(
            503,
            "unknown",
            {"Le serveur n’a pas pu l’enregistrer pour le moment. Recommencez dans un instant.",
             "The server could not record it for now. Try again in a moment."});
    }

    Reply operator()(const NoSession& /*end*/) const {
        return server::problem(
            kNotFound,
            "nothing_created",
            {"Cette session n’existe pas : vérifiez-la dans la liste des sessions.",
             "There is no such session: check it in the list of sessions."});
    }
};

}  // namespace

Reply reply_for(Refusal refusal) {
    const auto& row = kTable.at(static_cast<std::size_t>(refusal));
    return server::problem(row.status,
                           std::string(engine::name_of(refusal)),
                           {std::string(row.fr), std::string(row.en)});
}

Reply reply_for_failure(const OrderEnd& end) {
    return std::visit(ReplyForEnd{}, end);
}

namespace {

/// What the registry would refuse of a key; nothing for another end.
std::optional<Reply> reply_for_key(Sealing::End end) {
    switch (end) {
        case Sealing::End::UnknownKey:
            return server::problem(
                kConflict,
                "unknown_key",
                {"Votre clé n’est pas dans la confiance comme clé de surveillant de ce centre : "
                 "demandez au registre de l’y inscrire, puis scellez.",
                 "Your key is not in the trust as an invigilator’s key of this centre: ask the "
                 "registry to add it, then seal."});
        case Sealing::End::ExpiredKey:
            return server::problem(
                kConflict,
                "expired_key",
                {"Votre clé n’est pas valable aujourd’hui : demandez au registre de la prolonger, "
                 "ou faites sceller un autre surveillant.",
                 "Your key is not valid today: ask the registry to extend it, or let another "
                 "invigilator seal."});
        case Sealing::End::RevokedKey:
            return server::problem(
                kConflict,
                "revoked_key",
                {"Votre clé est révoquée : faites sceller un autre surveillant, et appelez le "
                 "registre.",
                 "Your key is revoked: let another invigilator seal, and call the registry."});
        case Sealing::End::DemoKey:
            return server::problem(
                kConflict,
                "demo_key",
                {"Votre clé est une clé de démonstration, qui ne vaut rien en production : "
                 "demandez au responsable du centre la vôtre.",
                 "Your key is a demonstration key, which is worth nothing in production: ask the "
                 "centre manager for your own."});
        case Sealing::End::CentreKeyNotValid:
            return server::problem(
                kConflict,
                "centre_key_not_valid",
                {"La clé du centre n’est plus valable pour le registre : le responsable du centre "
                 "doit l’appeler avant de sceller. Rien n’est perdu.",
                 "The centre’s key is no longer valid for the registry: the centre manager must "
                 "call it before sealing. Nothing is lost."});
        case Sealing::End::Sealed:
        case Sealing::End::WrongPassphrase:
        case Sealing::End::NotClosed:
        case Sealing::End::NoKeyFile:
        case Sealing::End::UnreadableKeyFile:
        case Sealing::End::OtherPackage:
        case Sealing::End::Failed:
            return std::nullopt;
    }
    fail_ensure("sealing ends somehow");
}

}  // namespace

Reply reply_not_sealed(Sealing::End end) {
    if (auto reply = reply_for_key(end)) return std::move(*reply);
    switch (end) {
        case Sealing::End::WrongPassphrase:
            return server::problem(
                kForbidden,
                "wrong_passphrase",
                {"Cette phrase secrète n’ouvre pas votre clé. La session reste close, rien n’est "
                 "perdu : essayez encore.",
                 "This passphrase does not open your key. The session stays closed, nothing is "
                 "lost: try again."});
        case Sealing::End::NotClosed:
            return server::problem(kConflict,
                                   "not_closed",
                                   {"Clôturez d’abord la session.", "Close the session first."});
        case Sealing::End::NoKeyFile:
            return server::problem(
                kConflict,
                "no_key_file",
                {"Le serveur n’a pas de fichier de clé à votre nom : demandez au responsable du "
                 "centre de l’installer.",
                 "The server has no key file of yours: ask the centre manager to install it."});
        case Sealing::End::UnreadableKeyFile:
            return server::problem(
                kConflict,
                "unreadable_key_file",
                {"Votre fichier de clé ne se lit pas, par ses droits ou son contenu : demandez au "
                 "responsable du centre de le remettre, lisible par le serveur seul.",
                 "Your key file cannot be read, because of its mode or its content: ask the "
                 "centre manager to put it back, readable by the server alone."});
        case Sealing::End::OtherPackage:
            return server::problem(
                kConflict,
                "other_package",
                {"Cette session a été faite avec un autre paquet d’examen que celui qui est "
                 "installé : le responsable du centre doit remettre l’ancien, redémarrer le "
                 "serveur, puis vous scellerez. Rien n’est perdu.",
                 "This session was made with another exam package than the one that is installed: "
                 "the centre manager must put the old one back and restart the server, then you "
                 "seal. Nothing is lost."});
        case Sealing::End::Failed:
            return reply_for_failure(Unknown{});
        case Sealing::End::Sealed:
        case Sealing::End::UnknownKey:
        case Sealing::End::ExpiredKey:
        case Sealing::End::RevokedKey:
        case Sealing::End::DemoKey:
        case Sealing::End::CentreKeyNotValid:
            break;
    }
    fail_ensure("only what is not sealed is refused");
}

Reply reply_not_signed_in() {
    return server::problem(
        401, "not_signed_in", {"Identifiez-vous pour continuer.", "Sign in to go on."});
}

Reply reply_not_allowed() {
    return server::problem(
        kForbidden,
        "not_allowed",
        {"Vous ne pouvez pas faire cela d’ici : demandez au surveillant ou au responsable du "
         "centre.",
         "You cannot do this from here: ask the invigilator or the centre manager."});
}

Reply reply_wrong_sign_in() {
    return server::problem(
        401,
        "wrong_sign_in",
        {"Le nom, le mot de passe ou le code de session n’est pas le bon : vérifiez-les et "
         "recommencez.",
         "The name, the password or the session code is not right: check them and try again."});
}

Reply reply_unknown_code() {
    return server::problem(
        401,
        "unknown_code",
        {"Ce code n’est pas reconnu. Vérifiez les dix caractères de votre carton, ou appelez le "
         "surveillant.",
         "This code is not recognised. Check the ten characters of your slip, or call the "
         "invigilator."});
}

Reply reply_busy() {
    server::Problem problem{
        .status = 429,
        .code = "busy",
        .sentence = {"Trop de personnes se connectent en même temps : recommencez dans un instant.",
                     "Too many people are signing in at once: try again in a moment."},
        .more = {{"retryAfterMs", kSecond}}};
    return server::problem(std::move(problem)).with("Retry-After", "1");
}

Reply reply_too_many_tries(std::int64_t wait_ms) {
    server::Problem problem{
        .status = 429,
        .code = "too_many_tries",
        .sentence = {"Trop d’essais faux d’ici : vérifiez ce que vous tapez, puis recommencez dans "
                     "un instant.",
                     "Too many wrong tries from here: check what you type, then start again in a "
                     "moment."},
        .more = {{"retryAfterMs", wait_ms}}};
    return server::problem(std::move(problem))
        .with("Retry-After", std::to_string((wait_ms + kSecond - 1) / kSecond));
}

}  // namespace probant::center
