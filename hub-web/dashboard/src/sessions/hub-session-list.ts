import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { asHubError, type Session } from "../api/index.ts";
import type { Hub } from "../app/hub.ts";
import { HubElement } from "../core/element.ts";
import { Observe } from "../core/observe.ts";
import { SessionActions } from "../session/session-actions.ts";
import { retryText } from "../session-terminal/connection-facts.ts";
import { icons } from "../ui/icons.ts";
import { arrange, matches, type Group } from "./arrange.ts";
import { deletedRow, sessionRow } from "./row.ts";
import "./sessions.css";

type Shown = "current" | "deleted";

/** The sessions, kept up to date by the event stream; arrow keys move, Enter opens. */
@customElement("hub-session-list")
export class HubSessionList extends HubElement {
  @property({ attribute: false }) hub!: Hub;
  @state() private shown: Shown = "current";
  @state() private deleted: readonly Session[] | undefined;
  @state() private problem: string | undefined;

  constructor() {
    super();
    new Observe(this, () => [this.hub.sessions.sessions, this.hub.filter, this.hub.router.route, this.hub.ticker.now, this.hub.feed.status]);
  }

  focusList(): void {
    const link = this.querySelector<HTMLElement>('a.row[aria-current="page"]') ?? this.querySelector<HTMLElement>("a.row");
    (link ?? this.querySelector("input"))?.focus();
  }

  focusFilter(): void {
    this.querySelector<HTMLInputElement>("input")?.focus();
  }

  protected override render(): TemplateResult {
    return html`<div class="list-tools">
        <label class="filter">${icons.search}<span class="visually-hidden">Filter sessions</span
          ><input type="search" placeholder="Filter" autocomplete="off" spellcheck="false" .value=${this.hub.filter.value} @input=${this.filtered} @keydown=${this.filterKey} /><kbd>/</kbd></label
        >
        <div class="segments small" role="group" aria-label="Which sessions">
          ${this.segment("current", "Current")}${this.segment("deleted", "Deleted")}
        </div>
      </div>
      ${this.connection()}
      <div class="list-scroll ${this.hub.feed.status.value.phase === "waiting" ? "stale" : ""}" @keydown=${this.listKey}>${this.shown === "deleted" ? this.deletedList() : this.currentList()}</div>`;
  }

  private segment(value: Shown, label: string): TemplateResult {
    return html`<button type="button" aria-pressed=${this.shown === value} @click=${() => this.show(value)}>${label}</button>`;
  }

  /** The list says so itself when it may be out of date. */
  private connection(): TemplateResult | typeof nothing {
    const status = this.hub.feed.status.value;
    if (status.phase !== "waiting") return nothing;
    return html`<div class="list-stale" role="status">
      <span>Not live. ${status.why}. ${retryText(status.retryAt, this.hub.ticker.now.value)}</span>
      <button class="button" @click=${() => this.hub.feed.retryNow()}>Retry now</button>
    </div>`;
  }

  private currentList(): TemplateResult {
    const sessions = this.hub.sessions.sessions.value;
    if (sessions === undefined) return this.loading();
    if (sessions.length === 0) return html`<p class="list-empty">No sessions yet. Press <kbd>N</kbd> to start one.</p>`;
    const groups = arrange(sessions, this.hub.filter.value);
    if (groups.length === 0) return html`<p class="list-empty">No session matches “${this.hub.filter.value}”.</p>`;
    return html`${groups.map((group) => this.group(group))}`;
  }

  private group(group: Group): TemplateResult {
    const route = this.hub.router.route.value;
    const open = route.name === "session" ? route.id : undefined;
    return html`<section class="list-group">
      <h2>${group.title}<span>${group.sessions.length}</span></h2>
      <ul>${repeat(group.sessions, (one) => one.id, (one) => sessionRow(one, one.id === open, this.hub.ticker.now.value))}</ul>
    </section>`;
  }

  private loading(): TemplateResult {
    return html`<div class="list-loading" role="status" aria-label="Loading sessions">${[0, 1, 2, 3].map(() => html`<div class="bone"></div>`)}</div>`;
  }

  private deletedList(): TemplateResult {
    if (this.problem !== undefined) {
      return html`<div class="list-empty problem" role="alert">${this.problem} <button class="button" @click=${() => this.loadDeleted()}>Try again</button></div>`;
    }
    if (this.deleted === undefined) return this.loading();
    const shown = this.deleted.filter((one) => matches(one, this.hub.filter.value));
    if (shown.length === 0) return html`<p class="list-empty">Nothing deleted that could be restored.</p>`;
    return html`<ul>${repeat(shown, (one) => one.id, (one) => deletedRow(one, this.hub.ticker.now.value, () => void this.restore(one)))}</ul>`;
  }

  private show(shown: Shown): void {
    this.shown = shown;
    if (shown === "deleted") void this.loadDeleted();
  }

  private async loadDeleted(): Promise<void> {
    this.problem = undefined;
    try {
      this.deleted = await this.hub.api.deletedSessions();
    } catch (failure) {
      this.problem = asHubError(failure).text;
    }
  }

  private async restore(session: Session): Promise<void> {
    this.shown = "current";
    await new SessionActions(this.hub).restore(session);
  }

  private filtered(event: InputEvent): void {
    this.hub.filter.set((event.target as HTMLInputElement).value);
  }

  private filterKey(event: KeyboardEvent): void {
    if (event.key === "ArrowDown" || event.key === "Enter") {
      event.preventDefault();
      this.querySelector<HTMLElement>("a.row")?.focus();
    } else if (event.key === "Escape") {
      this.hub.filter.set("");
      this.focusList();
    }
  }

  /** Next and previous row; the filter is above the first. */
  private listKey(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
    if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const rows = [...this.querySelectorAll<HTMLElement>(".row")];
    const at = rows.findIndex((row) => row.contains(document.activeElement));
    if (at + step < 0) this.focusFilter();
    else rows[Math.min(rows.length - 1, at + step)]?.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "hub-session-list": HubSessionList;
  }
}
