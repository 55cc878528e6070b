import { html, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { HubElement } from "../core/element.ts";
import { Observe } from "../core/observe.ts";
import { icons } from "../ui/icons.ts";
import type { Notice, Notices } from "./notices.ts";

/** The messages at the edge of the screen, also read aloud. */
@customElement("hub-notices")
export class HubNotices extends HubElement {
  @property({ attribute: false }) notices!: Notices;

  constructor() {
    super();
    new Observe(this, () => [this.notices.all]);
  }

  protected override render(): TemplateResult {
    return html`<div class="notices" role="log" aria-live="polite" aria-label="Messages">${this.notices.all.value.map((one) => this.notice(one))}</div>`;
  }

  private notice(notice: Notice): TemplateResult {
    const { action } = notice;
    return html`<div class="notice ${notice.tone}">
      <span>${notice.text}</span>
      ${action === undefined ? nothing : html`<button class="button" @click=${() => this.act(notice.id, action.run)}>${action.label}</button>`}
      <button class="button icon-only" aria-label="Dismiss" @click=${() => this.notices.dismiss(notice.id)}>${icons.close}</button>
    </div>`;
  }

  private act(id: number, run: () => void): void {
    this.notices.dismiss(id);
    run();
  }
}
