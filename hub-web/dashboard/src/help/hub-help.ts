import { html, type TemplateResult } from "lit";
import { customElement } from "lit/decorators.js";
import { bindings } from "../app/keymap.ts";
import { HubElement } from "../core/element.ts";
import { icons } from "../ui/icons.ts";
import { closeDialog, openDialog } from "../ui/dialog.ts";
import "./help.css";

/** Every key the dashboard takes, from the table that the keys are read with. */
@customElement("hub-help")
export class HubHelp extends HubElement {
  protected override firstUpdated(): void {
    openDialog(this);
  }

  protected override render(): TemplateResult {
    const groups = [...new Set(bindings.map((one) => one.group))];
    return html`<dialog class="dialog help" aria-labelledby="help-title">
      <header><h2 id="help-title">Keyboard</h2><button class="button icon-only" aria-label="Close" @click=${() => closeDialog(this)}>${icons.close}</button></header>
      <div class="help-groups">
        ${groups.map((group) => this.group(group))}
        <section><h3>In the list</h3><dl><div><dt>Move</dt><dd><kbd>↑</kbd><kbd>↓</kbd><kbd>J</kbd><kbd>K</kbd></dd></div><div><dt>Open</dt><dd><kbd>↵</kbd></dd></div></dl></section>
      </div>
      <p class="quiet">Every other key goes to the program in the terminal.</p>
    </dialog>`;
  }

  private group(name: string): TemplateResult {
    const rows = bindings.filter((one) => one.group === name);
    return html`<section>
      <h3>${name}</h3>
      <dl>
        ${rows.map((row) => html`<div><dt>${row.says}</dt><dd>${row.keys.split(" ").map((key) => html`<kbd>${key}</kbd>`)}</dd></div>`)}
      </dl>
    </section>`;
  }
}
