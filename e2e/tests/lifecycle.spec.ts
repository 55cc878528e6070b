import { expect, test } from "../support/test.ts";

test("a session is stopped and started again, with its files", async ({ dashboard, page }) => {
  await dashboard.login();
  await dashboard.create("paused");
  await dashboard.run("echo kept > kept.txt; echo last-$((1+1))-words", "last-2-words");
  await page.getByRole("button", { name: "Stop" }).click();
  await expect(page.locator(".ending")).toContainText("The session has stopped");
  await dashboard.shows("last-2-words");
  await page.getByRole("button", { name: "Start again" }).click();
  await dashboard.ready();
  await dashboard.run("cat kept.txt", /^kept$/m);
});

test("deleting says what would be lost, and can be undone", async ({ dashboard, page }) => {
  await dashboard.login();
  await dashboard.create("regretted");
  await dashboard.run("echo precious > precious.txt; echo do''ne", "done");
  await page.getByRole("button", { name: "Delete this session" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Delete", exact: true }).click();
  await expect(dialog).toContainText("precious.txt");
  await dialog.getByRole("button", { name: "Delete anyway" }).click();
  await expect(dashboard.row("regretted")).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("heading", { name: "regretted", level: 1 })).toBeVisible();
  await page.getByRole("button", { name: "Start", exact: true }).click();
  await dashboard.ready();
  await dashboard.run("cat precious.txt", /^precious$/m);
});

test("a deleted session is found and restored from the list", async ({ dashboard, page }) => {
  await dashboard.login();
  await dashboard.create("archived");
  await page.getByRole("button", { name: "Delete this session" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete", exact: true }).click();
  await expect(dashboard.row("archived")).toHaveCount(0);
  await page.getByRole("button", { name: "Deleted" }).click();
  await expect(page.getByRole("button", { name: "Restore archived" })).toBeVisible({ timeout: 15_000 });
  await page.getByRole("button", { name: "Restore archived" }).click();
  await expect(page.getByRole("heading", { name: "archived", level: 1 })).toBeVisible();
});

test("the history tells who did what", async ({ dashboard, page }) => {
  await dashboard.login();
  await dashboard.create("remembered");
  await dashboard.tab("History").click();
  await expect(page.locator(".history li").first()).toBeVisible();
  await expect(page.locator(".history")).toContainText("admin");
});

test("what the hub refuses is shown at its field", async ({ dashboard, page }) => {
  await dashboard.login();
  await dashboard.openNew();
  await page.getByText("Repository and branch").click();
  await page.getByLabel("New branch").fill("no spaces..here");
  await page.getByRole("button", { name: "Create" }).click();
  await expect(page.locator("#new-branch-problem")).not.toBeEmpty();
  await expect(page.getByLabel("New branch")).toBeFocused();
});
