// SPDX-License-Identifier: EUPL-1.2
#include "registry/api/replies.h"

namespace probant::registry {

using server::problem;
using server::Reply;

Reply reply_not_signed_in() {
    return problem(401, "not_signed_in", {"Connectez-vous pour continuer.", "Sign in to go on."});
}

Reply reply_not_allowed() {
    return problem(403,
                   "not_allowed",
                   {"Votre compte ne permet pas cet acte : demandez-le à qui en a le rôle.",
                    "Your account does not allow this: ask someone who has the role."});
}

Reply reply_wrong_password() {
    return problem(403,
                   "wrong_password",
                   {"Nom ou mot de passe incorrect : vérifiez et recommencez.",
                    "Wrong name or password: check and try again."});
}

Reply reply_too_many() {
    auto reply = problem({.status = 429,
                          .code = "too_many_tries",
                          .sentence = {"Trop d’essais depuis cette adresse : attendez une minute.",
                                       "Too many tries from this address: wait a minute."},
                          .more = {{"retryAfterMs", 60'000}}});
    return std::move(reply).with("retry-after", "60");
}

Reply reply_not_judged(IntakeRefusal refusal) {
    switch (refusal) {
        case IntakeRefusal::Busy:
            return problem(503,
                           "busy",
                           {"Le registre est occupé : renvoyez le même paquet dans une minute.",
                            "The registry is busy: send the same packet again in a minute."})
                .with("retry-after", "60");
        case IntakeRefusal::Failed:
            return problem(503,
                           "not_kept",
                           {"Le registre n’a pas pu garder ce paquet : renvoyez le même dans une "
                            "minute, et appelez le registre si cela dure.",
                            "The registry could not keep this packet: send the same again in a "
                            "minute, and call the registry if it lasts."})
                .with("retry-after", "60");
    }
    fail_ensure("a packet is not judged for one of two reasons");
}

Reply reply_certificate_not_valid(std::string_view verdict) {
    return problem(
        {.status = 410,
         .code = "certificate_not_valid",
         .sentence = {"Ce certificat existe et n’est plus valable : demandez-en la raison "
                      "au registre.",
                      "This certificate exists and is no longer valid: ask the registry "
                      "why."},
         .more = {{"reason", verdict}}});
}

Reply reply_no_packet() {
    return problem(404,
                   "unknown_packet",
                   {"Ce paquet n’est pas connu ici : vérifiez son nom, ou envoyez-le.",
                    "This packet is not known here: check its name, or send it."});
}

Reply reply_unknown_state() {
    return problem(400,
                   "unknown_state",
                   {"Cet état de paquet n’existe pas : rechargez la page.",
                    "No packet has such a state: load the page again."});
}

Reply reply_no_certificate() {
    return problem(404,
                   "unknown_certificate",
                   {"Aucun certificat ne porte ce code : vérifiez chaque caractère.",
                    "No certificate has this code: check each character."});
}

Reply reply_bad_digest() {
    return problem(400,
                   "digest_mismatch",
                   {"Les octets reçus ne sont pas ceux annoncés : renvoyez le paquet.",
                    "The bytes received are not the ones announced: send the packet again."});
}

Reply reply_not_accepted() {
    return problem(409,
                   "not_accepted",
                   {"Seul un paquet accepté peut être publié : lisez ses contrôles.",
                    "Only an accepted packet can be published: read its checks."});
}

Reply reply_already_published() {
    return problem(
        409,
        "already_published",
        {"Ce paquet est déjà publié : ses certificats existent, il n’y a rien à faire.",
         "This packet is already published: its certificates exist, there is nothing to do."});
}

Reply reply_training_packet() {
    return problem(409,
                   "training_packet",
                   {"Ce paquet est celui d’un entraînement : aucun certificat n’en est fait.",
                    "This packet is of a training: no certificate is made of it."});
}

Reply reply_refused(const engine::PacketFault& fault) {
    const auto& sentence = engine::sentence_of(fault.verdict);
    return problem(
        {.status = 422,
         .code = std::string(engine::name_of(fault.verdict)),
         .sentence = {sentence.fr, sentence.en},
         .more = {{"result", engine::name_of(fault.verdict)}, {"reason", fault.detail}}});
}

}  // namespace probant::registry
