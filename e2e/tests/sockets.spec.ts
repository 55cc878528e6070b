import { readFile } from "node:fs/promises";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "../support/test.ts";
import { Client } from "../support/client.ts";
import { TerminalSocket } from "../support/terminal-socket.ts";

const MEGABYTE = 1 << 20;

test("session:attach comes first, once, and everything after it in order", async ({ hub }) => {
  const admin = await Client.login(hub);
  const session = await admin.running();
  const terminal = await TerminalSocket.attach(admin, session.id);
  const types = terminal.frames.map((frame) => frame.type);
  expect(types[0]).toBe("session:attached");
  expect(types.indexOf("terminal:buffer")).toBeGreaterThan(0);
  expect(terminal.frames[0]?.session?.id).toBe(session.id);
  expect(terminal.frames[0]?.mode).toBe("write");
  terminal.send({ type: "ping" });
  await expect.poll(() => terminal.count("pong")).toBe(1);
  terminal.close();
});

test("a bad frame is named and ends the connection, and only that one", async ({ hub }) => {
  const admin = await Client.login(hub);
  const session = await admin.running();
  const good = await TerminalSocket.attach(admin, session.id);
  const early: (object | string | Buffer)[] = [{ type: "terminal:input", data: "x" }, "not json", "", "[]", "null", '{"type":', { type: "nothing" }, {}, Buffer.from([0, 120])];
  const bad: (object | string | Buffer)[] = [
    "not json",
    { type: "nothing" },
    { type: "session:attach", ticket: "again", columns: 80, rows: 24 },
    { type: "terminal:input" },
    { type: "terminal:input", data: 5 },
    { type: "terminal:input", data: "x", more: 1 },
    { type: "terminal:resize", columns: -1, rows: 24 },
    { type: "terminal:resize", columns: "wide", rows: 24 },
    { type: "terminal:ack", bytes: -5 },
    { type: "terminal:input", data: "x".repeat(1.5 * MEGABYTE) },
    Buffer.from([0xff, 0xfe, 0, 1, 2, 3]),
    Buffer.alloc(0),
  ];
  const check = async (socket: TerminalSocket, frame: object | string | Buffer): Promise<void> => {
    socket.send(frame);
    await socket.closes(4400);
    expect(socket.frames.filter((one) => one.type === "error").map((one) => one.code)).toEqual(["BAD_FRAME"]);
  };
  await Promise.all(early.map(async (frame) => check(await TerminalSocket.open(hub), frame)));
  for (const frame of bad) await check(await TerminalSocket.attach(admin, session.id), frame);
  const huge = await TerminalSocket.attach(admin, session.id);
  huge.send({ type: "terminal:input", data: "x".repeat(8 * MEGABYTE) });
  await huge.closes([1009, 1011, 4400]);
  good.type("echo still-''here\r");
  await good.shows("still-here");
  expect(good.closed).toBeUndefined();
  good.close();
});

test("text never splits a character, and binary carries every byte", async ({ hub }) => {
  const admin = await Client.login(hub);
  const session = await admin.running();
  const text = await TerminalSocket.attach(admin, session.id);
  const binary = await TerminalSocket.attach(admin, session.id, "write", { encoding: "binary" });
  expect(binary.binary[0]?.[0]).toBe(1);
  binary.send(Buffer.concat([Buffer.from([0]), Buffer.from("clear; i=0; while [ $i -lt 400 ]; do printf '%s' 🦊ä漢é; i=$((i+1)); done; echo; echo all-''there\r")]));
  await text.shows("all-there");
  expect(text.frames.every((frame) => !(frame.data ?? "").includes("\ufffd"))).toBe(true);
  expect(text.text.split("🦊").length).toBeGreaterThanOrEqual(400);
  await expect.poll(() => Buffer.concat(binary.binary.filter((one) => one[0] === 0).map((one) => one.subarray(1))).toString()).toContain("all-there");
  text.close();
  binary.close();
});

test("a paste of 200 kB arrives complete, in a raw program and in a shell", async ({ hub }) => {
  const admin = await Client.login(hub);
  const session = await admin.running();
  const terminal = await TerminalSocket.attach(admin, session.id);
  const pasted = Array.from({ length: 4_000 }, (_, i) => `${String(i).padStart(6, "0")} a line that is pasted, ä漢🦊 12345\n`).join("").slice(0, 200_000);
  const size = Buffer.byteLength(pasted);
  const file = join(session.workspace, "pasted");

  terminal.type(`stty raw -echo; printf 'ready-%s' now; head -c ${size} > pasted; stty sane; echo; echo paste-''over\r`);
  await terminal.shows("ready-now");
  terminal.send({ type: "terminal:paste", data: pasted });
  await terminal.shows("paste-over", 30_000);
  // A terminal turns what is pasted into keys: Enter is a carriage return.
  expect((await readFile(file)).toString().replaceAll("\r", "\n")).toBe(pasted);

  terminal.type("cat > lines\r");
  const lines = Array.from({ length: 5_000 }, (_, i) => `line ${i} of what is pasted into cat\n`).join("");
  terminal.send({ type: "terminal:paste", data: lines });
  terminal.type("\u0004");
  terminal.type("echo cat-''over\r");
  await terminal.shows("cat-over", 30_000);
  expect((await readFile(join(session.workspace, "lines"))).toString()).toBe(lines);
  terminal.close();
});

test("a viewer that does not read falls behind alone, and is brought up to date when it reads again", async ({ hub }) => {
  const admin = await Client.login(hub);
  const loud = await admin.running();
  const calm = await admin.running();
  const typist = await TerminalSocket.attach(admin, calm.id);
  const other = await TerminalSocket.attach(admin, loud.id);
  const slow = await TerminalSocket.attach(admin, loud.id);
  slow.socket.pause();
  const before = memory(hub.pid);

  other.type("i=0; while [ $i -lt 300000 ]; do i=$((i+1)); echo \"$i ------------------------------------------------------------\"; done; echo flood-''over\r");
  const waits: number[] = [];
  for (let i = 0; i < 30; i++) {
    const start = performance.now();
    typist.type(`echo e-''${i}-e\r`);
    await typist.shows(`e-${i}-e`);
    waits.push(performance.now() - start);
  }
  await other.shows("flood-over", 60_000);
  expect(memory(hub.pid) - before, "MB of memory more than before").toBeLessThan(300);
  expect(waits.sort((a, b) => a - b)[15], "ms until an echo, in the middle").toBeLessThan(1_500);

  const buffers = slow.count("terminal:buffer");
  slow.socket.resume();
  await expect.poll(() => slow.count("terminal:buffer"), { timeout: 20_000 }).toBeGreaterThan(buffers);
  await slow.shows("flood-over");
  [typist, other, slow].forEach((socket) => socket.close());
});

test("a session that is stopped says so in its terminal", async ({ hub }) => {
  const admin = await Client.login(hub);
  const session = await admin.running();
  const terminal = await TerminalSocket.attach(admin, session.id);
  terminal.type("echo last-''words\r");
  await terminal.shows("last-words");
  expect((await admin.post(`/api/sessions/${session.id}/stop`)).status).toBe(202);
  await terminal.closes(1000);
  expect(terminal.last("terminal:end")?.reason).toBe("the session was stopped");
  await admin.reaches(session.id, "STOPPED");
  const late = await TerminalSocket.attach(admin, session.id, "read");
  await late.shows("last-words");
  await late.closes(1000);
});

test("who views a session that is deleted is told not to come back", async ({ hub }) => {
  const admin = await Client.login(hub);
  const session = await admin.running();
  const viewers = [await TerminalSocket.attach(admin, session.id), await TerminalSocket.attach(admin, session.id, "read", { encoding: "binary" })];
  expect((await admin.send("DELETE", `/api/sessions/${session.id}?discard=true`)).status).toBe(202);
  for (const viewer of viewers) {
    await viewer.closes(4410);
    expect(viewer.last("error")?.code).toBe("SESSION_GONE");
    expect(viewer.count("terminal:end")).toBe(0);
  }
});

/** Resident memory of a process in MB. */
function memory(pid: number): number {
  const file = `/proc/${pid}/status`;
  const kilobytes = existsSync(file) ? Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(file, "utf8"))?.[1] ?? 0) : 0;
  return kilobytes / 1024;
}
