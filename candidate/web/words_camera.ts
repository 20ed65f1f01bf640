// candidate/web/words_camera.ts: what a candidate is told of the camera: all that it does, and nothing more.
// SPDX-License-Identifier: EUPL-1.2
import { dictionary, plural } from "@kit/i18n";

const fr = {
  active: "Caméra : ce qu’elle observe, ce qui est gardé",
  title: "La caméra de votre poste",
  lost: "Caméra : elle ne répond pas, votre épreuve continue",
  lostText: "La caméra de votre poste ne répond pas. Vous n’avez rien à faire : le surveillant le voit aussi, et votre épreuve continue.",
  intro: "Elle aide le surveillant à savoir où regarder. Elle ne décide de rien et ne compte pas dans votre résultat. Elle est fermée pendant les pauses.",
  stays: "Les images sont analysées sur votre poste et n’en sortent pas. Une seule image part, au moment où l’on demande au surveillant de regarder.",
  observes: "Ce qu’elle observe",
  identity:
    "Votre visage est comparé à celui que la caméra a vu ici au début, après que le surveillant vous a reconnu. La comparaison se fait sur ce poste : il n’en sort qu’un écart en chiffres, et le poste oublie votre visage à la fin.",
  basis: "Pourquoi",
  kept: "Ce qui est gardé de vous",
  keptNothing: "Aucune image n’est gardée.",
  keptCount: (count: number) => `${count} ${plural("fr", count, "observation", "observations")}.`,
  dropped: "image effacée",
  noStill: "sans image",
  show: "Voir l’image",
  hide: "Cacher l’image",
  gone: "Cette image n’est plus gardée.",
  picture: (time: string) => `Image prise par la caméra de votre poste à ${time}`,
  until: (days: number) =>
    days === 0
      ? "Les images sont effacées dès que les résultats sont définitifs."
      : `Les images sont effacées ${days} ${plural("fr", days, "jour", "jours")} après que les résultats sont définitifs, ou tout de suite si le surveillant n’a rien à signaler. Une contestation les garde jusqu’à sa fin.`,
};
type CameraWords = { [Key in keyof typeof fr]: (typeof fr)[Key] };

const en: CameraWords = {
  active: "Camera: what it observes, what is kept",
  title: "The camera of your station",
  lost: "Camera: it does not answer, your test goes on",
  lostText: "The camera of your station does not answer. You have nothing to do: the invigilator sees it too, and your test goes on.",
  intro: "It helps the invigilator to know where to look. It decides nothing and does not count in your result. It is closed during pauses.",
  stays: "Pictures are analysed on your station and do not leave it. One picture alone is sent, when the invigilator is asked to look.",
  observes: "What it observes",
  identity:
    "Your face is compared with the one that the camera saw here at the start, once the invigilator had recognised you. That is done on this station: only a difference, a number, leaves it, and the station forgets your face at the end.",
  basis: "Why",
  kept: "What is kept of you",
  keptNothing: "No picture is kept.",
  keptCount: (count) => `${count} ${plural("en", count, "observation", "observations")}.`,
  dropped: "picture deleted",
  noStill: "no picture",
  show: "See the picture",
  hide: "Hide the picture",
  gone: "This picture is no longer kept.",
  picture: (time) => `Picture taken by the camera of your station at ${time}`,
  until: (days) =>
    days === 0
      ? "Pictures are deleted as soon as the results are final."
      : `Pictures are deleted ${days} ${plural("en", days, "day", "days")} after the results are final, or at once when the invigilator has nothing to report. A dispute keeps them until it ends.`,
};
export const c = dictionary<CameraWords>(fr, en);
