import assert from "node:assert/strict";
import { test } from "node:test";
import { HubError, problemFrom } from "../src/api/problem.ts";
import { TerminalLink, type LinkMessage, type Socket } from "../src/api/terminal-link.ts";
import { HandClock } from "./clock.ts";
import { session } from "./sessions.ts";

const settled = () => new Promise((resolve) => setImmediate(resolve));

class FakeSocket implements Socket {
  binaryType = "";
  readyState = 1;
  onopen: ((event: Event) => void) | null = null;
  onmessage: ((event: MessageEvent) => void) | null = null;
  onclose: ((event: CloseEvent) => void) | null = null;
  readonly sent: (string | Uint8Array)[] = [];
  closed = false;

  send(data: string | Uint8Array): void {
    this.sent.push(data);
  }

  close(): void {
    this.closed = true;
  }

  open(): void {
    this.onopen?.(new Event("open"));
  }

  says(message: object | ArrayBuffer): void {
    this.onmessage?.({ data: message instanceof ArrayBuffer ? message : JSON.stringify(message) } as MessageEvent);
  }

  ends(code: number, reason = ""): void {
    this.onclose?.({ code, reason } as CloseEvent);
  }

  get last(): Record<string, unknown> {
    return JSON.parse(this.sent[this.sent.length - 1] as string) as Record<string, unknown>;
  }
}

class Bench {
  readonly clock = new HandClock();
  readonly sockets: FakeSocket[] = [];
  readonly messages: LinkMessage[] = [];
  ticketFailure: HubError | undefined;
  tickets = 0;
  readonly link = new TerminalLink(
    {
      ticket: async () => {
        this.tickets += 1;
        if (this.ticketFailure !== undefined) throw this.ticketFailure;
        return { ticket: `t${this.tickets}`, url: "/ws/sessions", expiresAt: "" };
      },
      open: () => {
        const socket = new FakeSocket();
        this.sockets.push(socket);
        return socket;
      },
      clock: this.clock,
      random: () => 0,
      size: () => ({ columns: 90, rows: 30 }),
    },
    (message) => this.messages.push(message),
  );

  get socket(): FakeSocket {
    return this.sockets[this.sockets.length - 1]!;
  }

  get phase(): string {
    return this.link.status.value.phase;
  }

  async attach(): Promise<void> {
    this.link.connect();
    await settled();
    this.accept();
  }

  accept(): void {
    this.socket.open();
    this.socket.says({ type: "session:attached", session: session("a"), columns: 90, rows: 30, mode: "write" });
  }
}

test("attaches with the ticket and the size as its first frame", async () => {
  const bench = new Bench();
  bench.link.connect();
  await settled();
  bench.socket.open();
  assert.deepEqual(bench.socket.last, { type: "session:attach", ticket: "t1", columns: 90, rows: 30, encoding: "binary" });
  assert.equal(bench.phase, "connecting");
  bench.accept();
  assert.equal(bench.phase, "open");
});

test("input travels as a binary frame whose first byte is its type, and only while attached", async () => {
  const bench = new Bench();
  bench.link.input(Uint8Array.of(97));
  await bench.attach();
  bench.link.input(Uint8Array.of(97, 98));
  assert.deepEqual(bench.socket.sent.filter((frame) => typeof frame !== "string"), [Uint8Array.of(0, 97, 98)]);
});

test("output and buffers come without their type byte", async () => {
  const bench = new Bench();
  await bench.attach();
  bench.socket.says(Uint8Array.of(0, 104, 105).buffer);
  bench.socket.says(Uint8Array.of(1, 104).buffer);
  bench.socket.says(Uint8Array.of(9, 104).buffer);
  assert.deepEqual(bench.messages.slice(1).map((one) => [one.type, "bytes" in one && [...one.bytes]]), [
    ["terminal:output", [104, 105]],
    ["terminal:buffer", [104]],
  ]);
});

test("a restarting hub is tried again, later each time up to a limit, with a new ticket", async () => {
  const bench = new Bench();
  await bench.attach();
  const delays: number[] = [];
  for (let i = 0; i < 8; i++) {
    bench.socket.ends(i % 2 === 0 ? 1012 : 1006);
    const status = bench.link.status.value;
    assert.equal(status.phase, "waiting");
    const delay = status.phase === "waiting" ? status.retryAt - bench.clock.now() : 0;
    delays.push(delay);
    bench.clock.pass(delay);
    await settled();
  }
  assert.deepEqual(delays, [500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000]);
  bench.accept();
  bench.socket.ends(1013);
  const status = bench.link.status.value;
  assert.equal(status.phase === "waiting" && status.retryAt - bench.clock.now(), 500, "an attachment that worked starts the delays anew");
  assert.equal(bench.tickets, 9);
});

test("a session that is gone or forbidden is not tried again", async () => {
  for (const code of [4403, 4404, 4410, 4400, 1000]) {
    const bench = new Bench();
    await bench.attach();
    bench.socket.ends(code);
    bench.clock.pass(600_000);
    await settled();
    assert.equal(bench.phase, "closed", `after ${code}`);
    assert.equal(bench.sockets.length, 1, `after ${code}`);
  }
});

test("a refused ticket is replaced at once, but only once", async () => {
  const bench = new Bench();
  bench.link.connect();
  await settled();
  bench.socket.ends(4401);
  await settled();
  assert.equal(bench.tickets, 2);
  bench.socket.ends(4401);
  await settled();
  bench.clock.pass(600_000);
  assert.equal(bench.tickets, 2);
  assert.equal(bench.phase, "closed");
});

test("no ticket because the hub is away is tried again, because there is no session is not", async () => {
  const bench = new Bench();
  bench.ticketFailure = new HubError("NETWORK", 0, "The hub did not answer.");
  bench.link.connect();
  await settled();
  assert.equal(bench.phase, "waiting");
  bench.ticketFailure = new HubError("SESSION_NOT_FOUND", 404, "There is no such session.");
  bench.link.retryNow();
  await settled();
  assert.equal(bench.phase, "closed");
});

test("a server that is still starting and does not know the path yet is not believed", async () => {
  const bench = new Bench();
  bench.ticketFailure = problemFrom(404, undefined, null);
  bench.link.connect();
  await settled();
  assert.equal(bench.phase, "waiting");
});

test("a ping each ten seconds; a hub that does not answer for ten is left without waiting for its close", async () => {
  const bench = new Bench();
  await bench.attach();
  assert.deepEqual(bench.socket.last, { type: "ping" });
  bench.clock.pass(3);
  bench.socket.says({ type: "pong" });
  assert.equal(bench.link.roundTrip.value, 3);
  bench.clock.pass(10_000);
  assert.equal(bench.socket.sent.filter((frame) => frame === '{"type":"ping"}').length, 2);
  bench.clock.pass(9_999);
  assert.equal(bench.phase, "open");
  bench.clock.pass(1);
  assert.equal(bench.phase, "waiting");
  assert.ok(bench.socket.closed);
});

test("output proves the hub alive, and a page that overslept first reads what has come", async () => {
  const bench = new Bench();
  await bench.attach();
  bench.clock.pass(9_000);
  bench.socket.says(Uint8Array.of(0, 104).buffer);
  bench.clock.pass(9_000);
  assert.equal(bench.phase, "open");
  bench.clock.oversleep(60_000);
  assert.equal(bench.phase, "open");
  bench.socket.says({ type: "pong" });
  bench.clock.pass(9_999);
  assert.equal(bench.phase, "open");
});

test("what a socket says after it was left is not heard", async () => {
  const bench = new Bench();
  await bench.attach();
  const left = bench.socket;
  const hear = left.onmessage;
  bench.link.dispose();
  assert.equal(left.onmessage, null);
  assert.notEqual(hear, null);
  assert.equal(bench.clock.pending, 0);
});
