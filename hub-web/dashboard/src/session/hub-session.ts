import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { keyed } from "lit/directives/keyed.js";
import type { Session, Start } from "../api/index.ts";
import type { Hub } from "../app/hub.ts";
import type { Command } from "../app/keymap.ts";
import { pathOf, type View } from "../app/router.ts";
import type { Shade } from "../app/theme.ts";
import type { Watchable } from "../core/cell.ts";
import { HubElement } from "../core/element.ts";
import { listen } from "../core/lifecycle.ts";
import { Observe } from "../core/observe.ts";
import "../session-diff/hub-session-diff.ts";
import "../session-history/hub-session-history.ts";
import "../session-terminal/hub-session-terminal.ts";
import { isComing, isOver, needsYou } from "../sessions/wording.ts";
import { plusMinus } from "../ui/changes.ts";
import { glyph } from "../ui/glyph.ts";
import { icons } from "../ui/icons.ts";
import "./hub-delete-dialog.ts";
import { SessionActions } from "./session-actions.ts";
import "./session.css";

const VIEWS: readonly (readonly [View, string])[] = [
  ["terminal", "Terminal"],
  ["changes", "Changes"],
  ["history", "History"],
];

/** One session: what it is called, its three views, and what can be done with it. */
@customElement("hub-session")
export class HubSession extends HubElement {
  @property({ attribute: false }) hub!: Hub;
  @property({ attribute: false }) shade!: Watchable<Shade>;
  @property({ attribute: false }) sessionId!: string;
  @property({ attribute: false }) view!: View;
  @state() private deleting = false;
  @state() private noteRead = "";
  private actions!: SessionActions;
  private attachedTo: string | undefined;

  constructor() {
    super();
    new Observe(this, () => [this.hub.sessions.sessions, this.hub.providers]);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.actions = new SessionActions(this.hub);
    this.whileConnected.add(
      listen(this, "hub-dialog-closed", (event) => {
        event.stopPropagation();
        this.deleting = false;
      }),
    );
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has("view") && this.view === "terminal") this.querySelector("hub-session-terminal")?.focusTerminal();
  }

  run(command: Command): void {
    this.querySelector("hub-session-terminal")?.run(command);
  }

  protected override render(): TemplateResult {
    const session = this.hub.sessions.byId(this.sessionId);
    if (session === undefined) return this.missing();
    return html`${this.header(session)}${this.note(session)}
      <div class="session-view" role="tabpanel" id="session-panel" aria-labelledby=${`tab-${this.view}`}>${keyed(session.id, html`${this.terminal(session)}${this.other(session)}`)}</div>
      ${this.deleting ? html`<hub-delete-dialog .session=${session} .actions=${this.actions}></hub-delete-dialog>` : nothing}`;
  }

  private missing(): TemplateResult {
    const loading = this.hub.sessions.sessions.value === undefined;
    if (loading) return html`<div class="app-wait" role="status"><span>Loading the session…</span></div>`;
    return html`<div class="app-welcome">
      <h1>Session not found</h1>
      <p>It was deleted, or it belongs to somebody else. Deleted sessions can be restored for a while.</p>
      <a class="button" href="/">Back to the sessions</a>
    </div>`;
  }

  private header(session: Session): TemplateResult {
    return html`<header class="session-head">
      <a class="button icon-only session-back" href="/" aria-label="Back to the sessions">${icons.back}</a>
      <div class="session-title">
        <h1 title=${session.name}>${session.name}</h1>
        <p title=${`${session.branch}, from ${session.base}`}>${icons.branch}<span>${session.branch}</span></p>
      </div>
      <div class="tabs" role="tablist" aria-label="Views">${VIEWS.map(([view, label]) => this.tab(session, view, label))}</div>
      <div class="session-actions">${this.others(session)}${this.buttons(session)}</div>
    </header>`;
  }

  /** What is wrong with a session that runs all the same; the history keeps it when it is put away. */
  private note(session: Session): TemplateResult | typeof nothing {
    const note = `${session.id} ${session.reason}`;
    if (session.state !== "RUNNING" || session.reason === undefined || this.noteRead === note) return nothing;
    return html`<div class="session-note" role="status">
      ${glyph("attention")}<span>${session.reason.charAt(0).toUpperCase() + session.reason.slice(1)}</span>
      <button class="button icon-only" aria-label="Dismiss" title="Dismiss" @click=${() => (this.noteRead = note)}>${icons.close}</button>
    </div>`;
  }

  private tab(session: Session, view: View, label: string): TemplateResult {
    return html`<a
      class="tab"
      role="tab"
      id=${`tab-${view}`}
      href=${pathOf({ name: "session", id: session.id, view })}
      aria-selected=${this.view === view}
      aria-controls="session-panel"
      @keydown=${this.tabKey}
      >${label}${view === "changes" ? plusMinus(session.changes) : nothing}</a
    >`;
  }

  /** Says on every page that somebody else waits, and leads there. */
  private others(session: Session): TemplateResult | typeof nothing {
    const waiting = (this.hub.sessions.sessions.value ?? []).filter((one) => needsYou(one) && one.id !== session.id).length;
    if (waiting === 0) return nothing;
    const says = waiting === 1 ? "1 other session needs you" : `${waiting} other sessions need you`;
    return html`<button class="button waiting" aria-label=${`${says}: go to the next`} title=${`${says} (Alt 9)`} @click=${() => this.dispatchEvent(new CustomEvent("hub-attend", { bubbles: true }))}
      >${glyph("attention")}<span>${waiting}</span></button
    >`;
  }

  private buttons(session: Session): TemplateResult {
    const canStop = session.state === "RUNNING" || isComing(session);
    return html`${canStop ? html`<button class="button" @click=${() => void this.actions.stop(session)} title="Stop the agent; work and branch stay">${icons.stop}<span>Stop</span></button>` : nothing}
      ${isOver(session) && !this.hub.isProviderMissing(session) ? html`<button class="button" @click=${() => void this.actions.start(session)}>${icons.start}<span>Start</span></button>` : nothing}
      <button class="button icon-only" ?disabled=${session.state === "DELETING"} @click=${() => (this.deleting = true)} aria-label="Delete this session" title="Delete">${icons.bin}</button>`;
  }

  /** Once opened, the terminal stays attached behind the other views, so that coming back costs nothing. */
  private terminal(session: Session): TemplateResult | typeof nothing {
    if (this.view === "terminal") this.attachedTo = session.id;
    if (this.attachedTo !== session.id) return nothing;
    return html`<hub-session-terminal
      ?hidden=${this.view !== "terminal"}
      .hub=${this.hub}
      .shade=${this.shade}
      .session=${session}
      @hub-start=${(event: CustomEvent<Start>) => void this.actions.start(session, event.detail)}
      @hub-stop=${() => void this.actions.stop(session)}
      @hub-delete=${() => (this.deleting = true)}
    ></hub-session-terminal>`;
  }

  private other(session: Session): TemplateResult | typeof nothing {
    if (this.view === "changes") return html`<hub-session-diff .hub=${this.hub} .session=${session}></hub-session-diff>`;
    if (this.view === "history") return html`<hub-session-history .hub=${this.hub} .session=${session}></hub-session-history>`;
    return nothing;
  }

  private tabKey(event: KeyboardEvent): void {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    const tabs = [...this.querySelectorAll<HTMLElement>(".tab")];
    const next = tabs[(tabs.indexOf(event.currentTarget as HTMLElement) + step + tabs.length) % tabs.length];
    next?.focus();
    next?.click();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "hub-session": HubSession;
  }
}
