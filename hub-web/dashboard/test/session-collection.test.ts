import assert from "node:assert/strict";
import { test } from "node:test";
import { reduce, SessionCollection } from "../src/api/session-collection.ts";
import { session } from "./sessions.ts";

const event = (name: string, data: unknown) => ({ event: name, data: JSON.stringify(data) });
const ids = (sessions: ReturnType<typeof reduce>) => sessions?.map((one) => one.id);

test("a snapshot replaces everything, newest first, without the deleted", () => {
  const old = session("old", { createdAt: "2026-01-01T00:00:00Z" });
  const young = session("young", { createdAt: "2026-02-01T00:00:00Z" });
  const gone = session("gone", { state: "DELETED" });
  assert.deepEqual(ids(reduce([session("before")], event("snapshot", { sessions: [old, gone, young] }))), ["young", "old"]);
});

test("a session event adds what is new and replaces what is known", () => {
  const added = reduce([session("a")], event("session", session("b", { createdAt: "2026-02-01T00:00:00Z" })));
  assert.deepEqual(ids(added), ["b", "a"]);
  const changed = reduce(added, event("session", session("a", { name: "renamed" })));
  assert.deepEqual(changed?.map((one) => one.name), ["b", "renamed"]);
});

test("a session that became deleted leaves the list", () => {
  assert.deepEqual(ids(reduce([session("a"), session("b")], event("session", session("a", { state: "DELETED" })))), ["b"]);
  assert.deepEqual(ids(reduce([session("a"), session("b")], event("session-removed", { id: "b" }))), ["a"]);
});

test("events that are broken or not known change nothing", () => {
  const before = [session("a")];
  for (const broken of [{ event: "session", data: "{" }, { event: "session", data: "7" }, event("session", {}), event("news", session("b")), event("snapshot", {})]) {
    assert.equal(reduce(before, broken), before);
  }
});

test("the stream is believed even when the server's clock went back, an older answer of the API is not", () => {
  const collection = new SessionCollection();
  collection.apply(event("snapshot", { sessions: [session("a", { updatedAt: "2026-01-02T00:00:00Z", state: "STOPPED" })] }));
  collection.learn(session("a", { updatedAt: "2026-01-01T00:00:00Z", state: "RUNNING" }));
  assert.equal(collection.byId("a")?.state, "STOPPED");
  collection.apply(event("session", session("a", { updatedAt: "2026-01-01T00:00:00Z", state: "RUNNING" })));
  assert.equal(collection.byId("a")?.state, "RUNNING");
});
