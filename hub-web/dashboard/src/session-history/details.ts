import type { Session } from "../api/index.ts";
import { exactTime } from "../sessions/age.ts";
import { bytes, cost, isMeasured, memoryText, processorsText } from "../sessions/usage.ts";
import { agentWording, evidenceText } from "../sessions/wording.ts";

export type Detail = readonly [name: string, value: string];

const REACHES: Readonly<Record<string, string>> = {
  none: "reaches nothing",
  internet: "reaches the internet, not the hub nor other sessions",
  host: "reaches what its host reaches",
};

/** All there is to know about a session, in words; what is not known is left out. */
export function detailsOf(session: Session, now: number): Detail[] {
  const rows: (readonly [string, string | undefined])[] = [
    ["Agent", agent(session, now)],
    ...usage(session),
    ["Project", session.project],
    ["Branch", `${session.branch}, from ${session.base}`],
    ["Provider", session.provider],
    ["Network", session.network === undefined ? undefined : REACHES[session.network]],
    ["Limits", limits(session)],
    ["Workspace", session.workspace],
    ["Owner", session.owner],
    ["Created", exactTime(session.createdAt)],
    ["Started", session.startedAt === undefined ? undefined : exactTime(session.startedAt)],
  ];
  return rows.filter((row): row is Detail => row[1] !== undefined && row[1] !== "");
}

const KINDS: Readonly<Record<string, string>> = { claude: "Claude Code", shell: "Shell", command: "Command" };

function agent(session: Session, now: number): string {
  const kind = KINDS[session.agent?.kind ?? ""];
  if (session.state !== "RUNNING") return kind ?? "";
  return [kind, agentWording(session.agent?.status).label.toLowerCase(), evidenceText(session, now)].filter(Boolean).join(" · ");
}

function usage({ usage }: Session): (readonly [string, string | undefined])[] {
  if (usage === undefined) return [];
  const { agent } = usage;
  const kills = usage.outOfMemoryKills === 0 ? undefined : `${usage.outOfMemoryKills} killed for lack of memory`;
  return [
    ["Processors", isMeasured(usage) ? processorsText(usage.cpus) : undefined],
    ["Memory", !isMeasured(usage) ? undefined : [memoryText(usage), usage.memoryPeak === undefined ? undefined : `peak ${bytes(usage.memoryPeak)}`, kills].filter(Boolean).join(", ")],
    ["Tokens", agent === undefined ? undefined : `${agent.inputTokens.toLocaleString("en")} in, ${agent.outputTokens.toLocaleString("en")} out`],
    ["Cost", agent?.costUsd === undefined ? undefined : `${cost(agent.costUsd)}, as the agent states it at list price`],
  ];
}

function limits({ limits }: Session): string | undefined {
  const parts = [limits?.memory === undefined ? undefined : bytes(limits.memory), limits?.cpus === undefined ? undefined : `${limits.cpus} CPU`].filter(Boolean);
  return parts.length === 0 ? undefined : parts.join(", ");
}
