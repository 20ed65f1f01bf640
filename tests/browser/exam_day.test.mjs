// tests/browser/exam_day.test.mjs: two real Chromiums sit an exam on a real centre, one supervises.
//
// Role      Starts probant-center on a ground of its own, creates a session as a manager, then does
//           everything else through the pages. Takes the README's pictures when PROBANT_PICTURES
//           names a folder. Run by node's own runner, alone: three browsers leave no core.
//
// SPDX-License-Identifier: EUPL-1.2
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const { chromium } = createRequire(join(root, "server/web/package.json"))("playwright-core");

const bin = process.env.PROBANT_BIN ?? join(root, "build/release/bin");
const web = process.env.PROBANT_WEB ?? join(root, "build/release/web");
const pictures = process.env.PROBANT_PICTURES;
const tls = 28543;
const plain = 28180;
const url = `http://localhost:${plain}`;

const kPeople = ["Martin;Zoé", "Petit;Léo", "Benali;Samira", "Le Gall;Yann", "Diallo;Fatou", "Nguyen;Thi"];

let ground;
let centre;
let browser;
let made;

const read = (name) => readFileSync(join(ground, "centre", name), "utf8").trim();

async function ready() {
  for (let tries = 0; tries < 150; tries += 1) {
    const answer = await fetch(`${url}/health/ready`).catch(() => undefined);
    if (answer?.ok) return;
    assert.equal(centre.exitCode, null, "the centre stopped before it was ready");
    await new Promise((done) => setTimeout(done, 200));
  }
  assert.fail("the centre is not ready after 30 s");
}

/** The manager's two requests; the page of the manager has tests of its own. */
async function createSession() {
  const headers = { "Content-Type": "application/json", Origin: url, "Sec-Fetch-Site": "same-origin" };
  const post = (path, body, more = {}) =>
    fetch(`${url}/api/v1/manager/${path}`, { method: "POST", headers: { ...headers, ...more }, body: JSON.stringify(body) });
  const signedIn = await post("sign-in", { name: "responsable", password: read("manager.password") });
  assert.equal(signedIn.status, 200);
  const cookie = signedIn.headers.get("set-cookie").split(";")[0];
  const lines = kPeople.map((person, place) => `${place + 1};${person};0${place + 1}/05/1984`);
  const csv = ["place;nom;prénom;date de naissance", ...lines].join("\n");
  const session = { id: randomUUID(), title: "Certification de compétences numériques", room: "Salle 204", language: "fr", csv };
  const created = await post("sessions", session, { Cookie: cookie });
  assert.equal(created.status, 201);
  return created.json();
}

before(async () => {
  ground = mkdtempSync(join(tmpdir(), "probant-exam-day-"));
  const laid = spawnSync(join(root, "tests/integration/centre_ground"), [bin, ground, `${tls}`, `${plain}`, "20"], { encoding: "utf8" });
  assert.equal(laid.status, 0, laid.stderr);
  rmSync(join(ground, "pages"), { recursive: true });
  cpSync(web, join(ground, "pages"), { recursive: true });
  centre = spawn(join(bin, "probant-center"), ["--config", join(ground, "center.toml")], { stdio: "inherit" });
  await ready();
  made = await createSession();
  browser = await chromium.launch({ executablePath: process.env.PROBANT_CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
});

after(async () => {
  await browser?.close();
  if (centre && centre.exitCode === null) {
    const gone = new Promise((done) => centre.once("exit", done));
    centre.kill("SIGTERM");
    await gone;
  }
  rmSync(ground, { recursive: true, force: true });
});

/** A page whose every error fails the test: a refusal by the policy is one. */
async function open(path, complaints) {
  const context = await browser.newContext({ viewport: { width: 1920, height: 1080 }, locale: "fr-FR", timezoneId: "Europe/Paris" });
  const page = await context.newPage();
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => {
    const expected = /status of 4\d\d|status of 503|ERR_|WebSocket connection/.test(message.text());
    if (message.type() === "error" && !expected) complaints.push(message.text());
  });
  await page.goto(url + path);
  return page;
}

const button = (page, name) => page.getByRole("button", { name }).first();
const heading = (page, rank) => page.getByText(`Question ${rank} sur`).waitFor();

/** Answers as a person in a hurry would: the first thing that the question accepts. */
async function answerAnything(page) {
  const form = page.locator("main form").first();
  if (await form.locator("input[type=radio]").count()) await form.locator("input[type=radio]").first().check();
  else if (await form.locator("input[type=checkbox]").count()) await form.locator("input[type=checkbox]").first().check();
  else if (await form.locator(".typed input").count()) await form.locator(".typed input").fill("12");
  else
    for (const choice of await form.locator("select").all()) {
      const taken = await form.locator("select").evaluateAll((all) => all.map((one) => one.value));
      const values = await choice.locator("option").evaluateAll((all) => all.map((one) => one.value));
      await choice.selectOption(values.find((value) => value !== "" && !taken.includes(value)));
    }
  await button(page, "Valider ma réponse").click();
}

async function signIn(code, complaints) {
  const page = await open("/", complaints);
  await page.getByLabel("Votre code").fill(code);
  await button(page, "Continuer").click();
  return page;
}

test("Two candidates sit the exam in real browsers while one person supervises it", { timeout: 420_000 }, async () => {
  const complaints = [];
  const desk = await open("/invigilator", complaints);
  await desk.getByLabel("Nom de compte").fill("surveillant");
  await desk.getByLabel("Mot de passe").fill(read("invigilator.password"));
  await desk.getByLabel("Code de la session").fill(made.sessionCode);
  await button(desk, "Se connecter").click();
  await button(desk, /Ouvrir la session/).click();
  await desk.locator(".tile").nth(5).waitFor();

  const zoe = await signIn(made.codes[0].code, complaints);
  await zoe.getByText("confirme votre présence").waitFor();
  const leo = await signIn(made.codes[1].code, complaints);
  await leo.getByText("confirme votre présence").waitFor();

  await button(desk, /Confirmer/).click();
  await button(desk, /Autoriser/).click();
  await button(zoe, "Commencer").click();
  await button(leo, "Commencer").click();
  await heading(zoe, 1);
  await heading(leo, 1);

  for (let rank = 1; rank <= 4; rank += 1) {
    await answerAnything(zoe);
    await heading(zoe, rank + 1);
  }
  if (pictures) await zoe.screenshot({ path: join(pictures, "question.png") });

  // A reload in the middle finds the same question again.
  await zoe.reload();
  await heading(zoe, 5);

  // The line is cut in the middle of an answer: it is kept, and leaves by itself.
  await leo.context().setOffline(true);
  await answerAnything(leo);
  await leo.getByText("Gardée sur ce poste").first().waitFor();
  await leo.context().setOffline(false);
  await heading(leo, 2);

  // A reported question reaches the console, is replaced, and the test goes on at the same rank.
  await button(zoe, "Signaler un problème").click();
  await zoe.getByLabel("Le fichier ne s’ouvre pas").check();
  await button(zoe, "Envoyer au surveillant").click();
  await zoe.getByText("le surveillant va décider").waitFor();
  await button(leo, "Demander de l’aide").click();
  await button(desk, "Remplacer la question").waitFor();
  if (pictures) await desk.screenshot({ path: join(pictures, "console.png") });
  await button(desk, "Remplacer la question").click();
  await heading(zoe, 5);
  await zoe.getByText("le surveillant va décider").waitFor({ state: "detached" });

  for (let rank = 5; rank <= 32; rank += 1) {
    await answerAnything(zoe);
    if (rank < 32) await heading(zoe, rank + 1);
  }
  await zoe.getByText("Vous avez répondu à toutes les questions").waitFor();
  await button(zoe, "Remettre").click();
  await zoe.locator(".dialog .btn.main").click();
  await zoe.locator(".short-code").waitFor();

  assert.deepEqual(complaints, []);
});
