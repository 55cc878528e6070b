import { html, nothing, type TemplateResult } from "lit";
import type { Session } from "../api/index.ts";
import { pathOf } from "../app/router.ts";
import { plusMinus } from "../ui/changes.ts";
import { glyph } from "../ui/glyph.ts";
import { age, exactTime } from "./age.ts";
import { endWording, sessionWording } from "./wording.ts";

/** One line of what it is, one of how it is. */
export function sessionRow(session: Session, isOpen: boolean, now: number): TemplateResult {
  const { tone, label } = sessionWording(session);
  return html`<li>
    <a class="row" href=${pathOf({ name: "session", id: session.id, view: "terminal" })} data-id=${session.id} aria-current=${isOpen ? "page" : "false"} title=${tooltip(session)}>
      ${glyph(tone)}
      <span class="row-name">${session.name}</span>
      <time class="row-age" datetime=${session.createdAt} title=${`Created ${exactTime(session.createdAt)}`}>${age(session.createdAt, now)}</time>
      <span class="row-status" data-tone=${tone}>${label}${statusAge(session, now)}</span>
      <span class="row-branch">${session.branch}</span>
      ${plusMinus(session.changes)}
    </a>
  </li>`;
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

function tooltip(session: Session): string {
  const lines = [session.reason, session.state === "RUNNING" ? session.agent?.detail : endWording(session), session.project];
  return lines.filter((line) => line !== undefined && line !== "").join("\n");
}
