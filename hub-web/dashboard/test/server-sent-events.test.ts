import assert from "node:assert/strict";
import { test } from "node:test";
import { ServerEventParser, type ServerEvent } from "../src/api/server-sent-events.ts";

function parse(...chunks: string[]): ServerEvent[] {
  const events: ServerEvent[] = [];
  const parser = new ServerEventParser((event) => events.push(event));
  for (const chunk of chunks) parser.push(chunk);
  return events;
}

test("events are read whatever way the network cut them", () => {
  const stream = ": heartbeat\n\nevent: session\ndata: {\"id\":\ndata: 1}\n\ndata: plain\r\n\r\n";
  const whole = parse(stream);
  assert.deepEqual(whole, [
    { event: "session", data: '{"id":\n1}' },
    { event: "message", data: "plain" },
  ]);
  assert.deepEqual(parse(...stream), whole);
});

test("comments and events without data are no events", () => {
  assert.deepEqual(parse(": one\n\nevent: x\n\n"), []);
});
