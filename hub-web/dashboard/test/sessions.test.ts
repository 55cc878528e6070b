import assert from "node:assert/strict";
import { test } from "node:test";
import { problemFrom } from "../src/api/problem.ts";
import { parseRoute, pathOf } from "../src/app/router.ts";
import { requestFrom } from "../src/new-session/request.ts";
import { age } from "../src/sessions/age.ts";
import { arrange, neighbour } from "../src/sessions/arrange.ts";
import { nextInQueue } from "../src/sessions/queue.ts";
import { bytes, cost, tokens } from "../src/sessions/usage.ts";
import { asksForConversation } from "../src/sessions/wording.ts";
import { largerSizes } from "../src/session-terminal/larger-sizes.ts";
import { fit, fontFor } from "../src/session-terminal/fit.ts";
import { sequence, withCtrl } from "../src/session-terminal/key-sequences.ts";
import { session } from "./sessions.ts";

const waiting = session("waiting", { agent: { status: "NEEDS_INPUT" } });
const running = session("running");
const stopped = session("stopped", { state: "STOPPED", agent: { status: "NEEDS_INPUT" } });

test("what needs you comes first, and a stopped session needs nobody", () => {
  const groups = arrange([stopped, running, waiting], "");
  assert.deepEqual(groups.map((group) => [group.title, group.sessions.map((one) => one.id)]), [
    ["Needs you", ["waiting"]],
    ["Running", ["running"]],
    ["Ended", ["stopped"]],
  ]);
});

test("the filter takes words from anywhere in the row", () => {
  assert.deepEqual(arrange([stopped, running, waiting], "hub/ needs").flatMap((group) => group.sessions.map((one) => one.id)), ["waiting"]);
});

test("the attention queue begins with who has waited longest, and goes round", () => {
  const early = session("early", { agent: { status: "NEEDS_PERMISSION", since: "2026-01-01T00:00:01Z" } });
  const late = session("late", { agent: { status: "NEEDS_INPUT", since: "2026-01-01T00:00:02Z" } });
  const all = [late, running, early, stopped];
  assert.equal(nextInQueue(all, undefined)?.id, "early");
  assert.equal(nextInQueue(all, "early")?.id, "late");
  assert.equal(nextInQueue(all, "late")?.id, "early");
  assert.equal(nextInQueue(all, "running")?.id, "early");
  assert.equal(nextInQueue([late, running], "late"), undefined);
  assert.equal(nextInQueue([running], undefined), undefined);
});

test("sizes, tokens and cost at a glance", () => {
  assert.deepEqual([0, 999, 1_024, 312 * 1_024 ** 2, 1.5 * 1_024 ** 3, 16 * 1_024 ** 3, 1_000 * 1_024 ** 2].map(bytes), ["0 B", "999 B", "1 KiB", "312 MiB", "1.5 GiB", "16 GiB", "1 GiB"]);
  assert.deepEqual([940, 12_300, 12_000, 999_900, 4_100_000].map(tokens), ["940", "12.3k", "12k", "1M", "4.1M"]);
  assert.deepEqual([0, 0.004, 0.374, 12].map(cost), ["$0.00", "<$0.01", "$0.37", "$12.00"]);
});

test("after a lack of memory, more is offered than there was", () => {
  const gib = 1_024 ** 3;
  const offered = (memory?: number) => largerSizes(session("a", memory === undefined ? {} : { limits: { memory } })).map((size) => size / gib);
  assert.deepEqual(offered(0.5 * gib), [1, 2, 3, 4]);
  assert.deepEqual(offered(), [2, 3, 4, 6]);
  assert.deepEqual(offered(64 * gib), [128, 256]);
});

test("an agent with a memory that failed leaves the choice, other failures do not", () => {
  const failed = session("a", { state: "FAILED", startedAt: "2026-01-01T00:00:00Z", agent: { status: "ENDED", kind: "claude" } });
  assert.equal(asksForConversation(failed), true);
  assert.equal(asksForConversation({ ...failed, agent: { status: "ENDED", kind: "shell" } }), false);
  assert.equal(asksForConversation({ ...failed, ended: { cause: "OUT_OF_MEMORY" } }), false);
  assert.equal(asksForConversation({ ...failed, state: "STOPPED" }), false);
});

test("previous and next stay at the ends", () => {
  const groups = arrange([stopped, running, waiting], "");
  assert.equal(neighbour(groups, "waiting", 1)?.id, "running");
  assert.equal(neighbour(groups, "waiting", -1)?.id, "waiting");
  assert.equal(neighbour(groups, undefined, 1)?.id, "waiting");
  assert.equal(neighbour([], "waiting", 1), undefined);
});

test("ages", () => {
  const now = Date.parse("2026-01-10T00:00:00Z");
  const at = (seconds: number) => new Date(now - seconds * 1_000).toISOString();
  assert.deepEqual([-5, 1, 12, 300, 7_300, 200_000, 1_300_000].map((seconds) => age(at(seconds), now)), ["now", "now", "12s", "5m", "2h", "2d", "2w"]);
  assert.equal(age(undefined, now), "");
});

test("only what was filled in is sent", () => {
  const form = new Map([["name", " a b "], ["branch", ""], ["prompt", "do it"], ["agent", "claude"], ["other", "x"]]);
  assert.deepEqual(requestFrom(form), { name: "a b", prompt: "do it", agent: "claude" });
});

test("bounds are sent as numbers", () => {
  const form = new Map([["memory", "512m"], ["cpus", "0.5"], ["network", "none"]]);
  assert.deepEqual(requestFrom(form), { network: "none", limits: { memory: 512 * 1_024 ** 2, cpus: 0.5 } });
});

test("addresses and places are the same thing", () => {
  for (const id of ["a", "ä/b c"]) {
    const route = { name: "session", id, view: "changes" } as const;
    assert.deepEqual(parseRoute(pathOf(route)), route);
  }
  assert.deepEqual(parseRoute("/nonsense"), { name: "home" });
  assert.deepEqual(parseRoute("/sessions/%E0%A4%A"), { name: "session", id: "%E0%A4%A", view: "terminal" });
});

test("a problem keeps what the server said, and survives a server that said nonsense", () => {
  const problem = problemFrom(409, { code: "UNCOMMITTED_WORK", detail: "Two files.", lost: { files: ["a"], fileCount: 40, commits: 2 } }, null);
  assert.deepEqual([problem.code, problem.message, problem.lost], ["UNCOMMITTED_WORK", "Two files.", { files: ["a"], fileCount: 40, commits: 2 }]);
  assert.equal(problemFrom(502, undefined, null).code, "HTTP_502");
  assert.equal(problemFrom(429, {}, "7").retryAfterSeconds, 7);
});

test("somebody else's size is scaled into the box, never above the chosen font", () => {
  const cell = { width: 8, height: 16 };
  assert.deepEqual(fit({ width: 805, height: 330 }, cell), { columns: 100, rows: 20 });
  assert.equal(fontFor({ columns: 200, rows: 20 }, { width: 800, height: 320 }, cell, 13), 6.5);
  assert.equal(fontFor({ columns: 50, rows: 10 }, { width: 800, height: 320 }, cell, 13), 13);
});

test("keys of the bar", () => {
  assert.equal(sequence("Up", false, false), "\x1b[A");
  assert.equal(sequence("Up", true, false), "\x1bOA");
  assert.equal(sequence("Left", true, true), "\x1b[1;5D");
  assert.equal(withCtrl("c"), "\x03");
  assert.equal(withCtrl("é"), "é");
});
