// invigilator/web/chime.ts: one short sound when someone needs a person; it can be muted.
// SPDX-License-Identifier: EUPL-1.2
import { signal } from "@kit/ui";

const kKey = "probant-console-sound";
const kNotes = [660, 880]; // two rising notes: heard across a room, alarming nobody
const kNoteS = 0.14;
const kLoudness = 0.12;

export const soundOn = signal(readSound());
let audio: AudioContext | null = null;

function readSound(): boolean {
  try {
    return localStorage.getItem(kKey) !== "off";
  } catch {
    return true;
  }
}

export function toggleSound(): void {
  soundOn.value = !soundOn.value;
  try {
    localStorage.setItem(kKey, soundOn.value ? "on" : "off");
  } catch {
    // Without storage the choice lasts as long as the page.
  }
  if (soundOn.value) chime();
}

export function chime(): void {
  if (!soundOn.value) return;
  audio ??= new AudioContext();
  // A browser keeps a page silent until it was touched once; the sign-in is that touch.
  void audio.resume();
  kNotes.forEach((frequency, place) => note(audio as AudioContext, frequency, place * kNoteS));
}

function note(context: AudioContext, frequency: number, after: number): void {
  const begin = context.currentTime + after;
  const tone = context.createOscillator();
  const volume = context.createGain();
  tone.frequency.value = frequency;
  volume.gain.setValueAtTime(0, begin);
  volume.gain.linearRampToValueAtTime(kLoudness, begin + 0.02);
  volume.gain.linearRampToValueAtTime(0, begin + kNoteS);
  tone.connect(volume).connect(context.destination);
  tone.start(begin);
  tone.stop(begin + kNoteS);
}
