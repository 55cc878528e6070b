import type { Page } from "@playwright/test";
import axe from "axe-core";
import { join } from "node:path";
import { Client } from "../support/client.ts";
import { Dashboard } from "../support/dashboard.ts";
import { ROOT } from "../support/hub.ts";
import { Retelling } from "../support/retelling.ts";
import { expect, test } from "../support/test.ts";

const SHADES = ["light", "dark"] as const;
const SIZES = { desktop: { width: 1440, height: 900 }, phone: { width: 375, height: 720 } } as const;

const MIB = 1_024 ** 2;
const BOX = { name: "docker", type: "docker", capabilities: ["BIND_MOUNTS", "ISOLATED", "NETWORK_POLICY", "PERSISTENT_AFTER_REBOOT", "RESOURCE_LIMITS", "USAGE"] };
const PROVIDERS = [
  { ...BOX, isDefault: true, health: { status: "UP", summary: "Docker Engine 28.1" } },
  { ...BOX, name: "builder", isDefault: false, health: { status: "DEGRADED", summary: "the image session-hub/agent is missing; make it with ./hub image build" } },
  { name: "local", type: "local", capabilities: ["HOST_FILES"], isDefault: false, health: { status: "UP", summary: "tmux 3.3a" } },
];
const LONG_AGO = "2026-01-01T00:00:00Z";
const USAGE = { cpus: 0.42, memory: 1_900 * MIB, memoryLimit: 2_048 * MIB, memoryPeak: 2_000 * MIB, outOfMemoryKills: 0, agent: { inputTokens: 41_200, outputTokens: 1_100, costUsd: 0.374 } };
const STATES = {
  "login-form": { provider: "docker", usage: USAGE, agent: { status: "NEEDS_PERMISSION", detail: "Bash: npm install --save-dev vitest", since: LONG_AGO, checkedAt: LONG_AGO, kind: "claude" } },
  "search-index": { provider: "docker", usage: { ...USAGE, memory: 312 * MIB }, agent: { status: "WORKING", since: LONG_AGO, kind: "claude" } },
  "invoices": { provider: "docker", state: "STARTING", progress: { step: "Fetching the image session-hub/agent", detail: "layer 3 of 7", percent: 42 } },
  "image-resize": {
    provider: "docker",
    state: "FAILED",
    reason: "out of memory: it used up to 512 MiB of its 512 MiB; start it again with more memory",
    ended: { cause: "OUT_OF_MEMORY", signal: 9 },
    limits: { memory: 512 * MIB },
  },
  "price-rules": { provider: "docker", state: "FAILED", reason: "Claude Code could not resume its conversation", agent: { status: "ENDED", since: LONG_AGO, kind: "claude" } },
};

const COLOURS =
  "clear; ls -la --color; for i in 31 32 33 34 35 36 91 92 93 94 95 96; do printf '\\033[%dm colour \\033[1mbold\\033[0m' $i; done; echo; git --no-pager log --oneline --color; sed -i 's/let sum = 0/let sum = 1 \\/\\/ tax/' src/checkout.ts; rm -f old.py; echo more >> README.md; echo pic''ture";

test("every screen is drawn, light and dark, wide and narrow", async ({ dashboard, browser, hub, guard }) => {
  test.setTimeout(90_000);
  await dashboard.login();
  await dashboard.create("checkout-tax");
  await dashboard.run(COLOURS, "picture");
  for (const shade of SHADES) {
    for (const [name, viewport] of Object.entries(SIZES)) {
      const touch = name === "phone";
      const context = await browser.newContext({ viewport, colorScheme: shade, hasTouch: touch, isMobile: touch, reducedMotion: "reduce" });
      guard.watch(context);
      await photograph(new Dashboard(await context.newPage(), hub), `${shade}-${name}`);
      await context.close();
    }
  }
});

const RARE = [
  ["light", "desktop"],
  ["dark", "phone"],
] as const;

test("what is seldom is drawn too: who needs you, what is on its way, and how it can end", async ({ browser, hub, guard }) => {
  test.setTimeout(90_000);
  const admin = await Client.login(hub);
  const told = new Retelling(hub);
  const url = await told.open();
  const ids: Record<string, string> = {};
  for (const name of Object.keys(STATES)) ids[name] = (await admin.running({ name })).id;
  told.sessions = STATES;
  told.providers = PROVIDERS;
  for (const [shade, size] of RARE) {
    const context = await browser.newContext({ viewport: SIZES[size], colorScheme: shade, hasTouch: size === "phone", isMobile: size === "phone", reducedMotion: "reduce" });
    guard.watch(context);
    const page = await context.newPage();
    const dashboard = new Dashboard(page, hub, url);
    const shoot = (screen: string): Promise<void> => shot(page, `${screen}-${shade}-${size}`);
    await dashboard.login();
    await expect(dashboard.row("login-form")).toContainText("Needs permission");
    await shoot("attention");
    await dashboard.openNew();
    await page.getByText("Limits and network").click();
    await shoot("providers");
    for (const name of ["login-form", "invoices", "image-resize", "price-rules"]) {
      await page.goto(`${url}/sessions/${ids[name]}`);
      await expect(page.getByRole("heading", { name, level: 1 })).toBeVisible();
      await expect(page.locator(".fact").first()).toBeVisible();
      await shoot(`state-${name}`);
      await noSidewaysScroll(page);
    }
    await context.close();
  }
  await told.close();
});

async function shot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(ROOT, "target", "screenshots", `${name}.png`), animations: "disabled" });
  await accessible(page, name);
}

async function photograph(dashboard: Dashboard, suffix: string): Promise<void> {
  const { page, hub } = dashboard;
  const shoot = (screen: string): Promise<void> => shot(page, `${screen}-${suffix}`);
  await page.goto(hub.url);
  await expect(page.getByRole("button", { name: "Sign in" })).toBeVisible();
  await shoot("login");
  await dashboard.fillLogin(hub.password);
  await expect(dashboard.row("checkout-tax")).toBeVisible();
  await shoot("sessions");
  await dashboard.openNew();
  await expect(page.getByRole("dialog")).toBeVisible();
  await shoot("new-session");
  await page.getByText("Repository and branch").click();
  await page.getByText("Add a project").click();
  await shoot("add-project");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Keyboard help" }).click();
  await expect(page.getByRole("dialog", { name: "Keyboard" })).toBeVisible();
  await shoot("help");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Deleted" }).click();
  await shoot("deleted");
  await page.getByRole("button", { name: "Current" }).click();
  await dashboard.open("checkout-tax");
  await dashboard.shows("picture");
  await shoot("terminal");
  await dashboard.tab("Changes").click();
  await expect(page.getByRole("region", { name: "src/checkout.ts" })).toBeVisible();
  await expect(page.locator(".hljs-keyword").first()).toBeAttached();
  await shoot("changes");
  await page.getByRole("button", { name: "Side by side" }).click();
  await expect(page.locator(".line-pair").first()).toBeAttached();
  await shoot("changes-side-by-side");
  await page.getByRole("button", { name: "Unified" }).click();
  await dashboard.tab("History").click();
  await expect(page.locator(".history li").first()).toBeVisible();
  await shoot("history");
  await page.getByRole("button", { name: "Delete this session" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete", exact: true }).click();
  await expect(page.getByRole("button", { name: "Delete anyway" })).toBeVisible();
  await shoot("delete");
  await page.keyboard.press("Escape");
  await noSidewaysScroll(page);
}

/** WCAG 2.2 AA, as far as a machine can see. */
async function accessible(page: Page, screen: string): Promise<void> {
  await page.evaluate(axe.source);
  const found = await page.evaluate(async () => {
    const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
    const { violations } = await window.axe.run(document, { runOnly: rules });
    return violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(" ")}`);
  });
  expect(found, screen).toEqual([]);
}

async function noSidewaysScroll(page: Page): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth)).toBe(true);
}

declare global {
  interface Window {
    axe: typeof axe;
  }
}
