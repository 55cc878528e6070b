import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { agent, inBase, shows } from "../support/agent.ts";
import { Attack } from "../support/attack.ts";
import { Client, type Session } from "../support/client.ts";
import { Engine, withoutEngine } from "../support/engine.ts";
import { broken, HONEST, programs, replaced } from "../support/hostile.ts";
import { Hub } from "../support/hub.ts";
import { MessagesApi } from "../support/messages-api.ts";
import { Overheard } from "../support/overheard.ts";
import { TerminalSocket } from "../support/terminal-socket.ts";
import { expect, test as base } from "../support/test.ts";

const KEY = "sk-ant-api03-the-key-of-the-end-to-end-test-0123456789";
/** The end of a turn: what the model says, not the prompt that asks for it. */
const ANSWERED = /●\S* finished/;

/** Real hub, real engine, real image, real Claude Code; only the model is a stand-in. */
interface World {
  readonly engine: Engine;
  readonly api: MessagesApi;
  readonly hub: Hub;
  /** What the hub builds an image from that is missing. */
  readonly recipe: string;
}

const missing = withoutEngine();
if (missing !== undefined) console.log(`Tests with a Docker Engine are left out: ${missing}`);

const test = base.extend<object, { world: World }>({
  world: [
    async ({}, use) => {
      const engine = new Engine();
      const api = new MessagesApi();
      try {
        engine.start();
        await api.start();
        const recipe = mkdtempSync(join(tmpdir(), "hub-e2e-recipe-"));
        const hub = await Hub.create({
          HUB_PROVIDER_DOCKER_ENDPOINT: engine.endpoint,
          HUB_PROVIDER_DOCKER_ALLOWED_NETWORKS: api.network,
          HUB_PROVIDER_DOCKER_MEMORY: "1g",
          HUB_PROVIDER_DOCKER_BUILD: recipe,
          HUB_PROVIDER_DOCKER_BASE: engine.keptImage,
          ANTHROPIC_API_KEY: KEY,
        });
        await hub.up();
        try {
          await use({ engine, api, hub, recipe });
        } finally {
          await hub.remove();
          rmSync(recipe, { recursive: true });
        }
      } finally {
        api.stop();
        engine.remove();
      }
    },
    { scope: "worker", timeout: 400_000 },
  ],
  hub: [async ({ world }, use) => use(world.hub), { scope: "worker" }],
});

test.skip(missing !== undefined, missing);
test.describe.configure({ timeout: 120_000 });

test.afterEach(({ world }) => world.api.hold(false));

function claude(world: World, name: string, prompt: string): object {
  return { name, provider: "docker", agent: "claude", prompt, environment: { ANTHROPIC_BASE_URL: world.api.url } };
}

function container(world: World, session: Session): string {
  return world.engine.docker("container", "ls", "--all", "--quiet", "--filter", `label=dev.sessionhub.session=${session.id}`);
}

function running(world: World, session: Session): boolean {
  const id = container(world, session);
  return id !== "" && world.engine.docker("inspect", "--format", "{{.State.Running}}", id) === "true";
}

async function type(client: Client, session: Session, keys: string): Promise<void> {
  const terminal = await TerminalSocket.attach(client, session.id);
  terminal.type(keys);
  await terminal.answered();
  terminal.close();
}

/** What the hub says while it cannot know: nothing is taken for ended, and the reason is the true one. */
async function unknown(client: Client, session: Session): Promise<void> {
  await expect
    .poll(async () => (await client.session(session.id)).agent, { message: `${session.name} is unknown`, timeout: 10_000, intervals: [100] })
    .toMatchObject({ status: "UNKNOWN", detail: expect.stringContaining("does not answer") });
  expect((await client.session(session.id)).state).toBe("RUNNING");
}

async function provider(client: Client): Promise<string> {
  const all = (await client.get("/api/providers")).json<{ name: string; health: { status: string; summary: string } }[]>();
  const { status, summary } = all.find((one) => one.name === "docker")!.health;
  return `${status}: ${summary}`;
}

/** The agent shows the key to the model and asks for nothing else, and nobody else gets to see as much as the key's end. */
async function keepsTheKey(world: World, client: Client, session: Session, ...seen: string[]): Promise<void> {
  const asked = await world.api.asked();
  expect([...new Set(asked.map(({ method, path }) => `${method} ${path}`))]).toEqual(["POST /v1/messages?beta=true"]);
  expect([...new Set(asked.map(({ credential }) => credential))]).toEqual([`x-api-key ${KEY}`]);
  const paths = ["/api/sessions", `/api/sessions/${session.id}`, `/api/sessions/${session.id}/events`, "/api/providers", "/metrics", "/health/ready"];
  const answers = await Promise.all(paths.map(async (path) => (await client.get(path)).text));
  for (const text of [world.hub.log, ...answers, ...seen]) {
    expect(text).not.toBe("");
    expect(text).not.toContain(KEY.slice(-20));
  }
}

test("Claude writes a file and commits it, asks before it does, and its branch comes to the base repository", async ({ world, dashboard, client, page }) => {
  const wanted = claude(world, "greeting", "mock:write hello.txt hello &&& mock:bash git add hello.txt && git commit -qm Greeting &&& mock:say done");
  const overheard = await Overheard.on(page, world.hub);
  await world.api.hold(true);
  const session = await client.create(wanted);
  await dashboard.login();
  await dashboard.open("greeting");
  await expect(dashboard.fact("agent")).toContainText("Working", { timeout: 60_000 });
  await world.api.hold(false);
  await expect(dashboard.fact("agent")).toContainText("Needs permission", { timeout: 60_000 });
  await dashboard.shows("hello.txt");
  await page.locator(".xterm-helper-textarea").focus();
  await page.keyboard.press("Enter");
  await dashboard.shows("git commit");
  await expect(dashboard.fact("agent")).toContainText("Needs permission", { timeout: 60_000 });
  await dashboard.tab("Changes").click();
  await expect(page.getByRole("region", { name: "hello.txt" }).locator(".line.add")).toContainText("hello", { timeout: 30_000 });
  await dashboard.tab("Terminal").click();
  await page.locator(".xterm-helper-textarea").focus();
  await page.keyboard.press("Enter");
  await expect(dashboard.fact("agent")).toContainText("Idle", { timeout: 60_000 });
  const status = (await client.get(`/api/sessions/${session.id}/git/status`)).json<{ ahead: number; clean: boolean }>();
  expect(status).toMatchObject({ ahead: 1, clean: true });
  await expect.poll(() => inBase(world.hub, "log", "-1", "--format=%s", session.branch), { timeout: 30_000 }).toBe("Greeting");
  expect(inBase(world.hub, "show", `${session.branch}:hello.txt`)).toBe("hello");
  const told = (await client.get(`/api/sessions/${session.id}/events`)).json<{ message: string }[]>();
  expect(told.map((event) => event.message)).toContainEqual(expect.stringContaining(`commits of branch ${session.branch} came to the repository`));
  await keepsTheKey(world, client, session, await overheard.all(), await page.content());
});

test("a hub that is killed in mid-turn finds the turn going on, and what it came to", async ({ world, client }) => {
  const session = await client.create(claude(world, "midturn", "mock:bash for i in 1 2 3 4 5 6 7 8; do sleep 1; done; echo slept &&& mock:say finished"));
  await agent(client, session, "NEEDS_PERMISSION");
  await type(client, session, "\r");
  await agent(client, session, "WORKING");
  const before = world.engine.docker("inspect", "--format", "{{.State.StartedAt}}", container(world, session));
  await world.hub.kill();
  await world.hub.up();
  const again = await Client.login(world.hub);
  await agent(again, session, "IDLE");
  expect((await again.session(session.id)).state).toBe("RUNNING");
  await shows(again, session, ANSWERED);
  expect(world.engine.docker("inspect", "--format", "{{.State.StartedAt}}", container(world, session))).toBe(before);
});

test("an engine that is restarted takes no session with it, and the hub needs no restart", async ({ world, client }) => {
  const sessions = [await client.create(claude(world, "first", "mock:say the first one")), await client.create(claude(world, "second", "mock:say the second one"))];
  for (const session of sessions) await agent(client, session, "IDLE");
  const containers = sessions.map((session) => container(world, session));
  world.engine.stop();
  for (const session of sessions) await unknown(client, session);
  await expect.poll(() => provider(client), { timeout: 30_000 }).toMatch(/^DOWN: .*does not answer/);
  world.engine.startAgain();
  const back = Date.now();
  for (const session of sessions) await agent(client, session, "IDLE");
  await expect.poll(() => provider(client), { timeout: 30_000 }).toMatch(/^UP: /);
  console.log(`  sessions and provider were back ${((Date.now() - back) / 1000).toFixed(1)} s after the engine`);
  expect(sessions.map((session) => container(world, session))).toEqual(containers);
  await shows(client, sessions[0]!, "the first one");
  await shows(client, sessions[1]!, "the second one");
});

test("an engine that is killed leaves the agents running, and they are there when it is back", async ({ world, client }) => {
  const session = await client.create(claude(world, "orphaned", "mock:say before the crash"));
  await agent(client, session, "IDLE");
  const main = world.engine.docker("inspect", "--format", "{{.State.Pid}}", container(world, session));
  world.engine.kill();
  await unknown(client, session);
  process.kill(Number(main), 0);
  world.engine.startAgain();
  await agent(client, session, "IDLE");
  await shows(client, session, "before the crash");
});

test("a container that somebody removed fails its session, which starts again with its conversation", async ({ world, client }) => {
  const session = await client.create(claude(world, "removed", "mock:say still here"));
  await agent(client, session, "IDLE");
  world.engine.docker("rm", "--force", container(world, session));
  const failed = await client.reaches(session.id, "FAILED", 40_000);
  expect(failed.reason).toContain("start it again");
  expect(failed.ended?.cause).toBe("LOST");
  await client.post(`/api/sessions/${session.id}`);
  await client.reaches(session.id, "RUNNING", 40_000);
  await agent(client, session, "IDLE");
  await shows(client, session, "still here");
});

/** A build whose last step waits for the test. */
async function gate(world: World): Promise<{ reached: Promise<Socket>; close: () => void }> {
  const server = createServer();
  const reached = once(server, "connection").then(([socket]) => socket as Socket);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  writeFileSync(join(world.recipe, "Dockerfile"), `ARG BASE\nFROM \${BASE}\nRUN bash -c 'read -r line </dev/tcp/127.0.0.1/${port}'\n`);
  return { reached, close: () => server.close() };
}

test("a deleted image hurts no session that runs, and is built again for a new one, which tells how far it is", async ({ world, dashboard, client, page }) => {
  const session = await client.create({ name: "imageless", provider: "docker", agent: "shell" });
  await client.reaches(session.id, "RUNNING", 40_000);
  const door = await gate(world);
  world.engine.docker("rmi", "session-hub/claude-instance:latest");
  try {
    const waiting = await client.create({ name: "waits-for-it", provider: "docker", agent: "shell" });
    const step = await door.reached;
    await dashboard.login(`/sessions/${waiting.id}`);
    const progress = page.getByRole("region", { name: "Progress" });
    await expect(progress).toContainText("building the image session-hub/claude-instance");
    await expect(progress).toContainText("step 3 of 3: RUN bash");
    step.end("go on\n");
    await client.reaches(waiting.id, "RUNNING", 40_000);
    await client.post(`/api/sessions/${session.id}/stop`);
    await client.reaches(session.id, "STOPPED", 40_000);
    await client.post(`/api/sessions/${session.id}`);
    await client.reaches(session.id, "RUNNING", 40_000);
  } finally {
    door.close();
    world.engine.restoreImage();
  }
});

test("a session whose image cannot be built says why, and leaves nothing", async ({ world, client }) => {
  writeFileSync(join(world.recipe, "Dockerfile"), "ARG BASE\nFROM ${BASE}\nRUN echo the disk is on fire; exit 3\n");
  world.engine.docker("rmi", "session-hub/claude-instance:latest");
  try {
    const refused = await client.create({ name: "no-image", provider: "docker", agent: "shell" });
    const { reason } = await client.reaches(refused.id, "FAILED", 40_000);
    expect(reason).toMatch(/could not be built.*step 3 of 3.*the disk is on fire.*hub image build/);
    expect(container(world, refused)).toBe("");
  } finally {
    world.engine.restoreImage();
  }
});

test("hub image build brings back an image that is gone, on the provider's engine and the base that is named", async ({ world, client }) => {
  const image = "session-hub/claude-instance:latest";
  writeFileSync(join(world.recipe, "Dockerfile"), "ARG BASE\nFROM ${BASE}\nRUN exit 3\n");
  world.engine.docker("rmi", image);
  try {
    const said = await world.hub.command(["image", "build", "--provider", "docker", "--base", "hub-test/base:latest"], "", {
      ...world.engine.variables,
      HUB_PROVIDER_DOCKER_ENDPOINT: world.engine.endpoint,
    });
    expect(said).toContain("Sessions in containers can start from session-hub/claude-instance");
    expect(world.engine.docker("image", "inspect", "--format", "{{index .Config.Labels \"dev.sessionhub.image\"}}", image)).toBe("claude-instance");
    const session = await client.create({ name: "image-built", provider: "docker" });
    await client.reaches(session.id, "RUNNING", 40_000);
  } finally {
    world.engine.restoreImage();
  }
});

test("a session that runs out of memory says so, with peak and limit, and runs again with more", async ({ client }) => {
  const session = await client.create({
    name: "hungry",
    provider: "docker",
    agent: "command",
    command: "test -e fed || { touch fed; sleep 7; head -c 300m /dev/zero | tail | wc -c; exit 137; }; sleep 1000",
    limits: { memory: "64m" },
  });
  const failed = await client.reaches(session.id, "FAILED", 60_000);
  expect(failed.ended?.cause).toBe("OUT_OF_MEMORY");
  expect(failed.reason).toMatch(/out of memory: it used up to \d+ MiB of its 64 MiB/);
  const answer = await client.post(`/api/sessions/${session.id}`, { limits: { memory: "512m" } });
  expect(answer.status, answer.text).toBe(202);
  await client.reaches(session.id, "RUNNING", 40_000);
  await expect.poll(async () => (await client.session(session.id)).usage?.memoryLimit, { timeout: 30_000 }).toBe(512 << 20);
});

/** Not one that has ended and that nobody has asked about. */
function lives(pid: number): boolean {
  return existsSync(`/proc/${pid}`) && !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
}

test("after the end of the whole machine sessions go on when it is back", async ({ world, client }) => {
  const session = await client.create(claude(world, "rebooted", "mock:say before the end"));
  await agent(client, session, "IDLE");
  const database = world.hub.databaseProcesses;
  await world.hub.kill();
  database.filter(lives).forEach((pid) => process.kill(pid, "SIGKILL"));
  world.engine.stop();
  await expect.poll(() => database.filter(lives)).toEqual([]);
  world.engine.startAgain();
  await world.hub.up();
  const again = await Client.login(world.hub);
  await expect.poll(() => running(world, session), { timeout: 60_000 }).toBe(true);
  await agent(again, session, "IDLE");
  await shows(again, session, "before the end");
});

test("an agent that does its worst with git hurts only itself, whatever the hub then does with its session", async ({ world, client }) => {
  const [neighbour, session] = [await client.create({ name: "neighbour", provider: "docker" }), await client.create({ name: "hostile", provider: "docker" })];
  for (const one of [neighbour, session]) await client.reaches(one.id, "RUNNING", 40_000);
  const attack = new Attack(client, session, neighbour);
  const inside = (script: string) => world.engine.docker("exec", "--workdir", "/workspace", container(world, session), "sh", "-c", `exec 2>&1\n${script}`);
  expect(inside("id -u")).not.toBe("0");

  const honest = inside(HONEST).split("\n");
  expect(honest.slice(0, -1)).toEqual(["top", "side", "better", inBase(world.hub, "log", "--format=%s", "main"), session.branch, "main", "side"]);
  const [clean] = await attack.look();
  expect(clean!.json()).toMatchObject({ head: honest.at(-1), ahead: 3, clean: true });

  const planted = inside(programs(attack.canary, attack.vault)).slice(-40);
  const [status, , patch] = await attack.look();
  expect(status!.json()).toMatchObject({ head: planted, ahead: 4, entries: expect.arrayContaining([expect.objectContaining({ path: "line\nbreak", unstaged: "MODIFIED" })]) });
  expect(patch!.text).toContain("esc\\033[31mape");
  expect(inside(`mkdir ${dirname(attack.canary)}; git status >/dev/null 2>&1; ls ${attack.canary}`), "what was planted grows").toBe(attack.canary);
  await attack.act("POST", "/stop", "STOPPED");
  expect(inBase(world.hub, "rev-parse", session.branch)).toBe(planted);
  await attack.act("POST", "", "RUNNING");

  expect(inside(broken(attack.vault))).toMatch(/gitdir: \/hub\/git$/);
  await attack.look();
  inside(replaced(attack.vault, planted));
  await attack.look();
  await attack.act("POST", "/stop", "STOPPED");
  await attack.act("DELETE", "?discard=true", "DELETED");
  await attack.act("POST", "/restore", "STOPPED");
  expect(inBase(world.hub, "rev-parse", session.branch)).toBe(planted);
  await attack.act("POST", "", "RUNNING");
  await attack.act("DELETE", "?discard=true", "DELETED");
});
