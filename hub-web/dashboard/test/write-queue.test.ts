import assert from "node:assert/strict";
import { test } from "node:test";
import headless from "@xterm/headless";
import { WriteQueue, type Emulator } from "../src/session-terminal/write-queue.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

/** An emulator that finishes a write only when told to. */
class SlowEmulator implements Emulator {
  readonly log: string[] = [];
  private readonly waiting: (() => void)[] = [];

  write(data: Uint8Array, done: () => void): void {
    this.log.push(data.length > 40 ? `${data.length} bytes` : new TextDecoder().decode(data));
    this.waiting.push(done);
  }

  resize(columns: number, rows: number): void {
    this.log.push(`${columns}x${rows}`);
  }

  finish(): void {
    this.waiting.shift()?.();
  }
}

function queueOf(emulator: Emulator) {
  const processed: [number, boolean][] = [];
  return { processed, queue: new WriteQueue(emulator, (count, nothingLeft) => processed.push([count, nothingLeft]), () => undefined) };
}

test("only what the emulator has finished counts as processed", () => {
  const emulator = new SlowEmulator();
  const { queue, processed } = queueOf(emulator);
  queue.output(bytes("abc"));
  queue.output(bytes("de"));
  assert.deepEqual(processed, []);
  emulator.finish();
  emulator.finish();
  assert.deepEqual(processed, [[3, false], [2, true]]);
});

test("the emulator gets at most a bounded amount ahead", () => {
  const emulator = new SlowEmulator();
  const { queue } = queueOf(emulator);
  for (let i = 0; i < 10; i++) queue.output(new Uint8Array(100 * 1024));
  assert.equal(emulator.log.length, 3);
  emulator.finish();
  assert.equal(emulator.log.length, 4);
});

test("a buffer drops what still waits before it, counts it as processed, and resets in the same write", () => {
  const emulator = new SlowEmulator();
  const { queue, processed } = queueOf(emulator);
  for (let i = 0; i < 5; i++) queue.output(new Uint8Array(100 * 1024));
  queue.buffer(bytes("new"));
  assert.deepEqual(processed, [[200 * 1024, false]]);
  emulator.finish();
  assert.equal(emulator.log.at(-1), "\x1bcnew");
  for (let i = 0; i < 3; i++) emulator.finish();
  assert.equal(processed.reduce((sum, [count]) => sum + count, 0), 500 * 1024 + 3);
});

test("a new size waits for what was written before it, and only the last one survives a buffer", () => {
  const emulator = new SlowEmulator();
  const { queue } = queueOf(emulator);
  queue.output(bytes("old"));
  queue.resize(80, 24);
  queue.resize(90, 25);
  queue.buffer(bytes("new"));
  assert.deepEqual(emulator.log, ["old"]);
  emulator.finish();
  assert.deepEqual(emulator.log, ["old", "90x25", "\x1bcnew"]);
});

test("after another attachment the old one's bytes are not counted", () => {
  const emulator = new SlowEmulator();
  const { queue, processed } = queueOf(emulator);
  queue.output(bytes("old"));
  queue.clear();
  queue.buffer(bytes("new"));
  emulator.finish();
  emulator.finish();
  assert.deepEqual(processed, [[3, true]]);
});

test("a buffer leaves nothing of what was drawn before, not even its modes", async () => {
  const terminal = new headless.Terminal({ cols: 20, rows: 4, scrollback: 100, allowProposedApi: true });
  const { queue } = queueOf(terminal);
  queue.output(bytes("\x1b[?1049h\x1b[?2004h\x1b[?1h\x1b[31mleft over\r\n".repeat(20)));
  await new Promise<void>((drawn) => {
    new WriteQueue(terminal, () => undefined, drawn).buffer(bytes("fresh"));
  });
  assert.equal(terminal.buffer.active.type, "normal");
  assert.equal(terminal.buffer.active.length, 4);
  assert.equal(terminal.buffer.active.getLine(0)?.translateToString(true), "fresh");
  assert.equal(terminal.buffer.active.getLine(0)?.getCell(0)?.isFgDefault(), true);
  assert.equal(terminal.modes.bracketedPasteMode, false);
  assert.equal(terminal.modes.applicationCursorKeysMode, false);
});
