import type { AgentStatus, Session, SessionState } from "../api/index.ts";
import { ago } from "./age.ts";

export type Tone = "attention" | "working" | "idle" | "quiet" | "failed" | "unknown";

export interface Wording {
  readonly tone: Tone;
  readonly label: string;
}

const AGENT: Readonly<Record<AgentStatus, Wording>> = {
  STARTING: { tone: "working", label: "Agent starting" },
  WORKING: { tone: "working", label: "Working" },
  NEEDS_PERMISSION: { tone: "attention", label: "Needs permission" },
  NEEDS_INPUT: { tone: "attention", label: "Needs input" },
  IDLE: { tone: "idle", label: "Idle" },
  ENDED: { tone: "quiet", label: "Agent ended" },
  UNKNOWN: { tone: "unknown", label: "Unknown" },
};

const STATE: Readonly<Record<Exclude<SessionState, "RUNNING">, Wording>> = {
  CREATING: { tone: "working", label: "Creating" },
  STARTING: { tone: "working", label: "Starting" },
  STOPPING: { tone: "working", label: "Stopping" },
  STOPPED: { tone: "quiet", label: "Stopped" },
  FAILED: { tone: "failed", label: "Failed" },
  DELETING: { tone: "working", label: "Deleting" },
  DELETED: { tone: "quiet", label: "Deleted" },
};

const UNKNOWN_WORD: Wording = { tone: "unknown", label: "Unknown" };

export function agentWording(status: AgentStatus | undefined): Wording {
  return (status && AGENT[status]) ?? UNKNOWN_WORD;
}

export function stateWording(state: SessionState): Wording {
  return state === "RUNNING" ? { tone: "idle", label: "Running" } : (STATE[state] ?? UNKNOWN_WORD);
}

/** The one thing to know about a session: of a running one what its agent does, else its state. */
export function sessionWording(session: Session): Wording {
  if (ranOutOfMemory(session)) return { tone: "failed", label: "Out of memory" };
  return session.state === "RUNNING" ? agentWording(session.agent?.status) : stateWording(session.state);
}

/** On its way to run, with something to wait for. */
export function isComing(session: Session): boolean {
  return session.state === "CREATING" || session.state === "STARTING";
}

export function ranOutOfMemory(session: Session): boolean {
  return isOver(session) && session.ended?.cause === "OUT_OF_MEMORY";
}

/** An agent with a memory, that has been at work before and could not go on with it: the user chooses what comes next. */
export function asksForConversation(session: Session): boolean {
  return session.state === "FAILED" && session.agent?.kind === "claude" && session.startedAt !== undefined && !ranOutOfMemory(session);
}

/** What is known of the agent, and how fresh that is. */
export function evidenceText(session: Session, now: number): string {
  const { detail, checkedAt } = session.agent ?? {};
  const seen = ago(checkedAt, now);
  return [detail, seen === "" ? undefined : `seen ${seen === "now" ? "just now" : seen}`].filter(Boolean).join(" · ");
}

export function needsYou(session: Session): boolean {
  return sessionWording(session).tone === "attention";
}

export function isOver(session: Session): boolean {
  return session.state === "STOPPED" || session.state === "FAILED" || session.state === "DELETED";
}

const CAUSES: Readonly<Record<string, string>> = { STOPPED: "stopped on request", LOST: "its terminal was lost", OUT_OF_MEMORY: "out of memory" };

/** How a program ended, in a few words. */
export function endWording({ ended }: Session): string | undefined {
  if (ended === undefined) return undefined;
  if (ended.cause === "OUT_OF_MEMORY") return CAUSES["OUT_OF_MEMORY"];
  if (ended.signal !== undefined) return `ended by signal ${ended.signal}`;
  if (ended.exitCode !== undefined) return `exit code ${ended.exitCode}`;
  return ended.cause === undefined ? undefined : CAUSES[ended.cause];
}
