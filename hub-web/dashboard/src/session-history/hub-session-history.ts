import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { asHubError, isAbort, type HistoryEvent, type Session } from "../api/index.ts";
import type { Hub } from "../app/hub.ts";
import { HubElement } from "../core/element.ts";
import { ago, exactTime } from "../sessions/age.ts";
import { stateWording } from "../sessions/wording.ts";
import { glyph } from "../ui/glyph.ts";
import { detailsOf } from "./details.ts";
import "./history.css";

/** What happened to a session, newest first: who did what, and why something failed. */
@customElement("hub-session-history")
export class HubSessionHistory extends HubElement {
  @property({ attribute: false }) hub!: Hub;
  @property({ attribute: false }) session!: Session;
  @state() private events: readonly HistoryEvent[] | undefined;
  @state() private problem: string | undefined;
  private abort = new AbortController();

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.abort.abort();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("session") && changed.get("session")?.updatedAt !== this.session.updatedAt) void this.load();
  }

  protected override render(): TemplateResult {
    return html`<div class="history">
      ${this.facts()}
      <h2>History</h2>
      ${this.problem === undefined ? nothing : html`<p class="problem" role="alert">${this.problem} <button class="button" @click=${() => void this.load()}>Try again</button></p>`}
      ${this.events === undefined ? nothing : html`<ol>${[...this.events].reverse().map((event) => this.event(event))}</ol>`}
    </div>`;
  }

  private facts(): TemplateResult {
    return html`<dl class="facts">${detailsOf(this.session, this.hub.clock.now()).map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
  }

  private event(event: HistoryEvent): TemplateResult {
    const wording = event.state === undefined ? undefined : stateWording(event.state);
    return html`<li>
      ${glyph(wording === undefined || wording.tone === "working" ? "quiet" : wording.tone)}
      <p><strong>${event.message ?? wording?.label ?? plain(event.type)}</strong>${event.actor === undefined ? nothing : html`<span>by ${event.actor}</span>`}</p>
      <time datetime=${event.at} title=${exactTime(event.at)}>${ago(event.at, this.hub.clock.now()) || "now"}</time>
    </li>`;
  }

  private async load(): Promise<void> {
    this.abort.abort();
    this.abort = new AbortController();
    try {
      this.events = await this.hub.api.history(this.session.id, this.abort.signal);
      this.problem = undefined;
    } catch (failure) {
      if (!isAbort(failure)) this.problem = asHubError(failure).text;
    }
  }
}

function plain(type: string): string {
  const words = type.replaceAll(/[_-]+/g, " ").toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
