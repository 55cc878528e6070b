import type { AgentStatus, Session, SessionState } from "../api/index.ts";

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
  return session.state === "RUNNING" ? agentWording(session.agent?.status) : stateWording(session.state);
}

export function needsYou(session: Session): boolean {
  return sessionWording(session).tone === "attention";
}

export function isOver(session: Session): boolean {
  return session.state === "STOPPED" || session.state === "FAILED" || session.state === "DELETED";
}

const CAUSES: Readonly<Record<string, string>> = { STOPPED: "stopped on request", LOST: "its terminal was lost" };

/** How a program ended, in a few words. */
export function endWording({ ended }: Session): string | undefined {
  if (ended === undefined) return undefined;
  if (ended.signal !== undefined) return `ended by signal ${ended.signal}`;
  if (ended.exitCode !== undefined) return `exit code ${ended.exitCode}`;
  return ended.cause === undefined ? undefined : CAUSES[ended.cause];
}
