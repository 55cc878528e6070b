import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client, expectProblem } from "../support/client.ts";
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

test("a clone tells how much has come, goes on when the page goes away, and is not made twice at a time", async ({ dashboard, page, hub }) => {
  const folder = mkdtempSync(join(tmpdir(), "hub-far-"));
  makeRepository(join(folder, "slow"));
  const daemon = await GitDaemon.of(folder);
  const door = createServer({ pauseOnConnect: true }).listen(0, "127.0.0.1");
  try {
    await once(door, "listening");
    const repository = `git://127.0.0.1:${(door.address() as AddressInfo).port}/slow`;
    const name = hub.named("slow");
    const asked = once(door, "connection") as Promise<[Socket]>;
    await dashboard.login();
    await dashboard.openNew();
    await page.getByText("Repository and branch").click();
    await page.getByText("Add a project").click();
    await page.getByLabel("Repository", { exact: true }).fill(repository);
    await page.getByLabel("Project name").fill(name);
    await page.getByRole("button", { name: "Add project" }).click();
    const [waiting] = await asked;
    await expect(page.getByRole("button", { name: /^Cloning… \d+ kB$/ })).toBeVisible();
    const admin = await Client.login(hub);
    expectProblem(await admin.post("/api/projects", { name: `${name}-too`, repository }), 409, "PROJECT_EXISTS");
    await page.goto("about:blank");

    const far = connect(Number(new URL(daemon.url("slow")).port), "127.0.0.1");
    waiting.pipe(far).pipe(waiting);
    waiting.resume();
    await expect.poll(async () => (await admin.get("/api/projects")).json<{ name: string }[]>().map((one) => one.name)).toContain(name);
    expect((await admin.get("/api/projects/clones")).json()).toEqual([]);
  } finally {
    door.close();
    await daemon.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});
