import { connect } from "node:net";
import { Chance } from "../support/chance.ts";
import { Client, expectProblem } from "../support/client.ts";
import type { Hub } from "../support/hub.ts";
import { TerminalSocket } from "../support/terminal-socket.ts";
import { expect, test } from "../support/test.ts";

/** Another seed looks elsewhere: FUZZ_SEED=7 npx playwright test fuzz */
const SEED = Number(process.env["FUZZ_SEED"] ?? 20_261_122);
const JSON_BODY = { "content-type": "application/json" };

const BODIES: [path: string, valid: Record<string, unknown>][] = [
  ["/api/sessions", { name: "fuzz", agent: "command", command: ["true"], base: "main", branch: "-", environment: { A: "b" }, limits: { memory: "1g", cpus: 1 }, start: false }],
  ["/api/projects", { name: "fuzz", repository: "/nowhere" }],
  ["/api/sessions/{id}/attach", { mode: "read", window: "nothing" }],
  // Without a password, so that none of them counts as an attempt and keeps the other tests waiting.
  ["/api/auth/login", { username: "admin", page: true }],
  ["/api/auth/password", { newPassword: "long-enough-4-tests" }],
];

const FRAMES: Record<string, unknown>[] = [
  { type: "session:attach", ticket: "no", columns: 80, rows: 24, encoding: "binary" },
  { type: "terminal:input", data: "x" },
  { type: "terminal:paste", data: "x" },
  { type: "terminal:resize", columns: 100, rows: 30 },
  { type: "terminal:ack", bytes: 1 },
  { type: "ping" },
];

const DEEP = ["[", '{"name":', '{"environment":{"a":', '[{"a":'].map((part) => Buffer.from(part.repeat(50_000)));

test("a body that is spoilt in any way is refused in the hub's words", async ({ hub }) => {
  const admin = await Client.login(hub);
  const { id } = await admin.create({ start: false });
  const chance = new Chance(SEED);
  const before = hub.log.length;
  const send = async (path: string, body: Buffer): Promise<void> => {
    const answer = await admin.send("POST", path.replace("{id}", id), JSON_BODY, body);
    if (answer.status >= 400) expectProblem(answer, answer.status);
    expect(answer.status, `seed ${SEED}, ${path}: ${body.toString("latin1").slice(0, 400)}`).toBeLessThan(500);
  };
  for (let round = 0; round < 60; round++) {
    await Promise.all(BODIES.map(([path, valid]) => send(path, chance.spoilt(valid))));
  }
  for (const [path] of BODIES) for (const body of DEEP) await send(path, body);
  expect(hub.log.slice(before)).not.toContain("unexpected failure");
  expect((await admin.get("/health/ready")).status).toBe(200);
});

test("frames that are spoilt in any way end their own connection at most", async ({ hub }) => {
  const admin = await Client.login(hub);
  const session = await admin.running({ agent: "command", command: ["cat"] });
  const witness = await TerminalSocket.attach(admin, session.id);
  const chance = new Chance(SEED);
  const before = hub.log.length;
  const round = async (attached: boolean): Promise<void> => {
    const socket = attached ? await TerminalSocket.attach(admin, session.id, "read") : await TerminalSocket.open(hub);
    for (let i = 0; i < 3; i++) {
      const frame = chance.spoilt(chance.one(FRAMES));
      if (chance.below(4) === 0) socket.send(frame);
      else socket.send(frame.toString());
    }
    socket.send({ type: "ping" });
    await expect.poll(() => socket.closed !== undefined || socket.count("pong") > 0, { message: `seed ${SEED}` }).toBe(true);
    // 1006: the hub had hung up while more was on its way, and the network forgot what it had said.
    if (socket.closed !== undefined) expect([4400, 4401, 1006], JSON.stringify(socket.frames.at(-1))).toContain(socket.closed.code);
    socket.close();
  };
  for (let i = 0; i < 12; i++) await Promise.all([round(true), round(false), round(true), round(false), rubbish(hub, chance)]);
  witness.type("still here\r");
  await witness.shows("still here");
  witness.close();
  expect(hub.log.slice(before)).not.toContain("unexpected failure");
  expect((await admin.get("/health/ready")).status).toBe(200);
});

/** A client that upgrades, and does not speak the protocol after that: wrong opcodes, lengths and masks. */
async function rubbish(hub: Hub, chance: Chance): Promise<void> {
  const upgrade = ["GET /ws/sessions HTTP/1.1", `Host: 127.0.0.1:${hub.port}`, "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "", ""];
  await new Promise<void>((over, failed) => {
    const socket = connect(hub.port, "127.0.0.1", () => socket.write(upgrade.join("\r\n")));
    socket.once("data", (answer) => {
      if (!answer.toString("latin1").startsWith("HTTP/1.1 101")) failed(new Error(answer.toString("latin1")));
      socket.end(chance.bytes(1 + chance.below(300)));
    });
    socket.setTimeout(20_000, () => socket.destroy());
    socket.on("error", () => undefined);
    socket.on("close", () => over());
  });
}
