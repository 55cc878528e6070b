import { createHash } from "node:crypto";
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { agent, inBase, shows } from "../support/agent.ts";
import { Client, type Session } from "../support/client.ts";
import type { Asked } from "../support/cluster.ts";
import { health, missing, nothingIsOrphaned, onGuests, withinAMinute, type World } from "../support/lxc.ts";
import { TerminalSocket } from "../support/terminal-socket.ts";
import { expect } from "../support/test.ts";

/** Milliseconds between two questions to the cluster in these tests; in the product, a second. */
const INTERVAL = 200;

const test = onGuests({ address_timeout: "5", poll_interval: String(INTERVAL) });

test.skip(missing !== undefined, missing);
test.describe.configure({ timeout: 120_000 });

test.afterEach(({ world, client }) => nothingIsOrphaned(world, client));

async function shell(client: Client, name: string): Promise<Session> {
  const session = await client.create({ name });
  return client.reaches(session.id, "RUNNING", 40_000);
}

async function vmid(world: World, session: Session): Promise<number> {
  return (await world.cluster.guest(session.id))!.vmid;
}

/** What the hub says of the agent that it cannot see. */
async function says(client: Client, session: Session, text: RegExp): Promise<void> {
  await expect.poll(async () => (await client.session(session.id)).agent.detail ?? "", { message: `${session.name}: ${text}`, timeout: 60_000 }).toMatch(text);
  expect(await client.session(session.id)).toMatchObject({ state: "RUNNING", agent: { status: "UNKNOWN" } });
}

async function fails(client: Client, name: string, reason: RegExp): Promise<Session> {
  const session = await client.create({ name });
  const failed = await client.reaches(session.id, "FAILED", 40_000);
  expect(failed.reason).toMatch(reason);
  return failed;
}

async function startAgain(client: Client, session: Session): Promise<void> {
  const answer = await client.post(`/api/sessions/${session.id}`);
  expect(answer.status, answer.text).toBe(202);
  await withinAMinute(async () => {
    await client.reaches(session.id, "RUNNING", 60_000);
    await agent(client, session, "IDLE");
  });
}

async function named(client: Client, name: string): Promise<Session> {
  const all = (await client.get("/api/sessions")).json<Session[]>();
  return all.find((one) => one.name === name)!;
}

test("Claude writes a file in a guest and commits it; its branch comes to the base repository, and its conversation goes on after a stop", async ({
  world,
  dashboard,
  client,
  page,
}) => {
  await dashboard.login();
  await dashboard.openNew();
  await page.getByLabel("Name", { exact: true }).fill("greeting");
  await page.getByLabel("First prompt").fill("mock:write hello.txt hello &&& mock:bash git add hello.txt && git commit -qm Greeting &&& mock:say all done");
  await page.getByRole("button", { name: "Create" }).click();
  await expect(page.getByRole("heading", { name: "greeting", level: 1 })).toBeVisible();
  await expect(dashboard.fact("agent")).toContainText("permission", { timeout: 60_000 });
  await dashboard.shows("hello.txt");
  await page.locator(".xterm-helper-textarea").focus();
  await page.keyboard.press("Enter");
  await dashboard.shows("git commit");
  await expect(dashboard.fact("agent")).toContainText("permission", { timeout: 60_000 });
  await dashboard.tab("Changes").click();
  await expect(page.getByRole("region", { name: "hello.txt" })).toContainText("hello", { timeout: 30_000 });
  await dashboard.tab("Terminal").click();
  await page.locator(".xterm-helper-textarea").focus();
  await page.keyboard.press("Enter");
  const session = await named(client, "greeting");
  await agent(client, session, "IDLE");
  const status = (await client.get(`/api/sessions/${session.id}/git/status`)).json<{ ahead: number; clean: boolean }>();
  expect(status).toMatchObject({ ahead: 1, clean: true });

  await page.getByRole("button", { name: "Stop" }).click();
  await expect(page.locator(".ending")).toContainText("The session has stopped", { timeout: 40_000 });
  expect((await world.cluster.guest(session.id))?.running).toBe(false);
  expect(inBase(world.hub, "log", "-1", "--format=%s", session.branch)).toBe("Greeting");
  expect(inBase(world.hub, "show", `${session.branch}:hello.txt`)).toBe("hello");

  await page.getByRole("button", { name: "Start again" }).click();
  await client.reaches(session.id, "RUNNING", 60_000);
  await agent(client, session, "IDLE");
  await shows(client, session, "all done");
});

test("a guest that is rebooted goes on with its conversation", async ({ world, client }) => {
  const session = await client.create({ name: "rebooted", agent: "claude", prompt: "mock:say before the reboot" });
  await agent(client, session, "IDLE");
  await shows(client, session, "before the reboot");
  const id = await vmid(world, session);
  await world.cluster.tell("reboot", id);
  await withinAMinute(async () => {
    await expect.poll(() => world.cluster.inside(id, "pgrep -u session tmux || :"), { timeout: 60_000 }).not.toBe("");
    await expect(() => shows(client, session, "before the reboot")).toPass({ timeout: 60_000 });
    await agent(client, session, "IDLE");
  });
  expect((await client.session(session.id)).state).toBe("RUNNING");
});

test("a guest that somebody destroyed fails its session, which starts again with what was carried back", async ({ world, client }) => {
  const session = await shell(client, "destroyed");
  await world.cluster.tell("destroy", await vmid(world, session));
  const failed = await withinAMinute(() => client.reaches(session.id, "FAILED", 60_000));
  expect(failed.reason).toContain("start it again");
  expect(failed.ended?.cause).toBe("LOST");
  await startAgain(client, session);
});

test("a node that goes down takes its sessions along until it is back, and no others", async ({ world, client }) => {
  const other = await shell(client, "elsewhere");
  const session = await shell(client, "on-node-2");
  const id = await vmid(world, session);
  await world.cluster.tell("migrate", id, "pve2");
  await world.cluster.tell("node", "pve2", "down");
  await withinAMinute(() => says(client, session, /node pve2 of guest \d+ does not answer/));
  await agent(client, other, "IDLE");
  await client.post(`/api/sessions/${other.id}/stop`);
  await client.reaches(other.id, "STOPPED", 30_000);
  await world.cluster.tell("node", "pve2", "up");
  await withinAMinute(() => agent(client, session, "IDLE"));
});

test("while the API is away what runs goes on, and new sessions say why they cannot be", async ({ world, client }) => {
  const session = await shell(client, "patient");
  await world.cluster.tell("api", "down");
  try {
    const refused = await client.create({ name: "too-early" }).catch(() => undefined);
    if (refused !== undefined) expect((await client.reaches(refused.id, "FAILED", 40_000)).reason).toMatch(/does not answer|did not answer|quarantine/);
    const terminal = await TerminalSocket.attach(client, session.id);
    terminal.type("echo still-$((40+2))\r");
    await terminal.shows("still-42");
    terminal.close();
  } finally {
    await world.cluster.tell("api", "up");
  }
  expect((await client.session(session.id)).state).toBe("RUNNING");
  await withinAMinute(async () => {
    await expect.poll(async () => (await health(client)).status, { timeout: 60_000 }).toBe("UP");
    await shell(client, "in-time");
  });
});

test("a revoked token is named, hurts nothing that runs, and a new one heals it", async ({ world, client }) => {
  const session = await shell(client, "trusted");
  await world.cluster.tell("token", "revoke");
  try {
    await expect.poll(async () => JSON.stringify(await health(client)), { timeout: 40_000 }).toContain("token revoked");
    expect((await client.session(session.id)).state).toBe("RUNNING");
  } finally {
    await world.cluster.tell("token", "restore");
  }
  await withinAMinute(async () => {
    await expect.poll(async () => (await health(client)).status, { timeout: 60_000 }).toBe("UP");
    await client.post(`/api/sessions/${session.id}/stop`);
    await client.reaches(session.id, "STOPPED", 30_000);
  });
});

test("a clone that fails half-way leaves nothing, and says the cluster's own words", async ({ world, client }) => {
  await world.cluster.tell("clone", "fail", "no such logical volume pve/data");
  const session = await fails(client, "half", /no such logical volume pve\/data/);
  expect(await world.cluster.guest(session.id)).toBeUndefined();
  await startAgain(client, session);
});

test("a storage that is full leaves nothing, and says so", async ({ world, client }) => {
  await world.cluster.tell("storage", "full");
  const session = await fails(client, "no-room", /Free space in pool pve\/data/);
  expect(await world.cluster.guest(session.id)).toBeUndefined();
  await world.cluster.tell("storage", "free");
  await startAgain(client, session);
});

test("an address that comes late is waited for", async ({ world, client }) => {
  await world.cluster.tell("dhcp", "off");
  const session = await client.create({ name: "late" });
  try {
    await expect.poll(async () => (await client.session(session.id)).reason ?? "", { timeout: 40_000 }).toContain("no IPv4 address within 5 s");
    expect((await client.session(session.id)).state).toBe("STARTING");
  } finally {
    await world.cluster.tell("dhcp", "on");
  }
  await withinAMinute(() => client.reaches(session.id, "RUNNING", 60_000));
});

test("a guest that refuses SSH, and one with another host key, are named and left alone until that is mended", async ({ world, client }) => {
  const session = await shell(client, "locked");
  const id = await vmid(world, session);
  await world.cluster.inside(id, "systemctl stop ssh; pkill -KILL -u session sshd; :");
  await withinAMinute(() => says(client, session, /SSH to session@.*Connection refused/));
  await world.cluster.inside(id, "cp -a /etc/ssh /root/ssh; rm /etc/ssh/ssh_host_*; ssh-keygen -A; systemctl start ssh");
  await withinAMinute(() => says(client, session, /host key is not the one seen before; if that is right, delete \//));
  await world.cluster.inside(id, "cp -a /root/ssh/. /etc/ssh/; systemctl restart ssh");
  await withinAMinute(() => agent(client, session, "IDLE"));
});

test("a hub that is killed while a guest is cloned finds it again, and goes on with it", async ({ world, client }) => {
  await world.cluster.tell("hold", "vzclone");
  const session = await client.create({ name: "cloned" });
  await expect.poll(async () => (await world.cluster.guest(session.id)) !== undefined, { timeout: 20_000 }).toBe(true);
  const before = await vmid(world, session);
  await world.hub.kill();
  await world.cluster.tell("release", "vzclone");
  await world.hub.up();
  const again = await Client.login(world.hub);
  await again.reaches(session.id, "RUNNING", 60_000);
  expect(await vmid(world, session)).toBe(before);
});

test("a session that is deleted after a hub was killed in the middle of its clone takes the guest along", async ({ world, client }) => {
  await world.cluster.tell("hold", "vzclone");
  const session = await client.create({ name: "unwanted" });
  await expect.poll(async () => (await world.cluster.guest(session.id)) !== undefined, { timeout: 20_000 }).toBe(true);
  await world.hub.kill();
  await world.hub.up();
  const again = await Client.login(world.hub);
  await again.send("DELETE", `/api/sessions/${session.id}?discard=true`, { "x-requested-with": "test" });
  await world.cluster.tell("release", "vzclone");
  await expect.poll(() => world.cluster.guest(session.id), { timeout: 60_000 }).toBeUndefined();
});

test("files that a hub was bringing home when it was killed come whole, and what has come does not come again", async ({ world, client }) => {
  const session = await client.create({ name: "carried", limits: { cpus: 1 } });
  await client.reaches(session.id, "RUNNING", 40_000);
  const id = await vmid(world, session);
  const size = 192 << 20;
  await world.cluster.inside(id, `head -c ${size} /dev/urandom >/workspace/big && chown session /workspace/big`);
  const digest = (await world.cluster.inside(id, "sha256sum </workspace/big")).split(" ")[0];
  const home = join(session.workspace, "big");
  const before = world.cluster.carried("home");
  await client.post(`/api/sessions/${session.id}/stop`);
  await expect.poll(() => world.cluster.carried("home") - before, { timeout: 30_000, intervals: [20] }).toBeGreaterThan(size / 4);
  await world.hub.kill();
  if (existsSync(home)) expect(statSync(home).size).toBe(size);
  await world.hub.up();
  const again = await Client.login(world.hub);
  await withinAMinute(() => again.reaches(session.id, "STOPPED", 60_000));
  expect(createHash("sha256").update(readFileSync(home)).digest("hex")).toBe(digest);
  expect(world.cluster.carried("home") - before).toBeLessThan(size * 1.25);
});

test("five sessions that are created at once come up, and the cluster is asked in turns", async ({ world, client }) => {
  await world.cluster.tell("forget");
  const begun = Date.now();
  const sessions = await Promise.all([1, 2, 3, 4, 5].map((number) => client.create({ name: `at-once-${number}` })));
  for (const session of sessions) await client.reaches(session.id, "RUNNING", 90_000);
  const asked = await world.cluster.tell<Asked>("asked");
  expect(asked.polls).toBeGreaterThanOrEqual(15);
  expect(asked.polls, JSON.stringify(asked)).toBeLessThanOrEqual((Date.now() - begun) / INTERVAL + 1);
  for (const session of sessions) {
    const terminal = await TerminalSocket.attach(client, session.id);
    terminal.type("echo it-is-$((40+2))\r");
    await terminal.shows("it-is-42");
    terminal.close();
  }
});
