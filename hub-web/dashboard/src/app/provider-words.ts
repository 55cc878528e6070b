import type { HealthStatus, Provider } from "../api/index.ts";
import type { Tone } from "../sessions/wording.ts";

export function can(provider: Provider | undefined, capability: string): boolean {
  return provider?.capabilities.includes(capability) ?? false;
}

/** A plug-in that cannot be used stands in the list with its reason; no session can run in it. */
export function isPlace(provider: Provider): boolean {
  return provider.type !== "plug-in";
}

/** The one thing to know before work is given to it. */
export function isolationWords(provider: Provider): string {
  return can(provider, "ISOLATED") ? "Isolated: every session has an environment of its own" : "Not isolated: agents can do what the hub's own user can";
}

/** What else it can do, in a line. */
export function abilityWords(provider: Provider): string {
  const parts = [
    can(provider, "RESOURCE_LIMITS") ? "limits" : undefined,
    can(provider, "NETWORK_POLICY") ? "network policy" : undefined,
    can(provider, "PERSISTENT_AFTER_REBOOT") ? "survives a reboot" : undefined,
  ].filter((part) => part !== undefined);
  return parts.join(", ");
}

const TONES: Record<HealthStatus, Tone> = { UP: "idle", DEGRADED: "attention", DOWN: "failed", UNKNOWN: "unknown" };

export function providerTone(status: HealthStatus): Tone {
  return TONES[status];
}

/** What is wrong with it; undefined if nothing is. */
export function trouble({ health }: Provider): string | undefined {
  const tone = providerTone(health.status);
  if (tone === "idle") return undefined;
  return health.summary ?? (tone === "unknown" ? "not looked at yet" : "does not answer");
}
