import type { Limits, Network, NewSession } from "../api/index.ts";

const FIELDS = ["name", "project", "provider", "base", "branch", "agent", "command", "prompt"] as const;
const UNITS: Readonly<Record<string, number>> = { m: 1_024 ** 2, g: 1_024 ** 3 };

interface Form {
  get(name: string): unknown;
}

/** Only what was filled in: what is left out, the hub decides. */
export function requestFrom(form: Form): NewSession {
  const request: { -readonly [K in keyof NewSession]: NewSession[K] } = {};
  for (const field of FIELDS) {
    const value = said(form, field);
    if (value !== "") request[field] = value;
  }
  const network = said(form, "network");
  if (network !== "") request.network = network as Network;
  const limits = limitsFrom(form);
  if (Object.keys(limits).length > 0) request.limits = limits;
  return request;
}

function limitsFrom(form: Form): Limits {
  const memory = said(form, "memory");
  const cpus = said(form, "cpus");
  return {
    ...(memory === "" ? {} : { memory: Number(memory.slice(0, -1)) * (UNITS[memory.slice(-1)] ?? 1) }),
    ...(cpus === "" ? {} : { cpus: Number(cpus) }),
  };
}

function said(form: Form, field: string): string {
  const value = form.get(field);
  return typeof value === "string" ? value.trim() : "";
}
