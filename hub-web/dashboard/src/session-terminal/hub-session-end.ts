import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Session, Start, TerminalEnd } from "../api/index.ts";
import { HubElement } from "../core/element.ts";
import { bytes } from "../sessions/usage.ts";
import { asksForConversation, endWording, isOver, ranOutOfMemory } from "../sessions/wording.ts";
import { glyph } from "../ui/glyph.ts";
import { icons } from "../ui/icons.ts";
import { largerSizes } from "./larger-sizes.ts";

/** A session that is over says so, why, and what can be done. Its last screen stays readable above. */
@customElement("hub-session-end")
export class HubSessionEnd extends HubElement {
  @property({ attribute: false }) session!: Session;
  @property({ attribute: false }) end: TerminalEnd | undefined;
  @property({ attribute: false }) isProviderMissing = false;
  @state() private memory: number | undefined;

  protected override render(): TemplateResult {
    const failed = this.session.state === "FAILED" || ranOutOfMemory(this.session);
    return html`<section class="ending ${failed ? "failed" : ""}" aria-live="polite">
      ${glyph(failed ? "failed" : "quiet")}
      <p><strong>${this.heading()}</strong>${this.said().map((text) => html`<span>${text}</span>`)}</p>
      ${isOver(this.session) ? html`<div class="ending-actions">${this.isProviderMissing ? nothing : this.starts()}${this.deletion()}</div>` : nothing}
    </section>`;
  }

  private heading(): string {
    if (ranOutOfMemory(this.session)) return "Out of memory";
    if (asksForConversation(this.session)) return "The agent could not go on";
    if (this.session.state === "FAILED") return "The session failed";
    return isOver(this.session) ? "The session has stopped" : "The program has ended";
  }

  private said(): string[] {
    const { session, end } = this;
    const exit = endWording(session) ?? (end?.exitCode === undefined ? undefined : `exit code ${end.exitCode}`);
    const missing = this.isProviderMissing ? `The provider “${session.provider}” is not configured any more. It cannot start until it is back; its files and branch are safe.` : undefined;
    // The heading says that already.
    const reason = (session.reason ?? end?.reason)?.replace(/^out of memory[:;] /i, "");
    return [reason, ranOutOfMemory(session) ? undefined : exit, missing].filter((text) => text !== undefined && text !== "") as string[];
  }

  private starts(): TemplateResult {
    if (ranOutOfMemory(this.session)) return this.withMore();
    if (asksForConversation(this.session)) {
      return html`<button class="button primary" @click=${() => this.start({ conversation: "resume" })} title="Try again with all that the agent knew">${icons.start}<span>Resume again</span></button>
        <button class="button" @click=${() => this.start({ conversation: "new" })} title="The files stay; the agent begins without memory of what was said">${icons.plus}<span>New conversation</span></button>`;
    }
    return html`<button class="button primary" @click=${() => this.start({})}>${icons.start}<span>Start again</span></button>`;
  }

  private withMore(): TemplateResult {
    const sizes = largerSizes(this.session);
    const chosen = this.memory ?? sizes[0]!;
    return html`<label class="ending-size"
        ><span>Memory</span
        ><select @change=${(event: Event) => (this.memory = Number((event.target as HTMLSelectElement).value))}>
          ${sizes.map((size) => html`<option value=${size} ?selected=${size === chosen}>${bytes(size)}</option>`)}
        </select></label
      >
      <button class="button primary" @click=${() => this.start({ limits: { ...this.session.limits, memory: chosen } })}>${icons.start}<span>Start with more memory</span></button>`;
  }

  private deletion(): TemplateResult {
    return html`<button class="button" @click=${() => this.dispatchEvent(new CustomEvent("hub-delete", { bubbles: true }))}>${icons.bin}<span>Delete</span></button>`;
  }

  private start(detail: Start): void {
    this.dispatchEvent(new CustomEvent("hub-start", { detail, bubbles: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "hub-session-end": HubSessionEnd;
  }
}
