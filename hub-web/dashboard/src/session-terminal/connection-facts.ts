import type { LinkStatus, Session } from "../api/index.ts";
import { age, ago } from "../sessions/age.ts";
import { agentWording, endWording, evidenceText, stateWording, type Tone } from "../sessions/wording.ts";

export interface Fact {
  readonly name: "Hub" | "Session" | "Agent";
  readonly tone: Tone;
  readonly text: string;
  readonly detail?: string | undefined;
}

export interface Evidence {
  readonly feed: LinkStatus;
  readonly link: LinkStatus;
  readonly roundTrip: number | undefined;
  readonly session: Session;
  readonly now: number;
}

/** Which part of browser, hub, session and agent is well, and which is not: three facts that do not hide each other. */
export function connectionFacts(evidence: Evidence): [Fact, Fact, Fact] {
  const hub = hubFact(evidence);
  const reachable = hub.tone === "idle";
  return [hub, sessionFact(evidence, reachable), agentFact(evidence, reachable)];
}

function hubFact({ feed, link, roundTrip, now }: Evidence): Fact {
  if (link.phase === "open") return { name: "Hub", tone: "idle", text: roundTrip === undefined ? "Connected" : `Connected, ${Math.round(roundTrip)} ms` };
  const broken = link.phase === "waiting" ? link : feed.phase === "waiting" ? feed : undefined;
  if (broken !== undefined) return { name: "Hub", tone: "failed", text: retryText(broken.retryAt, now), detail: broken.why };
  if (link.phase === "connecting" && feed.phase !== "open") return { name: "Hub", tone: "working", text: "Connecting" };
  return { name: "Hub", tone: feed.phase === "open" ? "idle" : "working", text: feed.phase === "open" ? "Connected" : "Connecting" };
}

function sessionFact({ link, session, now }: Evidence, reachable: boolean): Fact {
  const { label, tone } = stateWording(session.state);
  if (!reachable) return { name: "Session", tone: "unknown", text: "Currently unknown", detail: `Last seen: ${label.toLowerCase()}` };
  if (session.state !== "RUNNING") return { name: "Session", tone, text: label, detail: session.reason ?? endWording(session) };
  if (link.phase === "closed") return { name: "Session", tone: "failed", text: "Terminal not available", detail: link.why };
  if (link.phase === "connecting") return { name: "Session", tone: "working", text: "Attaching" };
  return { name: "Session", tone, text: label, detail: session.reason ?? `Since ${ago(session.startedAt ?? session.createdAt, now)}` };
}

function agentFact({ session, now }: Evidence, reachable: boolean): Fact {
  const { label, tone } = agentWording(session.agent?.status);
  if (!reachable) return { name: "Agent", tone: "unknown", text: "Currently unknown", detail: `Last seen: ${label.toLowerCase()}` };
  if (session.state !== "RUNNING") return { name: "Agent", tone: "quiet", text: "Not running", detail: session.agent?.detail };
  const lasted = age(session.agent?.since, now);
  return { name: "Agent", tone, text: lasted === "" || lasted === "now" ? label : `${label} for ${lasted}`, detail: evidenceText(session, now) || undefined };
}

export function retryText(retryAt: number, now: number): string {
  const seconds = Math.max(0, Math.ceil((retryAt - now) / 1_000));
  return seconds === 0 ? "Reconnecting now" : `Reconnecting in ${seconds} s`;
}
