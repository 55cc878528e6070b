import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GitDaemon } from "../support/git-daemon.ts";
import { makeRepository } from "../support/repository.ts";
import { expect, test } from "../support/test.ts";

test("a repository of another machine is added by its URL, and a session starts from what is there now", async ({ dashboard, page }) => {
  const folder = mkdtempSync(join(tmpdir(), "hub-far-"));
  const far = join(folder, "far");
  makeRepository(far);
  const daemon = await GitDaemon.of(folder);
  try {
    await dashboard.login();
    await dashboard.openNew();
    await page.getByText("Repository and branch").click();
    await page.getByText("Add a project").click();
    await page.getByLabel("Repository", { exact: true }).fill(daemon.url("nothing"));
    await page.getByRole("button", { name: "Add project" }).click();
    await expect(page.locator(".add-project [role=alert]")).toContainText("has no repository there");
    await page.getByLabel("Repository", { exact: true }).fill(daemon.url("far"));
    await page.getByLabel("Project name").fill(dashboard.hub.named("far"));
    await page.getByLabel("Project name").press("Enter");
    await expect(page.locator("select[name=project]")).toHaveValue(dashboard.hub.named("far"));

    writeFileSync(join(far, "later.txt"), "came later\n");
    execFileSync("git", ["-C", far, "add", "later.txt"]);
    execFileSync("git", ["-C", far, "-c", "user.name=T", "-c", "user.email=t@example.org", "commit", "--quiet", "--message=Later"]);
    await page.getByLabel("Name", { exact: true }).fill(dashboard.hub.named("on-far"));
    await page.getByText("Shell", { exact: true }).click();
    await page.getByRole("button", { name: "Create" }).click();
    await dashboard.ready();
    await dashboard.run("cat later.txt", "came later");
    await dashboard.run("git log --format=%s -1", "Later");
  } finally {
    await daemon.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});
