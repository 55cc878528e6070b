import assert from "node:assert/strict";
import { test } from "node:test";
import { EventFeed } from "../src/api/event-feed.ts";
import { HubError } from "../src/api/problem.ts";
import { HandClock } from "./clock.ts";

const settled = () => new Promise((resolve) => setImmediate(resolve));

function feedOf(open: (signal: AbortSignal) => Promise<ReadableStream<Uint8Array>>, clock = new HandClock()) {
  const events: string[] = [];
  const feed = new EventFeed(open, (event) => events.push(event.event), clock, () => 0);
  feed.start();
  return { feed, events, clock };
}

function openStream() {
  let control!: ReadableStreamDefaultController<Uint8Array>;
  const stream = new ReadableStream<Uint8Array>({ start: (controller) => void (control = controller) });
  const send = (text: string) => control.enqueue(new TextEncoder().encode(text));
  return { stream, send, end: () => control.close() };
}

test("the feed is open once the hub says something, and passes events on", async () => {
  const { stream, send } = openStream();
  const { feed, events } = feedOf(async () => stream);
  await settled();
  assert.equal(feed.status.value.phase, "connecting");
  send("event: snapshot\ndata: {}\n\n");
  await settled();
  assert.equal(feed.status.value.phase, "open");
  assert.deepEqual(events, ["snapshot"]);
});

test("a broken feed comes back with growing delays, and at once when asked", async () => {
  let opened = 0;
  const { feed, clock } = feedOf(async () => {
    opened += 1;
    throw new HubError("NETWORK", 0, "The hub did not answer.");
  });
  await settled();
  assert.deepEqual(feed.status.value, { phase: "waiting", retryAt: clock.now() + 500, why: "The hub did not answer.", attempt: 1 });
  clock.pass(500);
  await settled();
  assert.equal(opened, 2);
  assert.equal(feed.status.value.phase === "waiting" && feed.status.value.retryAt - clock.now(), 1_000);
  feed.retryNow();
  await settled();
  assert.equal(opened, 3);
});

test("a signed-out browser does not knock again", async () => {
  let opened = 0;
  const { feed, clock } = feedOf(async () => {
    opened += 1;
    throw new HubError("UNAUTHENTICATED", 401, "Sign in.");
  });
  await settled();
  clock.pass(600_000);
  await settled();
  assert.equal(opened, 1);
  assert.equal(feed.status.value.phase, "closed");
});

test("forty seconds of silence are a broken connection; heartbeats are not silence", async () => {
  const { stream, send } = openStream();
  const { feed, clock } = feedOf(async () => stream);
  send(": heartbeat\n\n");
  await settled();
  clock.pass(30_000);
  send(": heartbeat\n\n");
  await settled();
  clock.pass(30_000);
  assert.equal(feed.status.value.phase, "open");
  clock.pass(10_001);
  assert.equal(feed.status.value.phase, "waiting");
});

test("a feed that ended holds no timer", async () => {
  const { stream, send } = openStream();
  const { feed, clock } = feedOf(async () => stream);
  send(": heartbeat\n\n");
  await settled();
  feed.dispose();
  assert.equal(clock.pending, 0);
});
