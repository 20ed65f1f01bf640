// tests/pages/support/registry_scenes.ts: every screen of the staff's page and of the public's.
// SPDX-License-Identifier: EUPL-1.2
import type { Page } from "playwright-core";
import type { Scene } from "./candidate_scenes";
import type { Double, World } from "./double";
import { kCode, kDigests, type RegistryWorld } from "./registry";

type Act = (page: Page, double: Double) => Promise<void>;
const scene = (name: string, path: string, prepare: (registry: RegistryWorld) => void, act?: Act): Scene => ({
  name: `registry-${name}`,
  path,
  prepare: (world: World) => prepare(world.registry),
  ...(act ? { act } : {}),
});
const staff = (name: string, prepare: (registry: RegistryWorld) => void, act?: Act): Scene => scene(name, "/registry/", prepare, act);
const packet = (name: string, digest: string, prepare: (registry: RegistryWorld) => void = inside): Scene => scene(name, `/registry/#/packets/${digest}`, prepare, (page) => page.locator(".checks").waitFor());
const open = (name: string, code: string, prepare: (registry: RegistryWorld) => void = nothing): Scene => scene(name, `/verify/?code=${code}`, prepare, (page) => page.locator(".answer").waitFor());

const nothing = (): void => undefined;
const inside = (registry: RegistryWorld): void => void (registry.signedIn = true);
const press = (page: Page, name: RegExp): Promise<void> => page.getByRole("button", { name }).first().click();
const verdict = (name: RegistryWorld["verdict"]) => (registry: RegistryWorld): void => void (registry.verdict = name);

const cut: Act = async (page, double) => {
  double.world.weather = "cut";
  await press(page, /À publier|To publish/);
  await page.locator(".banner.off").waitFor();
};

export const registryScenes: Scene[] = [
  staff("sign-in", nothing),
  staff("sign-in-refused", nothing, async (page) => {
    await page.locator("input").nth(0).fill("n.perrot");
    await page.locator("input").nth(1).fill("wrong");
    await press(page, /^(Se connecter|Sign in)$/);
    await page.getByText(/incorrect/).waitFor();
  }),
  staff("list", inside, (page) => page.locator(".packets").waitFor()),
  staff("empty", (registry) => Object.assign(registry, { signedIn: true, packets: [] })),
  staff("none-published", inside, async (page) => {
    await press(page, /^(Publiés|Published)$/);
    await page.getByText(/Aucun paquet dans|No packet in/).waitFor();
  }),
  staff("cut", inside, cut),
  packet("to-publish", kDigests.toPublish),
  packet("auditor", kDigests.toPublish, (registry) => Object.assign(registry, { signedIn: true, roles: ["auditor"] })),
  packet("differing", kDigests.differing),
  packet("held", kDigests.held),
  packet("not-replayed", kDigests.notReplayed),
  scene("unknown-packet", `/registry/#/packets/${"f".repeat(64)}`, inside, (page) => page.locator(".banner.alert").waitFor()),
  scene("verify", "/verify/", nothing),
  open("verify-valid", kCode),
  open("verify-forged", kCode, verdict("bad_signature")),
  open("verify-demo", kCode, verdict("demo_key")),
  open("verify-not-ours", kCode, verdict("malformed")),
  open("verify-unknown", "0000-0000-0000"),
  open("verify-no-code", "bonjour"),
  open("verify-busy", kCode, (registry) => void (registry.busy = true)),
  scene("verify-asking", "/verify/", nothing, async (page) => {
    await page.route("**/certificates/**", () => undefined); // nobody answers yet
    await page.locator(".code-field input").fill(kCode);
    await press(page, /^(Vérifier|Verify)$/);
    await page.locator(".loading").waitFor();
  }),
  scene("verify-not-taken", "/verify/", nothing, async (page) => {
    await page.locator("input[type=file]").setInputFiles({ name: "scan.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7\n") });
    await page.locator(".answer").waitFor();
  }),
  scene("verify-cut", "/verify/", nothing, async (page, double) => {
    double.world.weather = "cut";
    await page.locator(".code-field input").fill(kCode);
    await press(page, /^(Vérifier|Verify)$/);
    await page.locator(".answer.off").waitFor();
  }),
];
