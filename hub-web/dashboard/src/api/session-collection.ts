import { Cell, type Watchable } from "../core/cell.ts";
import type { Session } from "./model.ts";
import type { ServerEvent } from "./server-sent-events.ts";

/** All sessions the user may see, newest first; undefined before the first snapshot. */
export type Sessions = readonly Session[] | undefined;

/** What one server event makes of the sessions. Unknown and broken events change nothing. */
export function reduce(sessions: Sessions, event: ServerEvent): Sessions {
  const data = parsed(event.data);
  if (typeof data !== "object" || data === null) return sessions;
  switch (event.event) {
    case "snapshot":
      return snapshot(data as { sessions?: Session[] }) ?? sessions;
    case "session":
      return changed(sessions, data as Session);
    case "session-removed":
      return sessions?.filter((one) => one.id !== (data as { id?: string }).id);
    default:
      return sessions;
  }
}

export class SessionCollection {
  private readonly cell = new Cell<Sessions>(undefined);

  get sessions(): Watchable<Sessions> {
    return this.cell;
  }

  byId(id: string): Session | undefined {
    return this.cell.value?.find((one) => one.id === id);
  }

  apply(event: ServerEvent): void {
    this.cell.set(reduce(this.cell.value, event));
  }

  /** An answer of the API: taken only when the stream has not told something newer meanwhile. */
  learn(session: Session): void {
    const known = this.byId(session.id);
    if (known !== undefined && Date.parse(known.updatedAt) > Date.parse(session.updatedAt)) return;
    this.cell.set(changed(this.cell.value, session));
  }

  forget(): void {
    this.cell.set(undefined);
  }
}

function snapshot(data: { sessions?: Session[] }): Sessions {
  return Array.isArray(data.sessions) ? ordered(data.sessions.filter(isShown)) : undefined;
}

function changed(sessions: Sessions, session: Session): Sessions {
  if (typeof session.id !== "string" || typeof session.state !== "string") return sessions;
  const others = (sessions ?? []).filter((one) => one.id !== session.id);
  return isShown(session) ? ordered([...others, session]) : others;
}

/** Deleted sessions live in a list of their own. */
function isShown(session: Session): boolean {
  return session.state !== "DELETED";
}

function ordered(sessions: readonly Session[]): Session[] {
  return [...sessions].sort((a, b) => compare(b.createdAt, a.createdAt) || compare(a.id, b.id));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
