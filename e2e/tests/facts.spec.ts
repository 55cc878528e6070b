import { Client } from "../support/client.ts";
import { Dashboard } from "../support/dashboard.ts";
import { Retelling } from "../support/retelling.ts";
import { expect, test as base } from "../support/test.ts";

const MIB = 1_024 ** 2;
const DOCKER = { name: "box", type: "docker", capabilities: ["BIND_MOUNTS", "ISOLATED", "NETWORK_POLICY", "RESOURCE_LIMITS", "USAGE"], isDefault: true, health: { status: "UP", summary: "Docker Engine 28.1" } };
const LOCAL = { name: "local", type: "local", capabilities: ["HOST_FILES"], isDefault: false, health: { status: "UP", summary: "tmux 3.3a" } };

function ago(seconds: number): string {
  return new Date(Date.now() - seconds * 1_000).toISOString();
}

const test = base.extend<{ told: Retelling; retold: Dashboard; admin: Client }>({
  told: async ({ hub }, use) => {
    const told = new Retelling(hub);
    await use(told);
    await told.close();
  },
  admin: async ({ hub }, use) => {
    await use(await Client.login(hub));
  },
  retold: async ({ told, page, hub, guard }, use) => {
    void guard;
    await use(new Dashboard(page, hub, await told.open()));
  },
});

test("who needs you is told in the list, the title and the icon, and one key leads from one to the next", async ({ told, retold, admin, page }) => {
  for (const name of ["asks-first", "asks-later", "works"]) await admin.running({ name });
  told.sessions = {
    "asks-first": { agent: { status: "NEEDS_PERMISSION", detail: "Bash: rm -rf build", since: ago(300), checkedAt: ago(1), kind: "claude" } },
    "asks-later": { agent: { status: "NEEDS_INPUT", detail: "Which database?", since: ago(20), kind: "claude" } },
    works: { agent: { status: "WORKING", since: ago(5), kind: "claude" } },
  };
  await retold.login();
  await expect(retold.row("asks-first")).toContainText("Needs permission");
  await expect(retold.row("asks-first")).toContainText("Bash: rm -rf build");
  await expect(page).toHaveTitle(/^\(2\)/);
  expect(await page.locator('link[rel="icon"]').getAttribute("href")).toContain(encodeURIComponent(">2</text>"));

  await page.keyboard.press("a");
  await expect(page.getByRole("heading", { name: "asks-first", level: 1 })).toBeVisible();
  await expect(retold.fact("agent")).toContainText("Needs permission for 5m");
  await expect(retold.fact("agent")).toHaveAttribute("title", /Bash: rm -rf build · seen/);
  await expect(page.locator(".xterm-helper-textarea")).toBeFocused();
  await page.keyboard.press("Alt+9");
  await expect(page.getByRole("heading", { name: "asks-later", level: 1 })).toBeVisible();
  await page.getByRole("button", { name: "1 other session needs you" }).click();
  await expect(page.getByRole("heading", { name: "asks-first", level: 1 })).toBeVisible();
});

test("what is wrong with a session that runs is said until it is put away", async ({ admin, dashboard, page }) => {
  const { id } = await admin.running({ name: "no-agent", agent: "shell", prompt: "Fix the login" });
  await dashboard.login(`/sessions/${id}`);
  const note = page.getByRole("status").filter({ hasText: "The first prompt was not delivered, because a shell takes none" });
  await expect(note).toBeVisible();
  await note.getByRole("button", { name: "Dismiss" }).click();
  await expect(note).toBeHidden();
  await page.getByRole("tab", { name: "History" }).click();
  await expect(page.getByRole("tabpanel")).toContainText("the first prompt was not delivered");
});

test("a session on its way tells how far it has come, and can be called off", async ({ told, retold, admin, page }) => {
  const { id } = await admin.running({ name: "fetching" });
  told.sessions = { fetching: { state: "STARTING", progress: { step: "Fetching the image", detail: "layer 3 of 7", percent: 42 } } };
  await retold.login(`/sessions/${id}`);
  await expect(retold.row("fetching")).toContainText("42 % · Fetching the image, layer 3 of 7");
  await expect(page.getByRole("region", { name: "Progress" })).toContainText("Fetching the image");
  await expect(page.getByRole("region", { name: "Progress" }).getByRole("progressbar")).toHaveAttribute("aria-valuenow", "42");
  await page.getByRole("region", { name: "Progress" }).getByRole("button", { name: "Cancel" }).click();
  await admin.reaches(id, "STOPPED");
});

test("out of memory is an end of its own, and starts again with more", async ({ told, retold, admin, page }) => {
  const { id } = await admin.running({ name: "starved" });
  await admin.post(`/api/sessions/${id}/stop`);
  await admin.reaches(id, "STOPPED");
  const reason = "out of memory: it used up to 512 MiB of its 512 MiB; start it again with more memory";
  told.sessions = { starved: { state: "FAILED", reason, ended: { cause: "OUT_OF_MEMORY", signal: 9 }, limits: { memory: 512 * MIB } } };
  await retold.login(`/sessions/${id}`);
  await expect(retold.row("starved")).toContainText("Out of memory");
  const ending = page.locator(".ending");
  await expect(ending).toContainText("512 MiB of its 512 MiB");
  await expect(ending.getByLabel("Memory").locator("option")).toHaveText(["1 GiB", "2 GiB", "3 GiB", "4 GiB"]);
  await ending.getByLabel("Memory").selectOption("2 GiB");
  await ending.getByRole("button", { name: "Start with more memory" }).click();
  await expect.poll(() => told.asked.at(-1)).toBe(`POST /api/sessions/${id} {"limits":{"memory":${2_048 * MIB}}}`);
});

test("an agent that could not go on leaves the choice: once more, or a new conversation", async ({ told, retold, admin, page }) => {
  const { id } = await admin.running({ name: "forgetful" });
  await admin.post(`/api/sessions/${id}/stop`);
  await admin.reaches(id, "STOPPED");
  told.sessions = { forgetful: { state: "FAILED", reason: "the conversation could not be resumed", agent: { status: "ENDED", since: ago(9), kind: "claude" } } };
  await retold.login(`/sessions/${id}`);
  await expect(page.locator(".ending")).toContainText("the conversation could not be resumed");
  await expect(page.getByRole("button", { name: "Resume again" })).toBeVisible();
  await page.getByRole("button", { name: "New conversation" }).click();
  await expect.poll(() => told.asked.at(-1)).toBe(`POST /api/sessions/${id} {"conversation":"new"}`);
  await admin.reaches(id, "RUNNING");
});

test("what a session uses is in the list, and all of it on its page", async ({ told, retold, admin, page }) => {
  const { id } = await admin.running({ name: "busy" });
  told.sessions = {
    busy: { usage: { cpus: 0.42, memory: 1_900 * MIB, memoryLimit: 2_048 * MIB, memoryPeak: 2_000 * MIB, outOfMemoryKills: 1, agent: { inputTokens: 41_200, outputTokens: 1_100, costUsd: 0.374 } }, limits: { memory: 2_048 * MIB }, network: "internet" },
  };
  await retold.login(`/sessions/${id}`);
  await expect(retold.row("busy")).toContainText("1.9 GiB$0.37");
  await expect(page.locator(".status-usage")).toContainText("0.42 CPU");
  await expect(page.locator(".status-usage")).toContainText("1.9 GiB of 2 GiB");
  await expect(page.locator(".status-usage")).toContainText("42.3k tokens, $0.37");
  await retold.tab("History").click();
  const facts = page.locator(".facts");
  await expect(facts).toContainText("peak 2 GiB, 1 killed for lack of memory");
  await expect(facts).toContainText("41,200 in, 1,100 out");
  await expect(facts).toContainText("reaches the internet, not the hub nor other sessions");
});

test("the form says what each provider means, what is wrong with it, and asks for bounds where they hold", async ({ told, retold, page }) => {
  told.providers = [DOCKER, LOCAL, { ...DOCKER, name: "old", isDefault: false, health: { status: "DEGRADED", summary: "the image session-hub/agent is missing: ./hub image build" } }];
  await retold.login();
  await retold.openNew();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("Isolated: every session has an environment of its own");
  await expect(dialog).toContainText("Not isolated: agents can do what the hub's own user can");
  await expect(dialog).toContainText("the image session-hub/agent is missing");
  await dialog.getByText("Limits and network").click();
  await dialog.getByLabel("Memory").selectOption("1 GiB");
  await dialog.getByLabel("Processors").selectOption("2");
  await dialog.getByLabel("Network").selectOption("None");
  await dialog.getByRole("button", { name: "Create" }).click();
  await expect.poll(() => told.asked.at(-1)).toContain(`"provider":"box","network":"none","limits":{"memory":${1_024 * MIB},"cpus":2}`);
  await expect(dialog.locator("p[role=alert]")).toContainText("box");
  await dialog.getByRole("radio", { name: "local" }).check();
  await expect(dialog.getByText("Limits and network")).toHaveCount(0);
});

test("a provider that only an administrator may choose is not offered to others", async ({ told, retold, page }) => {
  told.providers = [DOCKER, { ...LOCAL, adminOnly: true }];
  const choices = page.getByRole("dialog").getByText("Not isolated");
  await retold.login();
  await retold.openNew();
  await expect(choices).toHaveCount(1);
  await page.keyboard.press("Escape");
  told.role = "USER";
  await page.reload();
  await retold.openNew();
  await expect(page.getByRole("dialog")).toContainText("Isolated: every session");
  await expect(choices).toHaveCount(0);
});

test("a plug-in that cannot be used is named with the reason, and nobody is offered to run anything in it", async ({ told, retold, page }) => {
  const corrupt = { name: "corrupt", type: "plug-in", capabilities: [], isDefault: false, health: { status: "DOWN", summary: "x.jar cannot be read" } };
  told.providers = [DOCKER, { ...LOCAL, health: { status: "DEGRADED", summary: "its plug-in leaks threads" } }, corrupt];
  await retold.login();
  const providers = page.getByRole("list", { name: "Providers" });
  await expect(providers.getByRole("listitem", { name: "local: degraded · its plug-in leaks threads" })).toBeVisible();
  await expect(providers.getByRole("listitem", { name: "corrupt: down · x.jar cannot be read · a plug-in that is not used" })).toBeVisible();
  await retold.openNew();
  await expect(page.getByRole("dialog").getByRole("radio", { name: "local" })).toBeVisible();
  await expect(page.getByRole("dialog")).not.toContainText("corrupt");
});

test("a session whose provider is gone says so, and is not started in vain", async ({ told, retold, admin, page }) => {
  const { id } = await admin.running({ name: "homeless" });
  await admin.post(`/api/sessions/${id}/stop`);
  await admin.reaches(id, "STOPPED");
  told.providers = [];
  await retold.login(`/sessions/${id}`);
  await expect(page.locator(".ending")).toContainText("The provider “local” is not configured any more");
  await expect(page.getByRole("button", { name: /^Start/ })).toHaveCount(0);
  await expect(page.getByText("No provider", { exact: true })).toBeVisible();
  await page.keyboard.press("Alt+0");
  await page.keyboard.press("n");
  await expect(page.getByRole("dialog")).toContainText("No provider is configured, so nothing can run");
  await expect(page.getByRole("button", { name: "Create" })).toBeDisabled();
});
