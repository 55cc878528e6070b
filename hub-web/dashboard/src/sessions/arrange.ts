import type { Session } from "../api/index.ts";
import { isOver, needsYou, sessionWording } from "./wording.ts";

export interface Group {
  readonly title: string;
  readonly sessions: readonly Session[];
}

/** The list as it is shown: what waits for you first, then what runs, then what is over; empty groups are left out. */
export function arrange(sessions: readonly Session[], filter: string): Group[] {
  const shown = sessions.filter((one) => matches(one, filter));
  const groups: Group[] = [
    { title: "Needs you", sessions: shown.filter(needsYou) },
    { title: "Running", sessions: shown.filter((one) => !needsYou(one) && !isOver(one)) },
    { title: "Ended", sessions: shown.filter(isOver) },
  ];
  return groups.filter((group) => group.sessions.length > 0);
}

/** Every word must occur somewhere in what the row says. */
export function matches(session: Session, filter: string): boolean {
  const text = [session.name, session.branch, session.project, session.provider, sessionWording(session).label].join(" ").toLowerCase();
  return filter.toLowerCase().split(/\s+/).every((word) => text.includes(word));
}

/** The session before or after another in the order of the list; stays at the ends. */
export function neighbour(groups: readonly Group[], id: string | undefined, step: 1 | -1): Session | undefined {
  const all = groups.flatMap((group) => group.sessions);
  const at = all.findIndex((one) => one.id === id);
  if (at < 0) return step === 1 ? all[0] : all[all.length - 1];
  return all[Math.min(all.length - 1, Math.max(0, at + step))];
}
