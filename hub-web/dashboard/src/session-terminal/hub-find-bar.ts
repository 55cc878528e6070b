import { html, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { HubElement } from "../core/element.ts";
import { icons } from "../ui/icons.ts";
import type { Terminal } from "./terminal.ts";

/** Finds text in the scrollback: Enter goes up, Shift+Enter down, Escape closes. */
@customElement("hub-find-bar")
export class HubFindBar extends HubElement {
  @property({ attribute: false }) terminal!: Terminal;
  @state() private missed = false;

  protected override firstUpdated(): void {
    this.querySelector("input")?.focus();
  }

  protected override render(): TemplateResult {
    return html`<form class="find-bar" role="search" @submit=${(event: Event) => event.preventDefault()}>
      <input type="text" aria-label="Find in the scrollback" placeholder="Find" autocomplete="off" spellcheck="false" aria-invalid=${this.missed} @input=${() => this.find(true, true)} @keydown=${this.pressed} />
      <button type="button" class="button icon-only" aria-label="Close" @click=${this.close}>${icons.close}</button>
    </form>`;
  }

  private pressed(event: KeyboardEvent): void {
    if (event.key === "Enter") this.find(!event.shiftKey, false);
    if (event.key === "Escape") this.close();
  }

  private find(backwards: boolean, incremental: boolean): void {
    const text = this.querySelector("input")?.value ?? "";
    this.missed = text !== "" && !this.terminal.find(text, backwards, incremental);
  }

  private close(): void {
    this.dispatchEvent(new CustomEvent("hub-find-closed"));
  }
}
