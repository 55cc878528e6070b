import { readFileSync } from "node:fs";
import type { Client, Session } from "../support/client.ts";
import { Engine, withoutEngine } from "../support/engine.ts";
import { Hub } from "../support/hub.ts";
import { inBase } from "../support/agent.ts";
import { expect, test as base } from "../support/test.ts";

/** What an agent can do with numbers alone, to a hub as it comes: with half a gibibyte for everything. */
const test = base.extend<object, { engine: Engine; hub: Hub }>({
  engine: [
    async ({}, use) => {
      const engine = new Engine();
      try {
        engine.start();
        await use(engine);
      } finally {
        engine.remove();
      }
    },
    { scope: "worker", timeout: 400_000 },
  ],
  hub: [
    async ({ engine }, use) => {
      const hub = await Hub.create({ HUB_PROVIDER_DOCKER_ENDPOINT: engine.endpoint });
      await hub.up();
      await use(hub);
      await hub.remove();
    },
    { scope: "worker", timeout: 150_000 },
  ],
});

const why = process.env["HUB_SLOW_TESTS"] === undefined ? "takes five minutes: HUB_SLOW_TESTS=1" : withoutEngine();
test.skip(why !== undefined, why);
test.describe.configure({ timeout: 800_000 });

const MILLION = "mkdir many; cd many; for d in $(seq 1000); do mkdir $d; (cd $d; seq 1000 | xargs touch); done; cd ..";
const MOST_BYTES = 40 << 20;
const MOST_MEMORY = 800 << 10;
const LOOKS = ["status", "diff", "diff?against=head", "diff?format=patch"];

function inside(engine: Engine, session: Session, script: string): void {
  const container = engine.docker("container", "ls", "--quiet", "--filter", `label=dev.sessionhub.session=${session.id}`);
  engine.docker("exec", "--workdir", "/workspace", container, "sh", "-ec", script);
}

/** Kibibytes of the hub that were in memory at most. */
function memory(hub: Hub): number {
  return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${hub.pid}/status`, "utf8"))![1]);
}

/** Every look is an answer or says why it is none, in bounded time and size. */
async function look(client: Client, session: Session): Promise<Map<string, string>> {
  const answers = new Map<string, string>();
  for (const what of LOOKS) {
    const begun = performance.now();
    const answer = await fetch(`${client.hub.url}/api/sessions/${session.id}/git/${what}`, { headers: { authorization: `Bearer ${client.token}`, connection: "close" } });
    let text = "";
    let bytes = 0;
    for await (const part of answer.body!) {
      bytes += part.length;
      if (bytes < MOST_BYTES) text += Buffer.from(part).toString("latin1");
    }
    console.log(`  ${what}: ${answer.status}, ${bytes} bytes, ${((performance.now() - begun) / 1000).toFixed(1)} s, the hub has needed ${memory(client.hub) >> 10} MiB`);
    if (answer.status !== 200) expect(text, what).toMatch(/"code":"(LIMIT_EXCEEDED|PROVIDER_TIMEOUT)".*"detail":"[^"]{20}/);
    else if (!what.includes("patch")) expect(bytes, what).toBeLessThan(MOST_BYTES);
    answers.set(what, text);
  }
  expect(memory(client.hub), "the hub's memory").toBeLessThan(MOST_MEMORY);
  return answers;
}

async function discard(client: Client, session: Session): Promise<void> {
  const answer = await client.send("DELETE", `/api/sessions/${session.id}?discard=true`, { "x-requested-with": "test" });
  expect(answer.status, answer.text).toBeLessThan(300);
  await client.reaches(session.id, "DELETED", 60_000);
}

async function throughItsLife(client: Client, session: Session): Promise<void> {
  await look(client, session);
  await client.post(`/api/sessions/${session.id}/stop`);
  await client.reaches(session.id, "STOPPED", 120_000);
  await look(client, session);
  await client.post(`/api/sessions/${session.id}`);
  await client.reaches(session.id, "RUNNING", 120_000);
  await discard(client, session);
  await client.post(`/api/sessions/${session.id}/restore`);
  await client.reaches(session.id, "STOPPED", 60_000);
  await discard(client, session);
}

test("a million new files cost the hub neither its memory nor its answers", async ({ engine, hub, client }) => {
  const session = await client.running({ name: "a-million-new", provider: "docker" });
  inside(engine, session, MILLION);
  const answers = await look(client, session);
  expect(JSON.parse(answers.get("status")!).entries).toHaveLength(10_000);
  expect(answers.get("diff")).toContain("more files have changed than can be listed");
  await throughItsLife(client, session);
  expect(inBase(hub, "status", "--porcelain")).toBe("");
});
