// tests/browser/registry.test.mjs: a real packet on the real registry, in real browsers.
//
// Role      tests/browser/registry_ground lets candidates sit on a real centre and send their packet. Then
//           the staff looks, publishes; the public verifies by code, by text, by file, and a changed text is
//           refused. Every screen on the way is looked at by axe-core, in both languages and three widths.
//
// SPDX-License-Identifier: EUPL-1.2
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { findingsOn } from "./axe.mjs";
import { kWide, requireFromPages, root, sleep } from "./ground.mjs";

const { chromium } = requireFromPages("playwright-core");
const bin = process.env.PROBANT_BIN ?? join(root, "build/release/bin");
const web = process.env.PROBANT_WEB ?? join(root, "build/release/web");
const pictures = process.env.PROBANT_SCREENS;

const kPort = 28743; // and the three after it
const url = `http://localhost:${kPort + 1}`;
const kSizes = [kWide, { width: 1024, height: 768 }, { width: 320, height: 640 }];
const kReadyTriesMost = 150; // 30 s
const kHoldMs = 1500; // a little longer than the page asks for

let folder;
let registry;
let browser;
const complaints = [];
const findings = [];

async function startRegistry() {
  registry = spawn(join(bin, "probant-registry"), ["--config", join(folder, "registry.toml")], { stdio: "inherit" });
  for (let tries = 0; tries < kReadyTriesMost; tries += 1) {
    const answer = await fetch(`${url}/health/ready`).catch(() => undefined);
    if (answer?.ok) return;
    assert.equal(registry.exitCode, null, "the registry stopped before it was ready");
    await sleep(200);
  }
  assert.fail("the registry is not ready after 30 s");
}

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "probant-registry-"));
  const laid = spawnSync(join(root, "tests/browser/registry_ground"), [bin, web, folder, `${kPort}`], { encoding: "utf8" });
  assert.equal(laid.status, 0, laid.stderr);
  await startRegistry();
  // Tests may run as root, in a container, where Chromium's own sandbox cannot.
  browser = await chromium.launch({ executablePath: process.env.PROBANT_CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
});

after(async () => {
  await browser?.close();
  if (registry && registry.exitCode === null) {
    const gone = new Promise((done) => registry.once("exit", done));
    registry.kill("SIGTERM");
    await gone;
  }
  rmSync(folder, { recursive: true, force: true });
});

/** A page whose every error fails the story: a refusal by the policy is one. */
async function open(path, lang = "fr") {
  const context = await browser.newContext({ viewport: kWide, locale: lang === "fr" ? "fr-FR" : "en-GB", timezoneId: "Europe/Paris", acceptDownloads: true });
  const page = await context.newPage();
  await page.addInitScript((kept) => localStorage.setItem("probant-preferences", kept), JSON.stringify({ lang, text: "normal", high: false }));
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => {
    const expected = /status of 4\d\d|ERR_/.test(message.text());
    if (message.type() === "error" && !expected) complaints.push(message.text());
  });
  await page.goto(url + path);
  await page.locator(":not(.loading) > h1").first().waitFor();
  return page;
}

/** Looks at the screen at each width; `words` is in the language of the page. */
async function look(page, screen, lang) {
  for (const size of kSizes) {
    await page.setViewportSize(size);
    const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    const found = [...(sideways > 0 ? [`${sideways} px too wide`] : []), ...(await findingsOn(page))];
    findings.push(...found.map((one) => `${screen}, ${lang}, ${size.width} px: ${one}`));
    if (pictures) {
      mkdirSync(pictures, { recursive: true });
      await page.screenshot({ path: join(pictures, `registry-${screen}-${lang}-${size.width}.png`), fullPage: true });
    }
  }
  await page.setViewportSize(kWide);
}

const button = (page, name) => page.getByRole("button", { name }).first();
const password = () => readFileSync(join(folder, "registry/staff.password"), "utf8").trim();

async function signIn(page, name) {
  await page.locator("input").nth(0).fill(name);
  await page.locator("input").nth(1).fill(password());
  await page.keyboard.press("Enter");
  await page.locator(".packets").waitFor();
}

/** The packet's page, and the code of the first certificate once there are some. */
async function openPacket(page) {
  await page.getByRole("link", { name: /Paquet 1|Packet 1/ }).click();
  await page.locator(".checks").waitFor();
}

async function fetchDocument(code) {
  const answer = await fetch(`${url}/api/v1/certificates/${code}/file.json`);
  assert.equal(answer.status, 200);
  return answer.text();
}

let code; // of a certificate that the first story has made

test("The staff sees each check and each sitting, and publishes by a held button", { timeout: 300_000 }, async () => {
  const page = await open("/registry");
  await look(page, "sign-in", "fr");
  await page.getByLabel("Nom de compte").fill("jury");
  await page.getByLabel("Mot de passe").fill("ce n’est pas lui");
  await button(page, "Se connecter").click();
  await page.getByText("Nom ou mot de passe incorrect").waitFor();
  await signIn(page, "jury");
  await page.getByText("4 certificats à délivrer").waitFor();
  await look(page, "list", "fr");

  await openPacket(page);
  assert.equal(await page.locator(".check.held").count(), 15);
  await page.getByText("4 passations rejouées question par question : tout est identique").waitFor();
  assert.equal(await page.locator("td.same").count(), 4);
  await look(page, "to-publish", "fr");
  const receipt = page.waitForEvent("download");
  await button(page, "Télécharger le reçu").click();
  const envelope = JSON.parse(readFileSync(await (await receipt).path(), "utf8"));
  assert.equal(envelope.payloadType, "application/vnd.probant.receipt+json");

  await button(page, "Publier et délivrer 4 certificats").hover();
  await page.mouse.down();
  await sleep(kHoldMs);
  await page.mouse.up();
  await page.getByText("par jury : 4 certificats délivrés").waitFor();
  code = await page.locator("td .code").first().innerText();
  await look(page, "published", "fr");

  await page.reload();
  await page.getByText("par jury : 4 certificats délivrés").waitFor();
  await page.getByRole("link", { name: "Tous les paquets" }).click();
  await page.getByText("4 certificats délivrés").waitFor();
  await button(page, "À publier").click();
  await page.getByText("Aucun paquet dans cet état.").waitFor();
  await button(page, "Se déconnecter").click();
  await page.getByLabel("Mot de passe").waitFor();
  await page.context().close();
});

test("Who only audits sees everything, in English, and has no button to publish", { timeout: 180_000 }, async () => {
  const page = await open("/registry", "en");
  await look(page, "sign-in", "en");
  await signIn(page, "controle");
  await look(page, "list", "en");
  await openPacket(page);
  await page.getByText("4 sittings replayed question by question").waitFor();
  assert.equal(await page.getByRole("button", { name: /Publish/ }).count(), 0);
  await look(page, "published", "en");
  await page.context().close();
});

test("Anyone verifies a certificate by its code, its text and its file", { timeout: 240_000 }, async () => {
  for (const [lang, genuine, other] of [["fr", "Ce certificat est authentique.", "Vérifier un autre certificat"], ["en", "This certificate is genuine.", "Verify another certificate"]]) {
    const answered = () => page.getByRole("heading", { level: 1, name: genuine }).waitFor();
    const page = await open("/", lang);
    await look(page, "verify", lang);
    await page.locator(".code-field input").fill(code.toLowerCase().replaceAll("-", " "));
    await page.keyboard.press("Enter");
    await answered();
    assert.equal(await page.locator(".check.held").count(), 4);
    await look(page, "genuine", lang);

    const pdf = page.waitForEvent("download");
    await page.getByRole("link", { name: /PDF/ }).click();
    const paper = await (await pdf).path();
    await button(page, other).click();
    await page.locator("input[type=file]").setInputFiles({ name: "certificat.pdf", mimeType: "application/pdf", buffer: readFileSync(paper) });
    await answered();

    await button(page, other).click();
    await page.locator("textarea").fill(await fetchDocument(code));
    await button(page, /Vérifier ce texte|Verify this text/).click();
    await answered();
    await page.context().close();
  }
});

test("The address in the paper's QR code opens the answer at once", { timeout: 60_000 }, async (told) => {
  if (!existsSync("/usr/bin/zbarimg") || !existsSync("/usr/bin/pdftoppm")) return told.skip("needs zbarimg and pdftoppm");
  const paper = Buffer.from(await (await fetch(`${url}/api/v1/certificates/${code}/file.pdf`)).arrayBuffer());
  const drawn = spawnSync("pdftoppm", ["-r", "150", "-png", "-", join(folder, "paper")], { input: paper });
  assert.equal(drawn.status, 0, String(drawn.stderr));
  const picture = readdirSync(folder).find((name) => name.startsWith("paper") && name.endsWith(".png"));
  const scanned = spawnSync("zbarimg", ["--quiet", "--raw", join(folder, picture)], { encoding: "utf8" }).stdout.trim();
  assert.equal(scanned, `${url}/?code=${code}`);

  const page = await open(scanned.slice(url.length));
  await page.getByRole("heading", { level: 1, name: "Ce certificat est authentique." }).waitFor();
  await page.context().close();
});

test("A changed certificate is refused with the reason, and so is a code that nobody has", { timeout: 180_000 }, async () => {
  const document = JSON.parse(await fetchDocument(code));
  const changed = structuredClone(document);
  changed.name = `${changed.name} (avec les félicitations du jury)`;
  for (const [lang, forged, unknown] of [["fr", "Ce certificat a été modifié depuis qu’il a été délivré.", "Aucun certificat ne porte ce code."], ["en", "This certificate was changed after it was issued.", "No certificate has this code."]]) {
    const page = await open("/", lang);
    await page.locator("textarea").fill(JSON.stringify(changed));
    await button(page, /Vérifier ce texte|Verify this text/).click();
    await page.getByRole("heading", { level: 1, name: forged }).waitFor();
    assert.equal(await page.locator(".check.failed").count(), 1);
    await look(page, "forged", lang);

    await page.goto(`${url}/?code=0000-0000-0000`);
    await page.getByRole("heading", { level: 1, name: unknown }).waitFor();
    await look(page, "unknown", lang);

    await page.goto(url);
    await page.context().setOffline(true);
    await page.locator(".code-field input").fill(code);
    await page.keyboard.press("Enter");
    await page.locator(".answer.off").waitFor();
    await look(page, "cut", lang);
    await page.context().close();
  }
});

test("Faster than any office can ask, the page says to wait, and the certificate stays genuine", { timeout: 60_000 }, async () => {
  const page = await open("/");
  for (let asked = 0; asked < 130; asked += 1) await fetch(`${url}/api/v1/certificates/0000-0000-0000`);
  await page.locator(".code-field input").fill(code);
  await page.keyboard.press("Enter");
  await page.getByText("attendez une minute").waitFor();
  await page.context().close();
});

test("No screen of the registry has a finding of axe-core, and no page an error", () => {
  assert.deepEqual(findings, []);
  assert.deepEqual(complaints, []);
});
