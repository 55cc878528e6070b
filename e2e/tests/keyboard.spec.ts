import { expect, test } from "../support/test.ts";

test("everything is reached without a mouse", async ({ dashboard, page }) => {
  await dashboard.login();
  await dashboard.create("keys-one");
  await dashboard.create("keys-two");
  await page.keyboard.press("Alt+2");
  await expect(dashboard.tab("Changes")).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Alt+1");
  await expect(page.locator(".xterm-helper-textarea")).toBeFocused();
  await page.keyboard.press("Alt+ArrowDown");
  await expect(page.getByRole("heading", { name: "keys-one", level: 1 })).toBeVisible();
  await page.keyboard.press("Alt+0");
  await expect(dashboard.row("keys-one")).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect(dashboard.row("keys-two")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "keys-two", level: 1 })).toBeVisible();
  await page.keyboard.press("Alt+0");
  await page.keyboard.press("/");
  await page.keyboard.type("keys-one");
  await expect(page.locator("a.row")).toHaveCount(1);
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keyboard" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("the terminal gets every key that is not documented", async ({ dashboard, page }) => {
  await dashboard.login();
  await dashboard.create("keys-raw");
  await dashboard.type("cat -v\n");
  for (const key of ["Control+A", "Alt+b", "F5", "Escape", "ArrowLeft"]) await page.keyboard.press(key);
  await page.keyboard.press("Enter");
  await dashboard.shows("^A^[b^[[15~^[^[[D");
  await page.keyboard.press("Control+C");
});
