// registry/web/words_checks.ts: the verdicts of a packet and its checks, in plain words.
//
// Role        As engine/packet/verdict says them to a centre, here for the staff: what it means and what
//             to do next. Typed by the description: a verdict without its sentence does not compile.
// SPDX-License-Identifier: EUPL-1.2
import { dictionary } from "@kit/i18n";
import type { Schemas } from "./api";
import type { CheckName, ShownCheck } from "./checks";

interface CheckWords {
  title: string;
  ends: Record<ShownCheck["end"], string>;
  failedAt: string;
  names: Record<CheckName, string>;
  verdicts: Record<Schemas["Result"], string>;
}

const fr: CheckWords = {
  title: "Vérifications, dans l’ordre",
  ends: { held: "Conforme", failed: "En échec", waiting: "En attente", not_made: "Non faite" },
  failedAt: "Ce que le registre a trouvé :",
  names: {
    files: "Le paquet contient les fichiers attendus, et aucun autre",
    envelope: "L’enveloppe signée est bien formée",
    signatures: "Chaque signature est juste, par une clé connue",
    statement: "La déclaration signée se lit sans ambiguïté",
    keys: "Le centre et un surveillant de ce centre ont signé, avec des clés valables ce jour-là",
    subjects: "Les fichiers scellés sont ceux qui ont été signés",
    checkpoint: "Le point de contrôle du journal est signé par la clé de la session",
    sequence: "Le paquet suit le précédent de ce centre",
    nonce: "Son identifiant unique n’a jamais servi",
    opening: "La partie scellée s’ouvre avec la clé du registre",
    counts: "Candidats, réponses et journal sont ceux qui sont annoncés",
    engine: "Le centre avait le même moteur de mesure",
    bank: "La banque et les règles de la session sont installées ici",
    replay: "Le journal, rejoué, donne à chaque pas la même décision",
    results: "Les résultats recalculés sont ceux du centre",
  },
  verdicts: {
    accepted: "Accepté : signatures, journal et résultats concordent.",
    duplicate: "Déjà reçu : le centre a le même reçu.",
    held_gap: "En attente : un paquet plus ancien de ce centre n’est pas encore arrivé. Il sera jugé dès qu’il arrivera.",
    held_unknown_bank: "En attente : installez au registre la banque et les règles de cette session, puis redémarrez-le.",
    fork: "Deux paquets de ce centre portent le même numéro ou la même session : les deux sont gardés. Le jury doit trancher avec le centre.",
    malformed: "Refusé : ce n’est pas un paquet entier et bien formé.",
    unknown_version: "Refusé : ce format de paquet est inconnu ici. Mettez le registre à jour.",
    unknown_key: "Refusé : une clé qui a signé n’est pas dans la confiance, ou pas pour ce centre.",
    revoked_key: "Refusé : une clé qui a signé était révoquée. Appelez le centre.",
    expired_key: "Refusé : une clé qui a signé n’était pas valable le jour du scellement.",
    demo_key: "Refusé : une clé de démonstration a signé.",
    missing_signature: "Refusé : il manque la signature du centre ou celle d’un surveillant.",
    bad_signature: "Refusé : une signature ne correspond pas. Le paquet a été changé.",
    digest_mismatch: "Refusé : un fichier scellé n’est pas celui qui a été signé.",
    bad_checkpoint: "Refusé : le point de contrôle du journal n’est pas celui de la session.",
    nonce_reused: "Refusé : son identifiant unique est déjà celui d’un autre paquet. Le jury doit regarder.",
    cannot_open: "Refusé : la partie scellée ne s’ouvre pas avec la clé de ce registre.",
    counts_mismatch: "Refusé : le contenu n’a pas les nombres annoncés. Le jury doit regarder.",
    engine_mismatch: "Refusé : le centre avait un autre moteur de mesure. Rejouez avec la même version.",
    replay_mismatch: "Refusé : rejouée, la session ne donne pas ce que le centre annonce. Le jury doit regarder.",
  },
};

const en: CheckWords = {
  title: "Checks, in order",
  ends: { held: "In order", failed: "Failed", waiting: "Waiting", not_made: "Not made" },
  failedAt: "What the registry found:",
  names: {
    files: "The packet holds the files it should, and no other",
    envelope: "The signed envelope is well formed",
    signatures: "Every signature is right, by a known key",
    statement: "The signed statement reads in one way only",
    keys: "The centre and one of its invigilators signed, with keys valid that day",
    subjects: "The sealed files are the ones that were signed",
    checkpoint: "The journal’s checkpoint is signed by the session’s key",
    sequence: "The packet follows this centre’s previous one",
    nonce: "Its unique identifier was never used before",
    opening: "The sealed part opens with the registry’s key",
    counts: "Candidates, answers and journal are those stated",
    engine: "The centre had the same measuring engine",
    bank: "The session’s bank and rules are installed here",
    replay: "The journal, replayed, gives the same decision at each step",
    results: "The recomputed results are the centre’s",
  },
  verdicts: {
    accepted: "Accepted: signatures, journal and results agree.",
    duplicate: "Already received: the centre has the same receipt.",
    held_gap: "Waiting: an earlier packet of this centre has not come yet. This one is judged as soon as it does.",
    held_unknown_bank: "Waiting: install this session’s bank and rules at the registry, then restart it.",
    fork: "Two packets of this centre have the same number or the same session: both are kept. The jury must decide with the centre.",
    malformed: "Refused: this is not a whole and well-formed packet.",
    unknown_version: "Refused: this version of the format is unknown here. Update the registry.",
    unknown_key: "Refused: a key that signed is not in the trust, or not for this centre.",
    revoked_key: "Refused: a key that signed had been revoked. Call the centre.",
    expired_key: "Refused: a key that signed was not valid the day the packet was sealed.",
    demo_key: "Refused: a demonstration key signed.",
    missing_signature: "Refused: the centre’s signature or an invigilator’s is missing.",
    bad_signature: "Refused: a signature does not match. The packet was changed.",
    digest_mismatch: "Refused: a sealed file is not the one that was signed.",
    bad_checkpoint: "Refused: the journal’s checkpoint is not the session’s.",
    nonce_reused: "Refused: its unique identifier is already another packet’s. The jury must look.",
    cannot_open: "Refused: the sealed part does not open with this registry’s key.",
    counts_mismatch: "Refused: the content does not have the numbers stated. The jury must look.",
    engine_mismatch: "Refused: the centre had another measuring engine. Replay with the same version.",
    replay_mismatch: "Refused: replayed, the session does not give what the centre states. The jury must look.",
  },
};
export const checkWords = dictionary<CheckWords>(fr, en);
