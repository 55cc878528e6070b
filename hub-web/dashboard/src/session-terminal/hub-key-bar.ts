import { html, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { HubElement } from "../core/element.ts";
import { sequence, withCtrl, type BarKey } from "./key-sequences.ts";
import type { Terminal } from "./terminal.ts";

const KEYS: readonly (readonly [BarKey, string, string])[] = [
  ["Esc", "Esc", "Esc"],
  ["Tab", "Tab", "Tab"],
  ["Left", "←", "Left"],
  ["Up", "↑", "Up"],
  ["Down", "↓", "Down"],
  ["Right", "→", "Right"],
  ["Enter", "↵", "Enter"],
];

/** The keys that a touch keyboard lacks. Ctrl holds for the next key. */
@customElement("hub-key-bar")
export class HubKeyBar extends HubElement {
  @property({ attribute: false }) terminal!: Terminal;
  @property({ attribute: false }) disabled = false;
  @state() private ctrl = false;

  protected override render(): TemplateResult {
    return html`<div class="key-bar" role="toolbar" aria-label="Keys" @pointerdown=${(event: Event) => event.preventDefault()}>
      <button class="key" ?disabled=${this.disabled} aria-pressed=${this.ctrl} @click=${() => this.hold(!this.ctrl)}>Ctrl</button>
      ${KEYS.map(([key, label, name]) => html`<button class="key" ?disabled=${this.disabled} aria-label=${name} @click=${() => this.press(key)}>${label}</button>`)}
    </div>`;
  }

  private press(key: BarKey): void {
    this.terminal.type(sequence(key, this.terminal.applicationCursorKeys, this.ctrl));
    this.hold(false);
  }

  private hold(ctrl: boolean): void {
    this.ctrl = ctrl;
    this.terminal.transformNext(ctrl ? (text) => this.used(text) : undefined);
    if (ctrl) this.terminal.focus();
  }

  private used(text: string): string {
    this.ctrl = false;
    return withCtrl(text);
  }
}
