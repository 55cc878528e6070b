import type { NewSession } from "../api/index.ts";

const FIELDS = ["name", "project", "provider", "base", "branch", "agent", "command", "prompt"] as const;

/** Only what was filled in: what is left out, the hub decides. */
export function requestFrom(form: { get(name: string): unknown }): NewSession {
  const request: { -readonly [K in keyof NewSession]: NewSession[K] } = {};
  for (const field of FIELDS) {
    const value = form.get(field);
    if (typeof value === "string" && value.trim() !== "") request[field] = value.trim();
  }
  return request;
}
