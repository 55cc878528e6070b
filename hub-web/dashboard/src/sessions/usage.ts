import type { AgentUsage, Usage } from "../api/index.ts";

const STEPS = ["B", "KiB", "MiB", "GiB", "TiB"] as const;

/** A size in the unit in which it is read at a glance: "312 MiB", "1.5 GiB". */
export function bytes(count: number): string {
  let size = count;
  let step = 0;
  while (size >= 1_000 && step < STEPS.length - 1) {
    size /= 1_024;
    step += 1;
  }
  const said = size.toFixed(step === 0 || size >= 10 ? 0 : 1).replace(/\.0$/, "");
  return `${said} ${STEPS[step]}`;
}

/** A number of tokens: "940", "12.3k", "4.1M". */
export function tokens(count: number): string {
  if (count < 1_000) return String(count);
  const [size, unit] = count < 999_500 ? [count / 1_000, "k"] : [count / 1_000_000, "M"];
  return `${size < 100 ? size.toFixed(1).replace(/\.0$/, "") : Math.round(size)}${unit}`;
}

export function cost(usd: number): string {
  return usd > 0 && usd < 0.01 ? "<$0.01" : `$${usd.toFixed(2)}`;
}

/** Where a provider cannot measure, the numbers are zero, and only the agent's own are known. */
export function isMeasured(usage: Usage): boolean {
  return usage.memory > 0;
}

/** How much of the bound is in use, from 0 to 1; undefined without a bound. */
export function memoryShare(usage: Usage): number | undefined {
  return usage.memoryLimit === undefined || usage.memoryLimit <= 0 ? undefined : Math.min(1, usage.memory / usage.memoryLimit);
}

/** Close enough to the bound that the next thing the agent builds may hit it. */
export function isTight(usage: Usage): boolean {
  return (memoryShare(usage) ?? 0) >= 0.9;
}

export function memoryText(usage: Usage): string {
  return usage.memoryLimit === undefined ? bytes(usage.memory) : `${bytes(usage.memory)} of ${bytes(usage.memoryLimit)}`;
}

export function processorsText(cpus: number): string {
  return `${cpus.toFixed(cpus < 10 ? 2 : 1)} CPU`;
}

export function agentUsageText(agent: AgentUsage): string {
  const said = `${tokens(agent.inputTokens + agent.outputTokens)} tokens`;
  return agent.costUsd === undefined ? said : `${said}, ${cost(agent.costUsd)}`;
}
