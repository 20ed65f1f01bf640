// candidate/web/words_after.ts: what the page says when the sitting stops, pauses or is over.
// SPDX-License-Identifier: EUPL-1.2
import { dictionary, plural } from "@kit/i18n";

const fr = {
  pausedTitle: "Votre épreuve est en pause",
  pausedBy: {
    invigilator: "Le surveillant a mis votre épreuve en pause.",
    room: "Le surveillant a mis toute la salle en pause.",
    report: "Vous avez signalé un problème sur cette question ; le surveillant va décider.",
  },
  clockStands: (time: string) => `Votre temps est arrêté : il vous reste ${time}, et ce temps ne diminue pas pendant la pause.`,
  pausedNothing: "Vous n’avez rien à faire : la page reprendra toute seule, au même endroit.",
  movedTitle: "Votre épreuve continue sur un autre poste",
  movedText: "Le surveillant a autorisé la reprise ailleurs. Vos réponses vous ont suivi ; ce poste n’a plus rien à enregistrer.",
  movedBack: "Entrer un code sur ce poste",
  allTitle: "Vous avez répondu à toutes les questions",
  allText: "Il ne reste qu’à remettre votre copie.",
  handIn: "Remettre ma copie",
  handInTitle: "Remettre votre copie ?",
  handInText: "Votre épreuve sera terminée et vous ne pourrez plus rien y changer.",
  handInYes: "Oui, je remets ma copie",
  handInNo: "Pas encore",
  handingIn: "Remise en cours…",
  endedTitle: "Votre épreuve est terminée",
  endedBy: {
    candidate: "Vous avez remis votre copie.",
    time: "Le temps prévu est écoulé. Tout ce que vous aviez validé est compté.",
    invigilator: "Le surveillant a mis fin à votre épreuve. Il peut vous dire pourquoi.",
    closing: "Le surveillant a clos la session. Tout ce que vous aviez validé est compté.",
  },
  answerAfterEnd: "Votre dernière réponse est arrivée après la fin de l’épreuve : elle n’est pas comptée. Vous pouvez le dire au surveillant.",
  endedTraining: (held: number) => `Le serveur a enregistré ${held} ${plural("fr", held, "réponse", "réponses")}.`,
  endedHeld: (held: number, length: number) =>
    `Le serveur a enregistré ${held} ${plural("fr", held, "réponse", "réponses")} sur ${length}.`,
  endedNext: "Votre résultat vous sera communiqué après vérification par le jury. Vous pouvez quitter la salle sans bruit.",
  receiptTitle: "Votre reçu",
  receiptText: "Ce code court prouve que votre copie est dans le journal de la session. Notez-le ou téléchargez le reçu complet.",
  receiptCode: "Code du reçu",
  receiptDownload: "Télécharger le reçu",
  receiptWaiting: "Préparation de votre reçu…",
  receiptFailed: "Le reçu n’est pas encore disponible. Votre copie est bien remise ; vous pouvez le demander de nouveau.",
  retry: "Demander de nouveau",
  reportTitle: "Quel est le problème ?",
  reportText: "La question sera mise en attente et votre temps arrêté, jusqu’à la décision du surveillant.",
  reportLeft: (left: number) =>
    left === 0
      ? "Vous avez déjà signalé autant de questions que possible. Vous pouvez demander de l’aide."
      : `Vous pouvez encore signaler ${left} ${plural("fr", left, "question", "questions")}.`,
  reportDetails: "Précisez si vous le souhaitez",
  reportSend: "Envoyer au surveillant",
  reporting: "Envoi du signalement…",
  reportChoose: "Choisissez ce qui ressemble le plus à votre problème.",
  codes: {
    E1: "L’image ne s’affiche pas ou ne correspond pas",
    E3: "Le fichier ne s’ouvre pas ou ne se télécharge pas",
    E10: "J’ai quitté la page sans le vouloir",
    E11: "Une page d’erreur s’est affichée",
    E12: "La question n’est pas accessible pour moi",
  },
};
export type AfterWords = { [Key in keyof typeof fr]: (typeof fr)[Key] };

const en: AfterWords = {
  pausedTitle: "Your exam is paused",
  pausedBy: {
    invigilator: "The invigilator has paused your exam.",
    room: "The invigilator has paused the whole room.",
    report: "You reported a problem on this question; the invigilator will decide.",
  },
  clockStands: (time) => `Your clock stands still: you have ${time} left, and it does not go down during the pause.`,
  pausedNothing: "You have nothing to do: the page will go on by itself, from the same place.",
  movedTitle: "Your exam goes on at another station",
  movedText: "The invigilator authorised you to resume elsewhere. Your answers followed you; this station has nothing left to save.",
  movedBack: "Enter a code at this station",
  allTitle: "You have answered every question",
  allText: "All that is left is to hand in your paper.",
  handIn: "Hand in my paper",
  handInTitle: "Hand in your paper?",
  handInText: "Your exam will be over and you will not be able to change anything in it.",
  handInYes: "Yes, hand it in",
  handInNo: "Not yet",
  handingIn: "Handing in…",
  endedTitle: "Your exam is over",
  endedBy: {
    candidate: "You have handed in your paper.",
    time: "The time is over. Everything you had validated counts.",
    invigilator: "The invigilator has ended your exam, and can tell you why.",
    closing: "The invigilator has closed the session. Everything you had validated counts.",
  },
  answerAfterEnd: "Your last answer arrived after the end of the exam: it does not count. You can tell the invigilator.",
  endedTraining: (held) => `The server has saved ${held} ${plural("en", held, "answer", "answers")}.`,
  endedHeld: (held, length) => `The server has saved ${held} of ${length} answers.`,
  endedNext: "You will be told your result once the jury has checked it. You may leave the room quietly.",
  receiptTitle: "Your receipt",
  receiptText: "This short code proves that your paper is in the session’s journal. Write it down or download the full receipt.",
  receiptCode: "Code of the receipt",
  receiptDownload: "Download the receipt",
  receiptWaiting: "Preparing your receipt…",
  receiptFailed: "The receipt is not available yet. Your paper is handed in; you can ask for the receipt again.",
  retry: "Ask again",
  reportTitle: "What is the problem?",
  reportText: "The question will be put on hold and your clock stopped until the invigilator decides.",
  reportLeft: (left) =>
    left === 0
      ? "You have already reported as many questions as you can. You can ask for help."
      : `You can still report ${left} ${plural("en", left, "question", "questions")}.`,
  reportDetails: "Say more if you wish",
  reportSend: "Send to the invigilator",
  reporting: "Sending the report…",
  reportChoose: "Choose what is closest to your problem.",
  codes: {
    E1: "The picture does not show or does not match",
    E3: "The file does not open or download",
    E10: "I left the page without meaning to",
    E11: "An error page appeared",
    E12: "The question is not accessible to me",
  },
};

export const after = dictionary<AfterWords>(fr, en);
