import type { Page } from "@playwright/test";
import axe from "axe-core";
import { join } from "node:path";
import { Dashboard } from "../support/dashboard.ts";
import { ROOT } from "../support/hub.ts";
import { expect, test } from "../support/test.ts";

const SHADES = ["light", "dark"] as const;
const SIZES = { desktop: { width: 1280, height: 800 }, phone: { width: 375, height: 720 } } as const;

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

async function photograph(dashboard: Dashboard, suffix: string): Promise<void> {
  const { page, hub } = dashboard;
  const shoot = async (screen: string): Promise<void> => {
    await page.screenshot({ path: join(ROOT, "target", "screenshots", `${screen}-${suffix}.png`), animations: "disabled" });
    await accessible(page, `${screen}-${suffix}`);
  };
  await page.goto(hub.url);
  await expect(page.getByRole("button", { name: "Sign in" })).toBeVisible();
  await shoot("login");
  await dashboard.fillLogin(hub.password);
  await expect(dashboard.row("checkout-tax")).toBeVisible();
  await shoot("sessions");
  await dashboard.openNew();
  await expect(page.getByRole("dialog")).toBeVisible();
  await shoot("new-session");
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
