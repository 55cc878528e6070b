import { html, nothing, type TemplateResult } from "lit";
import type { Session } from "../api/index.ts";
import { pathOf } from "../app/router.ts";
import { plusMinus } from "../ui/changes.ts";
import { glyph } from "../ui/glyph.ts";
import { progressBar, progressText } from "../ui/progress.ts";
import { age, exactTime } from "./age.ts";
import { agentUsageText, bytes, cost, isMeasured, isTight, memoryText, processorsText } from "./usage.ts";
import { endWording, evidenceText, isComing, sessionWording, type Tone } from "./wording.ts";

/** One line of what it is, one of how it is. */
export function sessionRow(session: Session, isOpen: boolean, now: number): TemplateResult {
  const { tone, label } = sessionWording(session);
  return html`<li>
    <a class="row" href=${pathOf({ name: "session", id: session.id, view: "terminal" })} data-id=${session.id} aria-current=${isOpen ? "page" : "false"} title=${tooltip(session, now)}>
      ${glyph(tone)}
      <span class="row-top"><span class="row-name">${session.name}</span>${usage(session)}<time class="row-age" datetime=${session.createdAt} title=${`Created ${exactTime(session.createdAt)}`}>${age(session.createdAt, now)}</time></span>
      <span class="row-status" data-tone=${tone}>${label}${statusAge(session, now)}</span>
      ${about(session, tone)}
      ${plusMinus(session.changes)}
      ${isComing(session) && session.progress !== undefined ? progressBar(session.progress) : nothing}
    </a>
  </li>`;
}

/** Beside the status: how far it has come, what it waits for, or else its branch. */
function about(session: Session, tone: Tone): TemplateResult {
  if (isComing(session) && session.progress !== undefined) return html`<span class="row-detail">${progressText(session.progress)}</span>`;
  const detail = tone === "attention" ? session.agent?.detail : undefined;
  return detail === undefined ? html`<span class="row-branch">${session.branch}</span>` : html`<span class="row-detail">${detail}</span>`;
}

function usage({ state, usage }: Session): TemplateResult | typeof nothing {
  if (state !== "RUNNING" || usage === undefined) return nothing;
  const spent = usage.agent?.costUsd;
  return html`<span class="row-usage ${isTight(usage) ? "tight" : ""}"
    >${isMeasured(usage) ? html`<span class="visually-hidden">Memory</span>${bytes(usage.memory)}` : nothing}${spent === undefined ? nothing : html`<span>${cost(spent)}</span>`}</span
  >`;
}

export function deletedRow(session: Session, now: number, restore: () => void): TemplateResult {
  return html`<li class="row deleted" tabindex="0">
    ${glyph("quiet")}
    <span class="row-name">${session.name}</span>
    <time class="row-age" datetime=${session.updatedAt}>${age(session.updatedAt, now)}</time>
    <span class="row-branch">${session.branch}</span>
    <button class="button" @click=${restore} aria-label=${`Restore ${session.name}`}>Restore</button>
  </li>`;
}

/** How long it has been so: a status without its age is half a truth. */
function statusAge(session: Session, now: number): TemplateResult | typeof nothing {
  const since = session.state === "RUNNING" ? session.agent?.since : session.updatedAt;
  const text = age(since, now);
  return text === "" ? nothing : html`<span class="row-since">${text}</span>`;
}

function tooltip(session: Session, now: number): string {
  const lines = [session.reason, session.state === "RUNNING" ? evidenceText(session, now) : endWording(session), usageLine(session), `${session.project} on ${session.provider}`];
  return lines.filter((line) => line !== undefined && line !== "").join("\n");
}

function usageLine({ usage }: Session): string | undefined {
  if (usage === undefined) return undefined;
  const said = isMeasured(usage) ? [processorsText(usage.cpus), memoryText(usage)] : [];
  return [...said, ...(usage.agent === undefined ? [] : [agentUsageText(usage.agent)])].join(" · ");
}
