/** The words of the public contract, as the server says them. */

export type SessionState =
  | "CREATING"
  | "STARTING"
  | "RUNNING"
  | "STOPPING"
  | "STOPPED"
  | "FAILED"
  | "DELETING"
  | "DELETED";

export type AgentStatus =
  | "STARTING"
  | "WORKING"
  | "NEEDS_PERMISSION"
  | "NEEDS_INPUT"
  | "IDLE"
  | "ENDED"
  | "UNKNOWN";

export interface AgentEvidence {
  readonly status: AgentStatus;
  readonly detail?: string;
  readonly since?: string;
  /** When the hub last saw that it is so. */
  readonly checkedAt?: string;
  /** claude, shell or command */
  readonly kind?: string;
}

export interface SessionChanges {
  readonly files: number;
  readonly additions: number;
  readonly deletions: number;
  readonly checkedAt?: string;
}

export interface Ended {
  readonly exitCode?: number;
  readonly signal?: string | number;
  readonly cause?: string;
}

/** How far a session has come on its way to run. */
export interface Progress {
  readonly step: string;
  readonly detail?: string;
  readonly percent?: number;
}

/** Processors, and bytes of memory. */
export interface Usage {
  readonly cpus: number;
  readonly memory: number;
  readonly memoryLimit?: number;
  readonly memoryPeak?: number;
  readonly outOfMemoryKills: number;
  readonly agent?: AgentUsage;
}

/** What the agent itself says. */
export interface AgentUsage {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly costUsd?: number;
}

export interface Limits {
  readonly memory?: number;
  readonly cpus?: number;
}

export type Network = "none" | "internet" | "host";

export interface Session {
  readonly id: string;
  readonly name: string;
  readonly project: string;
  readonly provider: string;
  readonly branch: string;
  readonly base: string;
  readonly state: SessionState;
  readonly reason?: string;
  readonly agent: AgentEvidence;
  readonly progress?: Progress;
  readonly usage?: Usage;
  readonly limits?: Limits;
  readonly network?: Network;
  readonly createdAt: string;
  readonly startedAt?: string;
  readonly updatedAt: string;
  readonly owner?: string;
  readonly workspace?: string;
  readonly ended?: Ended;
  readonly changes?: SessionChanges;
}

export interface User {
  readonly id: string;
  readonly username: string;
  readonly role: "ADMIN" | "USER" | "VIEWER";
}

export type HealthStatus = "UP" | "DEGRADED" | "DOWN" | "UNKNOWN";

export interface Provider {
  readonly name: string;
  readonly type: string;
  readonly capabilities: readonly string[];
  readonly health: { readonly status: HealthStatus; readonly summary?: string; readonly checkedAt?: string };
  readonly isDefault: boolean;
  /** Whether only an administrator may choose it. */
  readonly adminOnly: boolean;
}

export interface Project {
  readonly id: string;
  readonly name: string;
  readonly repository: string;
  readonly defaultBranch: string;
}

/** A clone that is being made, and how much of it has come. */
export interface Clone {
  readonly repository: string;
  readonly bytes: number;
}

export interface NewSession {
  readonly name?: string;
  readonly project?: string;
  readonly provider?: string;
  readonly base?: string;
  readonly branch?: string;
  readonly agent?: string;
  readonly command?: string;
  readonly prompt?: string;
  readonly network?: Network;
  readonly limits?: Limits;
}

/** How to start a session again. */
export interface Start {
  readonly limits?: Limits;
  readonly conversation?: "resume" | "new";
}

export interface Ticket {
  readonly ticket: string;
  readonly url: string;
  readonly expiresAt: string;
}

export type ViewerMode = "write" | "read";

export type FileChange = "NONE" | "ADDED" | "MODIFIED" | "DELETED" | "RENAMED" | "UNTRACKED" | "CONFLICTED";

export interface StatusEntry {
  readonly path: string;
  readonly previousPath?: string;
  readonly staged: FileChange;
  readonly unstaged: FileChange;
}

export interface GitStatus {
  readonly branch?: string;
  readonly head?: string;
  readonly base?: string;
  readonly ahead: number;
  readonly behind: number;
  readonly clean: boolean;
  readonly entries: readonly StatusEntry[];
}

export interface DiffLine {
  readonly type: "context" | "add" | "delete";
  readonly oldLine?: number;
  readonly newLine?: number;
  readonly text: string;
  readonly noNewline?: boolean;
}

export interface DiffHunk {
  readonly oldStart: number;
  readonly oldLines: number;
  readonly newStart: number;
  readonly newLines: number;
  readonly lines: readonly DiffLine[];
}

export type DiffChange = "ADDED" | "MODIFIED" | "DELETED" | "RENAMED" | "COPIED";

export interface DiffFile {
  readonly oldPath?: string | null;
  readonly newPath?: string | null;
  readonly change: DiffChange;
  readonly binary: boolean;
  readonly additions: number;
  readonly deletions: number;
  readonly truncated?: boolean;
  readonly hunks: readonly DiffHunk[];
}

export interface Diff {
  readonly files: readonly DiffFile[];
  readonly additions: number;
  readonly deletions: number;
  readonly truncated: boolean;
}

export interface HistoryEvent {
  readonly at: string;
  readonly type: string;
  readonly actor?: string;
  readonly message?: string;
  readonly state?: SessionState;
}
