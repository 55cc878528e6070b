import assert from "node:assert/strict";
import { test } from "node:test";
import { connectionFacts, type Evidence } from "../src/session-terminal/connection-facts.ts";
import { session } from "./sessions.ts";

const now = Date.parse("2026-01-01T00:01:00Z");

function says(change: Partial<Evidence>): string[] {
  const evidence: Evidence = { feed: { phase: "open", since: now }, link: { phase: "open", since: now }, roundTrip: 2, session: session("a"), now, ...change };
  return connectionFacts(evidence).map((fact) => `${fact.name}: ${fact.text} (${fact.tone})`);
}

test("all is well", () => {
  assert.deepEqual(says({}), ["Hub: Connected, 2 ms (idle)", "Session: Running (idle)", "Agent: Idle for 1m (idle)"]);
});

test("without the hub nothing is claimed about the session and its agent", () => {
  const link = { phase: "waiting", retryAt: now + 3_500, why: "Connection lost", attempt: 1 } as const;
  assert.deepEqual(says({ link }), ["Hub: Reconnecting in 4 s (failed)", "Session: Currently unknown (unknown)", "Agent: Currently unknown (unknown)"]);
});

test("a hub that refuses only this terminal is not the problem", () => {
  const link = { phase: "closed", why: "You may not open this terminal", code: 4403 } as const;
  assert.deepEqual(says({ link }), ["Hub: Connected (idle)", "Session: Terminal not available (failed)", "Agent: Idle for 1m (idle)"]);
});

test("a failed session is the session's problem, not the hub's", () => {
  const link = { phase: "closed", why: "The hub closed the terminal", code: 1000 } as const;
  assert.deepEqual(says({ link, session: session("a", { state: "FAILED" }) }), ["Hub: Connected (idle)", "Session: Failed (failed)", "Agent: Not running (quiet)"]);
});

test("an agent without fresh evidence is unknown, with what was last seen", () => {
  const unknown = session("a", { agent: { status: "UNKNOWN", detail: "Last seen working" } });
  assert.equal(says({ session: unknown })[2], "Agent: Unknown (unknown)");
  const [, , agent] = connectionFacts({ feed: { phase: "open", since: now }, link: { phase: "open", since: now }, roundTrip: 1, session: unknown, now });
  assert.equal(agent.detail, "Last seen working");
});
