import type { Session } from "../api/index.ts";
import { needsYou } from "./wording.ts";

/** The sessions that wait for the user, the one that has waited longest first. */
export function queue(sessions: readonly Session[]): Session[] {
  return sessions.filter(needsYou).sort((a, b) => waitingSince(a) - waitingSince(b));
}

/** The next one of the queue after the one that is open; around its end back to its beginning. */
export function nextInQueue(sessions: readonly Session[], open: string | undefined): Session | undefined {
  const waiting = queue(sessions);
  const at = waiting.findIndex((one) => one.id === open);
  const next = waiting[(at + 1) % Math.max(1, waiting.length)];
  return next?.id === open ? undefined : next;
}

function waitingSince(session: Session): number {
  return Date.parse(session.agent?.since ?? session.updatedAt);
}
