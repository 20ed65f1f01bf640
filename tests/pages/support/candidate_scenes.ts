// tests/pages/support/candidate_scenes.ts: every screen of the candidate's page, and how to come to it.
// SPDX-License-Identifier: EUPL-1.2
import type { Page } from "playwright-core";
import type { Schemas } from "@kit/api";
import type { Double, World } from "./double";
import { kKinds } from "./questions";

export interface Scene {
  name: string;
  path: string;
  /** What shows that the page has come to its screen, when that is not a heading. */
  settled?: string;
  prepare(world: World): void;
  act?(page: Page, double: Double): Promise<void>;
}

const signedIn = (world: World): void => void (world.signedIn.candidate = true);

function running(world: World, draw: number): void {
  signedIn(world);
  Object.assign(world.candidate, { phase: "running", present: true, draw, held: draw - 1, remainingMs: 4_080_000 });
}

const kCamera: Schemas["CandidateCamera"] = {
  rules: [{ rule: "face_absent", title: "Visage non vu" }, { rule: "extra_face", title: "Autre visage" }, { rule: "covered", title: "Image noire ou unie" }],
  identity: false, legalBasis: "Arrêté du 1er septembre 2026, article 4", retentionDays: 30, device: "open",
  kept: [
    { alert: 1, at: "2026-11-21T09:12:00.000Z", reason: "Aucun visage vu pendant 12 secondes. La personne a pu se pencher, se lever, ou la caméra bouger.", still: true, stillDropped: false },
    { alert: 3, at: "2026-11-21T09:25:00.000Z", reason: "L’image est noire depuis 8 secondes : un objet devant la caméra, ou la lumière éteinte.", still: false, stillDropped: true },
  ],
};

const scene = (name: string, prepare: Scene["prepare"], act?: Scene["act"]): Scene => ({ name: `candidate-${name}`, path: "/", prepare, ...(act ? { act } : {}) });
const kNothing = (): void => undefined;
const cutFromTheStart = (world: World): void => void (world.weather = "cut");
const endedBy = (by: "candidate" | "time" | "invigilator" | "closing", held: number) => (world: World): void => {
  signedIn(world);
  Object.assign(world.candidate, { phase: "ended", present: true, held, ended: { by, at: new Date().toISOString() } });
};
/** A training of three competences, one of them without a level. */
export const kTrained: Schemas["TrainingResult"] = {
  answers: 41, stopped: "precision",
  competences: [
    { code: "1.1", name: "Mener une recherche et une veille d’information", enough: true, level: 4, low: 3, high: 5 },
    { code: "4.3", name: "Protéger la santé, le bien-être et l’environnement", enough: true, level: 8, low: 8, high: 8 },
    { code: "5.2", name: "Évoluer dans un environnement numérique", enough: false, level: null, low: null, high: null },
  ],
};
const kUntold = kTrained.competences.map((one) => ({ ...one, enough: false, level: null, low: null, high: null }));
export const trained = (by: Schemas["EndedBy"], training: Partial<Schemas["TrainingResult"]> = {}) => (world: World): void => {
  const result = { ...kTrained, ...training };
  endedBy(by, result.answers)(world);
  Object.assign(world.candidate, { session: { ...world.candidate.session, purpose: "training" }, length: 60, training: result });
};
type Act = NonNullable<Scene["act"]>;
/** Before the world changes or a line speaks, the page has heard the world as it was: else it may not see the change. */
const followed = (act: Act): Act => async (page, double) => {
  await double.followed();
  await act(page, double);
};
const press = (page: Page, name: RegExp): Promise<void> => page.getByRole("button", { name }).first().click();
const kKindNames = ["single", "multiple", "text", "number", "order", "match"];

export const candidateScenes: Scene[] = [
  scene("entry", kNothing),
  scene("entry-refused", kNothing, async (page) => {
    await page.locator("input").fill("0000000000");
    await press(page, /Continuer|Continue/);
    await page.getByText(/reconnu|not known/).waitFor();
  }),
  scene("entry-wait", kNothing, async (page) => {
    await page.locator("input").fill("1111111111");
    await press(page, /Continuer|Continue/);
    await page.locator("[id$=-wait]").waitFor();
  }),
  scene("entry-signed-out", (world) => running(world, 3), followed(async (page, double) => {
    await page.locator("form").waitFor();
    double.world.signedIn.candidate = false;
    double.bye("signed_out");
    await page.locator(".code-entry").waitFor();
  })),
  { ...scene("unreachable", cutFromTheStart, (page) => page.locator(".loading .soft").waitFor()), settled: ".loading" },
  scene("waiting", signedIn),
  scene("waiting-present", (world) => {
    signedIn(world);
    world.candidate.present = true;
  }),
  scene("ready", (world) => {
    signedIn(world);
    Object.assign(world.candidate, { phase: "ready", present: true });
  }),
  scene("ready-camera", (world) => {
    signedIn(world);
    Object.assign(world.candidate, { phase: "ready", present: true, camera: kCamera });
  }),
  scene("question-camera-lost", (world) => {
    running(world, 1);
    world.candidate.camera = { ...kCamera, device: "missing" };
  }),
  scene("question-camera", (world) => {
    running(world, 1);
    world.candidate.camera = kCamera;
  }, async (page) => {
    await page.locator("details.camera summary").click();
    await press(page, /Voir l’image|See the picture/);
    await page.locator("details.camera img").waitFor();
  }),
  scene("ready-on-trial", (world) => {
    signedIn(world);
    Object.assign(world.candidate, { phase: "ready", present: true, length: 35, pretests: 3 });
  }),
  ...Array.from({ length: kKinds }, (_, place) => scene(`question-${kKindNames[place]}`, (world) => running(world, 13 + place))),
  scene("question-missing", (world) => running(world, 1), (page) => press(page, /Valider ma|Validate my/)),
  scene("question-file-open", (world) => running(world, 4), async (page) => {
    await press(page, /^(Ouvrir|Open)/);
    await page.getByText("mardi;13").last().waitFor();
  }),
  scene("question-image-large", (world) => running(world, 5), (page) => press(page, /Agrandir|Enlarge/)),
  scene("pass", (world) => running(world, 1), (page) => press(page, /Je passe|I pass/)),
  scene("report", (world) => running(world, 1), (page) => press(page, /Signaler|Report/)),
  scene("report-none-left", (world) => {
    running(world, 1);
    world.candidate.reportsLeft = 0;
  }, (page) => press(page, /Signaler|Report/)),
  scene("notice", (world) => running(world, 1), followed(async (page, double) => {
    double.world.candidate.draw = 2;
    await page.getByRole("radio").first().check();
    await press(page, /Valider ma|Validate my/);
    await page.locator(".banner.alert").waitFor();
  })),
  scene("not-durable", (world) => running(world, 3), async (page) => {
    await page.evaluate(() => void (IDBObjectStore.prototype.put = () => { throw new DOMException("full", "QuotaExceededError"); }));
    await page.locator(".typed input").fill("pièce");
    await page.locator(".banner.alert").waitFor();
  }),
  scene("help", (world) => running(world, 2), (page) => press(page, /Demander|Ask for/)),
  scene("five-minutes", (world) => {
    running(world, 30);
    world.candidate.remainingMs = 290_000;
  }),
  scene("offline", (world) => running(world, 2), followed(async (page, double) => {
    double.world.weather = "cut";
    await page.getByRole("checkbox").first().check();
    await press(page, /Valider ma|Validate my/);
    await page.locator(".banner.off").waitFor();
  })),
  scene("read-only", (world) => running(world, 2), followed(async (page, double) => {
    double.world.weather = "read_only";
    await page.getByRole("checkbox").first().check();
    await press(page, /Valider ma|Validate my/);
    await page.locator(".banner.wait").waitFor();
  })),
  scene("paused", (world) => {
    running(world, 12);
    Object.assign(world.candidate, { phase: "paused", pausedBy: ["room"] });
  }),
  scene("paused-report", (world) => {
    running(world, 12);
    Object.assign(world.candidate, { phase: "paused", pausedBy: ["report"] });
  }),
  scene("moved", (world) => running(world, 3), followed(async (page, double) => {
    double.bye("moved_elsewhere");
    await page.getByText(/autre poste|another station/).first().waitFor();
  })),
  scene("all-answered", (world) => {
    running(world, 32);
    Object.assign(world.candidate, { draw: null, held: 32 });
  }),
  scene("hand-in", (world) => {
    running(world, 32);
    Object.assign(world.candidate, { draw: null, held: 32 });
  }, (page) => press(page, /Remettre|Hand in/)),
  scene("ended", endedBy("candidate", 32)),
  scene("ended-by-time", endedBy("time", 17)),
  scene("ended-by-invigilator", endedBy("invigilator", 1)),
  scene("ended-by-closing", endedBy("closing", 0)),
  scene("ended-training", trained("candidate")),
  scene("ended-training-by-time", trained("time", { stopped: null, answers: 33 })),
  scene("ended-training-too-short", trained("invigilator", { stopped: null, answers: 1, competences: kUntold })),
  scene("ended-training-absent", (world) => {
    trained("closing")(world);
    Object.assign(world.candidate, { present: false, held: 0, ended: null, training: null });
  }),
  scene("ended-without-receipt", (world) => {
    endedBy("candidate", 32)(world);
    world.hasReceipt = false;
  }, (page) => page.locator(".receipt .btn").waitFor()),
];
