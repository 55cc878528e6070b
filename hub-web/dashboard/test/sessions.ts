import type { Session } from "../src/api/index.ts";

export function session(id: string, change: Partial<Session> = {}): Session {
  return {
    id,
    name: id,
    project: "sample",
    provider: "local",
    branch: `hub/${id}`,
    base: "main",
    state: "RUNNING",
    agent: { status: "IDLE", since: "2026-01-01T00:00:00Z" },
    createdAt: "2026-01-01T00:00:00Z",
    updatedAt: "2026-01-01T00:00:00Z",
    ...change,
  };
}
