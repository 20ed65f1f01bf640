// SPDX-License-Identifier: EUPL-1.2
#include "center/app/reasons.h"

#include "crypto/base/ensure.h"

namespace probant::center {
namespace {

using server::Sentence;

std::string_view french(crypto::FileFault fault) {
    using enum crypto::FileFault;
    switch (fault) {
        case Absent:
            return "ce fichier n’existe pas, vérifiez le chemin";
        case NotAllowed:
            return "le système refuse, vérifiez à qui sont le fichier et son dossier";
        case NotOrdinary:
            return "ce n’est pas un fichier ordinaire, donnez le fichier lui-même";
        case NotPrivate:
            return "d’autres peuvent le lire ou le possèdent, faites chmod 600 et chown";
        case TooLarge:
            return "il est trop gros, donnez un fichier de clé ou un secret";
        case AlreadyThere:
            return "il existe déjà, choisissez un autre nom";
    }
    fail_ensure("a fault of the list");
}

std::string_view french(crypto::KeyFileFault fault) {
    using enum crypto::KeyFileFault;
    switch (fault) {
        case Malformed:
            return "ce n’est pas un fichier de clé, donnez le fichier tel qu’il a été fait";
        case UnknownVersion:
            return "sa version est inconnue, mettez ce programme à jour";
        case OtherLock:
            return "elle est verrouillée autrement, donnez son secret de machine";
        case OtherUse:
            return "cette clé a un autre usage, donnez le bon fichier";
        case CannotOpen:
            return "vérifiez le secret de la machine, ou restaurez le fichier";
    }
    fail_ensure("a fault of the list");
}

}  // namespace

Sentence reason_of(crypto::FileFault fault) {
    return {std::string(french(fault)), std::string(crypto::sentence_of(fault))};
}

Sentence reason_of(crypto::KeyFileFault fault) {
    return {std::string(french(fault)), std::string(crypto::sentence_of(fault))};
}

Sentence reason_of(crypto::TrustFault fault) {
    using enum crypto::TrustFault;
    switch (fault) {
        case BadRoot:
            return {
                "root.pub n’est pas le fichier public d’une racine, réinstallez celui du registre",
                "root.pub is not the public file of a root, install the registry’s again"};
        case BadEnvelope:
        case BadStatement:
            return {
                "trust.dsse.json n’est pas une confiance que ce programme comprend, réinstallez "
                "celle du registre",
                "trust.dsse.json is no trust that this program understands, install the "
                "registry’s again"};
        case OtherRoot:
            return {
                "une autre racine que root.pub l’a signé, vérifiez avec le registre laquelle est "
                "la bonne",
                "another root than root.pub signed it, check with the registry which is right"};
        case BadSignature:
            return {"sa signature ne correspond pas, réinstallez le dossier remis par le registre",
                    "its signature does not match, install the folder given by the registry again"};
        case RolledBack:
            return {"il est plus ancien que le précédent, demandez au registre le dernier",
                    "it is older than the one before, ask the registry for the latest"};
    }
    fail_ensure("a fault of the list");
}

Sentence reason_of(crypto::Standing standing) {
    using enum crypto::Standing;
    switch (standing) {
        case Valid:
            break;
        case Unknown:
            return {"elle n’y est pas, demandez au registre de l’y inscrire",
                    "it is not there, ask the registry to add it"};
        case OtherRole:
            return {
                "elle y a un autre rôle que celui d’un centre, demandez au registre de corriger",
                "it has another role there than a centre’s, ask the registry to correct it"};
        case NotYet:
            return {"elle ne vaut pas encore, vérifiez l’horloge de la machine ou attendez sa date",
                    "it is not valid yet, check the machine’s clock or wait for its date"};
        case Expired:
            return {
                "elle ne vaut plus, vérifiez l’horloge de la machine ou demandez au registre de la "
                "prolonger",
                "it is not valid any more, check the machine’s clock or ask the registry to "
                "extend it"};
        case Revoked:
            return {
                "elle y est révoquée, faites une autre clé et demandez au registre de l’inscrire",
                "it is revoked there, make another key and ask the registry to add it"};
        case Demo:
            return {
                "c’est une clé de démonstration, faites la clé du centre et demandez au registre "
                "de "
                "l’inscrire",
                "it is a demonstration key, make the centre’s own and ask the registry to add it"};
    }
    fail_ensure("a standing to explain");
}

}  // namespace probant::center
