// tests/pages/support/questions.ts: invented questions, one of each kind and each block, in both languages.
// SPDX-License-Identifier: EUPL-1.2
import type { Schemas } from "@kit/api";
import type { Lang } from "@kit/i18n";

type Question = Schemas["Question"];

const plain = { partial: false, blocks: [], options: [], left: [], right: [], unit: null, timeS: 60, reported: false };

type Part = Partial<Question> & Pick<Question, "interaction" | "prompt">;

const parts = (fr: boolean): Part[] => [
  {
    interaction: "single_choice",
    prompt: fr
      ? "Vous recevez ce message au service état civil. Que faites-vous en premier ?"
      : "You receive this message at the registry office. What do you do first?",
    blocks: [
      {
        kind: "mail",
        from: "assistance@mairie-support.example",
        to: null,
        date: null,
        subject: fr ? "Votre boîte sera fermée ce soir" : "Your mailbox will be closed tonight",
        body: fr
          ? ["Bonjour,", "Votre espace est plein. Saisissez votre mot de passe avant 18 h pour conserver vos messages."]
          : ["Hello,", "Your space is full. Enter your password before 6 pm to keep your messages."],
      },
    ],
    options: fr
      ? ["Je clique pour vérifier si mon espace est vraiment plein", "Je signale le message à mon service informatique, sans cliquer", "Je réponds pour demander un délai", "Je transfère le message à mes collègues pour les prévenir"]
      : ["I click to see whether my space is really full", "I report the message to my IT department without clicking", "I answer to ask for more time", "I forward the message to my colleagues to warn them"],
  },
  {
    interaction: "multiple_choice",
    prompt: fr ? "Quelles lignes du tableau dépassent 100 demandes ?" : "Which lines of the table exceed 100 requests?",
    blocks: [
      {
        kind: "table",
        caption: fr ? "Demandes reçues par guichet" : "Requests received by desk",
        header: fr ? ["Guichet", "Janvier", "Février"] : ["Desk", "January", "February"],
        rows: [["A", "98", "121"], ["B", "77", "64"], ["C", "140", "133"]],
      },
    ],
    options: ["A", "B", "C"],
  },
  {
    interaction: "short_text",
    prompt: fr ? "Comment appelle-t-on un fichier ajouté à un message ?" : "What do you call a file added to a message?",
    blocks: [{ kind: "list", items: fr ? ["Il accompagne le message.", "Il s’ouvre à part."] : ["It goes with the message.", "It opens separately."] }],
  },
  {
    interaction: "number",
    prompt: fr ? "Quelle est la moyenne de la colonne « durée » du fichier ?" : "What is the average of the “duration” column of the file?",
    unit: fr ? "minutes" : "minutes",
    blocks: [
      { kind: "file", media: "m273c3936.csv", name: "accueil.csv", mime: "text/csv", bytes: 812 },
      { kind: "code", text: "jour;durée\nlundi;12\nmardi;13" },
    ],
  },
  {
    interaction: "order",
    partial: true,
    prompt: fr ? "Remettez dans l’ordre les étapes d’une sauvegarde." : "Put the steps of a backup in order.",
    blocks: [{ kind: "image", media: "m25eb3fbd.svg", alt: fr ? "Un disque relié à un ordinateur" : "A disk connected to a computer" }],
    options: fr ? ["Vérifier la copie", "Brancher le disque", "Copier les dossiers"] : ["Check the copy", "Plug the disk in", "Copy the folders"],
  },
  {
    interaction: "match",
    prompt: fr ? "Associez chaque extension à un usage." : "Match each extension with a use.",
    blocks: [{ kind: "paragraph", text: fr ? "Une extension dit de quelle sorte est un fichier." : "An extension tells what sort of file it is." }],
    left: [".odt", ".csv", ".png"],
    right: fr ? ["Image", "Texte mis en forme", "Tableau de données", "Son"] : ["Picture", "Formatted text", "Table of data", "Sound"],
  },
];

export const kKinds = 6;

/** The question of draw n; kinds come round in turn. */
export function questionOf(n: number, lang: Lang): Question {
  const part = parts(lang === "fr")[(n - 1) % kKinds] as Part;
  return { ...plain, ...part, n, rank: n };
}
