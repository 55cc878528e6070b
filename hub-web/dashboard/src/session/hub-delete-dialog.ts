import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { HubError, Session } from "../api/index.ts";
import { HubElement } from "../core/element.ts";
import { closeDialog, openDialog } from "../ui/dialog.ts";
import type { SessionActions } from "./session-actions.ts";
import "./delete-dialog.css";

const SHOWN_FILES = 12;

/** Asks before a session is deleted, and shows what would be lost when the hub says that something would. */
@customElement("hub-delete-dialog")
export class HubDeleteDialog extends HubElement {
  @property({ attribute: false }) session!: Session;
  @property({ attribute: false }) actions!: SessionActions;
  @state() private objection: HubError | undefined;
  @state() private busy = false;

  protected override firstUpdated(): void {
    openDialog(this);
  }

  protected override render(): TemplateResult {
    const wouldLose = this.objection?.code === "UNCOMMITTED_WORK";
    return html`<dialog class="dialog delete" aria-labelledby="delete-title">
      <h2 id="delete-title">Delete ${this.session.name}?</h2>
      ${wouldLose ? this.loss() : html`<p>${this.plain()}</p>`}
      ${this.objection !== undefined && !wouldLose ? html`<p class="problem" role="alert">${this.objection.text}</p>` : nothing}
      <footer>
        <button class="button" autofocus @click=${() => closeDialog(this)}>Keep it</button>
        <button class="button danger" ?disabled=${this.busy} @click=${() => void this.confirm(wouldLose)}>${this.label(wouldLose)}</button>
      </footer>
    </dialog>`;
  }

  private plain(): string {
    const running = this.session.state === "RUNNING" ? "Its agent is running and will be stopped. " : "";
    return `${running}Its branch and files stay restorable for a while, under “Deleted”.`;
  }

  private loss(): TemplateResult {
    const { message, lost } = this.objection!;
    const files = lost?.files ?? [];
    const more = (lost?.fileCount ?? 0) - Math.min(files.length, SHOWN_FILES);
    return html`<div role="alert">
      <p>${message}</p>
      ${files.length === 0 ? nothing : html`<ul class="lost">${files.slice(0, SHOWN_FILES).map((file) => html`<li>${file}</li>`)}${more > 0 ? html`<li class="quiet">and ${more} more</li>` : nothing}</ul>`}
      ${lost !== undefined && lost.commits > 0 ? html`<p>${lost.commits} ${lost.commits === 1 ? "commit is" : "commits are"} on no other branch.</p>` : nothing}
      <p class="quiet">Even then it stays restorable for a while, under “Deleted”.</p>
    </div>`;
  }

  private label(wouldLose: boolean): string {
    if (this.busy) return "Deleting…";
    return wouldLose ? "Delete anyway" : "Delete";
  }

  private async confirm(discard: boolean): Promise<void> {
    this.busy = true;
    this.objection = await this.actions.remove(this.session, discard);
    this.busy = false;
    if (this.objection === undefined) closeDialog(this);
  }
}
