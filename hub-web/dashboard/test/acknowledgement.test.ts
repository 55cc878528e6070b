import assert from "node:assert/strict";
import { test } from "node:test";
import { Acknowledgement } from "../src/session-terminal/acknowledgement.ts";
import { HandClock } from "./clock.ts";

function meter() {
  const told: number[] = [];
  const clock = new HandClock();
  return { told, clock, acknowledgement: new Acknowledgement((total) => told.push(total), clock) };
}

test("each 128 KiB are acknowledged with the total so far", () => {
  const { told, acknowledgement } = meter();
  for (let i = 0; i < 8; i++) acknowledgement.add(64 * 1024, false);
  assert.deepEqual(told, [131_072, 262_144, 393_216, 524_288]);
});

test("what remains is acknowledged as soon as nothing is left to process", () => {
  const { told, acknowledgement } = meter();
  acknowledgement.add(100_000, false);
  acknowledgement.add(10, true);
  assert.deepEqual(told, [100_010]);
});

test("a few bytes of echo are acknowledged together after a moment", () => {
  const { told, clock, acknowledgement } = meter();
  for (let i = 0; i < 5; i++) {
    acknowledgement.add(1, true);
    clock.pass(10);
  }
  assert.deepEqual(told, []);
  clock.pass(50);
  assert.deepEqual(told, [5]);
});

test("nothing is told after its end", () => {
  const { told, clock, acknowledgement } = meter();
  acknowledgement.add(1, true);
  acknowledgement.dispose();
  clock.pass(1_000);
  assert.deepEqual(told, []);
});
