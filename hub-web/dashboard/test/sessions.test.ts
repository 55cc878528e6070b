import assert from "node:assert/strict";
import { test } from "node:test";
import { problemFrom } from "../src/api/problem.ts";
import { parseRoute, pathOf } from "../src/app/router.ts";
import { requestFrom } from "../src/new-session/request.ts";
import { age } from "../src/sessions/age.ts";
import { arrange, neighbour } from "../src/sessions/arrange.ts";
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
