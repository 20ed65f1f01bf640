// SPDX-License-Identifier: EUPL-1.2
#include "engine/packet/verdict.h"

#include <array>

#include "crypto/base/ensure.h"

namespace probant::engine {
namespace {

struct Row {
    PacketVerdict verdict;
    std::string_view name;
    Text sentence;
};

constexpr std::size_t kVerdicts = 20;

// NOLINTNEXTLINE(readability-function-size): a table of sentences
const std::array<Row, kVerdicts>& rows() {
    using enum PacketVerdict;
    static const std::array<Row, kVerdicts> all{{
        {Accepted,
         "accepted",
         {.fr = "Le paquet est accepté : signatures, journal et résultats concordent.",
          .en = "The packet is accepted: signatures, journal and results agree."}},
        {Duplicate,
         "duplicate",
         {.fr = "Ce paquet est déjà arrivé : voici le même reçu.",
          .en = "This packet has already come: here is the same receipt."}},
        {HeldGap,
         "held_gap",
         {.fr = "Le paquet est gardé : envoyez d'abord les paquets précédents de ce centre.",
          .en = "The packet is kept: send this centre's earlier packets first."}},
        {HeldUnknownBank,
         "held_unknown_bank",
         {.fr =
              "Le paquet est gardé : installez au registre la banque et les règles de la session.",
          .en = "The packet is kept: install the session's bank and rules at the registry."}},
        {Fork,
         "fork",
         {.fr = "Un autre paquet de ce centre porte le même numéro ou la même session : les deux "
                "sont "
                "gardés, le jury doit trancher.",
          .en = "Another packet of this centre has the same number or session: both are kept, the "
                "jury must decide."}},
        {Malformed,
         "malformed",
         {.fr = "Ceci n'est pas un paquet : vérifiez que le fichier est entier et inchangé.",
          .en = "This is not a packet: check that the file is whole and unchanged."}},
        {UnknownVersion,
         "unknown_version",
         {.fr = "Ce format de paquet est inconnu ici : mettez le registre à jour.",
          .en = "This version of the packet's format is unknown here: update the registry."}},
        {UnknownKey,
         "unknown_key",
         {.fr = "Une clé qui a signé n'est pas dans la confiance, ou pas pour ce centre : demandez "
                "au registre de l'y inscrire.",
          .en = "A key that signed is not in the trust, or not for this centre: ask the registry "
                "to add it."}},
        {RevokedKey,
         "revoked_key",
         {.fr = "Une clé qui a signé était révoquée : appelez le centre.",
          .en = "A key that signed had been revoked: call the centre."}},
        {ExpiredKey,
         "expired_key",
         {.fr = "Une clé qui a signé n'était pas valable à la date de scellement : appelez le "
                "centre.",
          .en = "A key that signed was not valid when the packet was sealed: call the centre."}},
        {DemoKey,
         "demo_key",
         {.fr = "Une clé de démonstration a signé, qui ne vaut rien en production : appelez le "
                "centre.",
          .en = "A demonstration key signed, which is worth nothing in production: call the "
                "centre."}},
        {MissingSignature,
         "missing_signature",
         {.fr = "Il faut la signature du centre et celle d'un surveillant de ce centre : "
                "demandez-leur de sceller.",
          .en = "The centre's signature and that of one of its invigilators are needed: ask them "
                "to seal."}},
        {BadSignature,
         "bad_signature",
         {.fr = "Une signature ne correspond pas : le paquet a été changé, renvoyez l'original.",
          .en = "A signature does not match: the packet was changed, send the original again."}},
        {DigestMismatch,
         "digest_mismatch",
         {.fr = "Un fichier scellé n'est pas celui que le paquet annonce : renvoyez l'original.",
          .en = "A sealed file is not the one the packet states: send the original again."}},
        {BadCheckpoint,
         "bad_checkpoint",
         {.fr = "Le point de contrôle du journal n'est pas signé par la clé de la session, ou dit "
                "autre chose : appelez le centre.",
          .en = "The journal's checkpoint is not signed by the session's key, or says something "
                "else: call the centre."}},
        {NonceReused,
         "nonce_reused",
         {.fr = "Un autre paquet porte déjà cet identifiant unique : le jury doit voir.",
          .en = "Another packet already bears this unique identifier: the jury must look."}},
        {CannotOpen,
         "cannot_open",
         {.fr = "La partie scellée ne s'ouvre pas avec la clé du registre : vérifiez à qui le "
                "centre scelle.",
          .en = "The sealed part does not open with the registry's key: check to whom the centre "
                "seals."}},
        {CountsMismatch,
         "counts_mismatch",
         {.fr = "Le contenu n'a pas les nombres que le paquet annonce : le jury doit voir.",
          .en =
              "The content does not have the numbers that the packet states: the jury must look."}},
        {EngineMismatch,
         "engine_mismatch",
         {.fr = "Le centre avait un autre moteur de mesure : rejouez avec la même version.",
          .en = "The centre had another measuring engine: replay with the same version."}},
        {ReplayMismatch,
         "replay_mismatch",
         {.fr = "Rejouée, la session ne donne pas ce que le centre annonce : le jury doit voir.",
          .en = "Replayed, the session does not give what the centre states: the jury must look."}},
    }};
    return all;
}

const Row& row_of(PacketVerdict verdict) {
    for (const auto& row : rows())
        if (row.verdict == verdict) return row;
    fail_ensure("a verdict has a row");
}

}  // namespace

std::string_view name_of(PacketVerdict verdict) {
    return row_of(verdict).name;
}

std::optional<PacketVerdict> packet_verdict_named(std::string_view name) {
    for (const auto& row : rows())
        if (row.name == name) return row.verdict;
    return std::nullopt;
}

const Text& sentence_of(PacketVerdict verdict) {
    return row_of(verdict).sentence;
}

bool is_held(PacketVerdict verdict) {
    return verdict == PacketVerdict::HeldGap || verdict == PacketVerdict::HeldUnknownBank;
}

bool is_of_this_registry(PacketVerdict verdict) {
    return verdict == PacketVerdict::CannotOpen || verdict == PacketVerdict::EngineMismatch;
}

}  // namespace probant::engine
