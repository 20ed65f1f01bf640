// server/web/kit/words.ts: the words of the kit's own parts.
// SPDX-License-Identifier: EUPL-1.2
import { dictionary } from "./i18n";

const fr = {
  close: "Fermer",
  cancel: "Annuler",
  sizes: { normal: "Texte normal", large: "Texte grand", larger: "Texte très grand" },
  contrast: "Contraste renforcé",
  otherLanguage: "English",
  skip: "Aller au contenu",
  holdHint: "Maintenez le bouton appuyé pour confirmer.",
  holdAgain: "Appuyez encore une fois pour confirmer.",
  preferences: "Affichage",
  noAnswer: "Le serveur ne répond pas. Vérifiez le réseau, puis réessayez.",
  accountName: "Nom de compte",
  password: "Mot de passe",
  signIn: "Se connecter",
  signingIn: "Connexion…",
  signOut: "Se déconnecter",
  fillAll: "Remplissez tous les champs.",
  needs: { keyboard: "clavier seul", screen_reader: "lecteur d’écran", low_vision: "basse vision", colours: "couleurs" },
};
type Words = { [Key in keyof typeof fr]: (typeof fr)[Key] };
const en: Words = {
  close: "Close",
  cancel: "Cancel",
  sizes: { normal: "Normal text", large: "Large text", larger: "Very large text" },
  contrast: "High contrast",
  otherLanguage: "Français",
  skip: "Skip to content",
  holdHint: "Press and hold the button to confirm.",
  holdAgain: "Press once more to confirm.",
  preferences: "Display",
  noAnswer: "The server does not answer. Check the network, then try again.",
  accountName: "Account name",
  password: "Password",
  signIn: "Sign in",
  signingIn: "Signing in…",
  signOut: "Sign out",
  fillAll: "Fill in every field.",
  needs: { keyboard: "keyboard alone", screen_reader: "screen reader", low_vision: "low vision", colours: "colours" },
};
export const kitWords = dictionary<Words>(fr, en);

/** "clavier seul, lecteur d’écran", as a roster writes them. */
export const needsInWords = (needs: readonly (keyof Words["needs"])[]): string => needs.map((need) => kitWords().needs[need]).join(", ");
