// tests/browser/ground.mjs: a real centre, real browsers, and what every story does with them.
//
// Role        Lays the ground of a centre in a folder of its own, starts probant-center on it, makes a
//             session as its manager, and opens pages. A page's errors are kept: a story ends by finding
//             none, and a refusal by the content policy is one.
// Invariants  Ports are the system's choice. What was started is stopped, whatever the story did.
//
// SPDX-License-Identifier: EUPL-1.2
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
export const requireFromPages = createRequire(join(root, "server/web/package.json"));
const { chromium } = requireFromPages("playwright-core");

const bin = process.env.PROBANT_BIN ?? join(root, "build/release/bin");
const web = process.env.PROBANT_WEB ?? join(root, "build/release/web");

const kReadyTriesMost = 150; // 30 s: a start replays a few journals
const kPeople = ["Martin;Zoé", "Petit;Léo", "Benali;Samira", "Le Gall;Yann", "Diallo;Fatou", "Nguyen;Thi"];
const kHeader = "place;nom;prénom;date de naissance";

export const kWide = { width: 1920, height: 1080 };
export const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

async function freePort() {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

const twoFigures = (number) => String(number).padStart(2, "0");
export const rosterOf = (people) => [kHeader, ...people.map((one, place) => `${place + 1};${one};${twoFigures(place + 1)}/05/1984`)].join("\n");

export class Ground {
  complaints = [];
  #browsers = [];
  #centre = null;
  #invigilator = null; // the cookie of our own questions

  /** `bank`: a package folder to examine with, instead of the demonstration's. */
  static async lay({ bank } = {}) {
    const ground = new Ground();
    ground.folder = mkdtempSync(join(tmpdir(), "probant-browser-"));
    try {
      await ground.#prepare(bank ? { ...process.env, PROBANT_TEST_PACKAGE: bank } : process.env);
      return ground;
    } catch (error) {
      await ground.leave();
      throw error;
    }
  }

  async #prepare(env) {
    this.port = await freePort();
    this.url = `http://localhost:${this.port}`;
    const words = [bin, this.folder, `${await freePort()}`, `${this.port}`, "20"];
    const laid = spawnSync(join(root, "tests/integration/centre_ground"), words, { encoding: "utf8", env });
    assert.equal(laid.status, 0, laid.stderr);
    rmSync(join(this.folder, "pages"), { recursive: true });
    cpSync(web, join(this.folder, "pages"), { recursive: true });
    await this.startCentre();
    this.browser = await this.launch();
  }

  /** Another Chromium altogether: another machine. Pages opened without naming one share the first. */
  async launch() {
    // Tests may run as root, in a container, where Chromium's own sandbox cannot.
    const executablePath = process.env.PROBANT_CHROMIUM ?? "/usr/bin/chromium";
    const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
    this.#browsers.push(browser);
    return browser;
  }

  async leave() {
    await Promise.all(this.#browsers.map((browser) => browser.close()));
    await this.stopCentre("SIGTERM");
    rmSync(this.folder, { recursive: true, force: true });
  }

  read(name) {
    return readFileSync(join(this.folder, "centre", name), "utf8").trim();
  }

  // The centre -----------------------------------------------------------------------------------

  async startCentre() {
    this.#centre = spawn(join(bin, "probant-center"), ["--config", join(this.folder, "center.toml")], { stdio: "inherit" });
    for (let tries = 0; tries < kReadyTriesMost; tries += 1) {
      const answer = await fetch(`${this.url}/health/ready`).catch(() => undefined);
      if (answer?.ok) return;
      assert.equal(this.#centre.exitCode, null, "the centre stopped before it was ready");
      await sleep(200);
    }
    assert.fail("the centre is not ready after 30 s");
  }

  async stopCentre(signal) {
    if (this.#centre === null || this.#centre.exitCode !== null || this.#centre.signalCode !== null) return;
    const gone = once(this.#centre, "exit");
    this.#centre.kill(signal);
    await gone;
  }

  async #post(path, body, cookie) {
    const headers = { "Content-Type": "application/json", Origin: this.url, "Sec-Fetch-Site": "same-origin" };
    if (cookie) headers.Cookie = cookie;
    return fetch(`${this.url}/api/v1/${path}`, { method: "POST", headers, body: JSON.stringify(body) });
  }

  async #signIn(path, body) {
    const answer = await this.#post(path, body);
    assert.equal(answer.status, 200);
    return answer.headers.get("set-cookie").split(";")[0];
  }

  /** The manager's two requests: its page has stories of its own. */
  async makeSession(people = kPeople) {
    const cookie = await this.#signIn("manager/sign-in", { name: "responsable", password: this.read("manager.password") });
    const facts = { title: "Certification de compétences numériques", room: "Salle 204", language: "fr" };
    const made = await this.#post("manager/sessions", { id: randomUUID(), ...facts, csv: rosterOf(people) }, cookie);
    assert.equal(made.status, 201);
    this.made = await made.json();
    return this.made;
  }

  /** The room as the centre holds it, asked beside every page. */
  async room() {
    const account = { name: "surveillant", password: this.read("invigilator.password"), sessionCode: this.made.sessionCode };
    this.#invigilator ??= await this.#signIn("invigilator/sign-in", account);
    const answer = await fetch(`${this.url}/api/v1/invigilator/room`, { headers: { Cookie: this.#invigilator } });
    assert.equal(answer.status, 200);
    return answer.json();
  }

  async seat(number) {
    const room = await this.room();
    return { ...room.candidates.find((one) => one.seat === number), serverTime: Date.parse(room.serverTime) };
  }

  // Pages ----------------------------------------------------------------------------------------

  /** A profile of its own: another station. */
  async open(path, { lang = "fr", through = this.url, browser = this.browser } = {}) {
    const locale = lang === "fr" ? "fr-FR" : "en-GB";
    const context = await browser.newContext({ viewport: kWide, locale, timezoneId: "Europe/Paris" });
    await context.addInitScript((kept) => localStorage.getItem("probant-preferences") ?? localStorage.setItem("probant-preferences", kept), JSON.stringify({ lang, text: "normal", high: false }));
    const page = await context.newPage();
    page.on("pageerror", (error) => this.complaints.push(String(error)));
    page.on("console", (message) => {
      const expected = /status of 4\d\d|status of 503|ERR_|WebSocket connection/.test(message.text());
      if (message.type() === "error" && !expected) this.complaints.push(message.text());
    });
    await page.goto(through + path);
    return page;
  }

  async openConsole(options) {
    const desk = await this.open("/invigilator/", options);
    await desk.getByLabel(/Nom de compte|Account name/).fill("surveillant");
    await desk.getByLabel(/Mot de passe|Password/).fill(this.read("invigilator.password"));
    await desk.getByLabel(/Code de la session|Session code/).fill(this.made.sessionCode);
    await button(desk, /Se connecter|Sign in/).click();
    await desk.locator(".tile").nth(this.made.codes.length - 1).waitFor();
    return desk;
  }

  async openStation(seat, options) {
    const page = await this.open("/", options);
    await page.getByLabel(/Votre code|Your code/).fill(this.made.codes[seat - 1].code);
    await button(page, /Continuer|Continue/).click();
    await page.getByText(/confirme votre présence|is confirming that you are here/).waitFor();
    return page;
  }
}

export const button = (page, name) => page.getByRole("button", { name }).first();
export const question = (page, rank) => page.getByText(new RegExp(`^Question ${rank} (sur|of) `)).waitFor();
export const tile = (desk, seat) => desk.locator(".tile", { has: desk.getByText(twoFigures(seat), { exact: true }) });

/** The interaction that the page itself offers. */
export function kindIn(page) {
  return page.evaluate(() => {
    const has = (selector) => document.querySelector(`main form ${selector}`) !== null;
    if (has("input[type=radio]")) return "single_choice";
    if (has("input[type=checkbox]")) return "multiple_choice";
    if (has(".typed input[inputmode=decimal]")) return "number";
    if (has(".typed input")) return "short_text";
    return has(".order") ? "order" : "match";
  });
}

/** Confirms and authorises all who entered their code, once the console has seen each of them. */
export async function admit(desk, pages) {
  await button(desk, `Confirmer les ${pages.length} arrivées`).click();
  await button(desk, `Autoriser les ${pages.length} présents`).click();
  for (const page of pages) {
    await button(page, /Commencer|Start/).click();
    await question(page, 1);
  }
}

/** Chooses as a person in a hurry would: the first thing that the question accepts. */
export async function chooseAnything(page) {
  const form = page.locator("main form").first();
  const kind = await kindIn(page);
  if (kind === "single_choice") await form.locator("input[type=radio]").first().check();
  if (kind === "multiple_choice") await form.locator("input[type=checkbox]").first().check();
  if (kind === "number" || kind === "short_text") await form.locator(".typed input").fill("12");
  if (kind !== "match") return;
  const lines = await form.locator("select").all();
  for (const [place, line] of lines.entries()) await line.selectOption({ index: place + 1 });
}

export const validate = (page) => button(page, /Valider ma réponse|Validate my answer/).click();

export async function answerAnything(page) {
  await chooseAnything(page);
  await validate(page);
}
