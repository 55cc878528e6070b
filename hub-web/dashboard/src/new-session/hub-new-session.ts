import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { keyed } from "lit/directives/keyed.js";
import { asHubError, type HubError, type NewSession, type Project, type Provider } from "../api/index.ts";
import type { Hub } from "../app/hub.ts";
import { isPlace } from "../app/provider-words.ts";
import { HubElement } from "../core/element.ts";
import { Observe } from "../core/observe.ts";
import { closeDialog, openDialog } from "../ui/dialog.ts";
import { icons } from "../ui/icons.ts";
import { boundsFields } from "./bounds-fields.ts";
import { providerChoice } from "./provider-choice.ts";
import { requestFrom } from "./request.ts";
import "./hub-add-project.ts";
import "./new-session.css";

const BOUNDS = ["memory", "cpus", "network"] as const;

/** Asks for nothing that must be answered: Enter creates at once. */
@customElement("hub-new-session")
export class HubNewSession extends HubElement {
  @property({ attribute: false }) hub!: Hub;
  @state() private projects: readonly Project[] = [];
  @state() private agent = "";
  @state() private chosen: string | undefined;
  @state() private error: HubError | undefined;
  @state() private busy = false;
  /** A form is done with after it has added a project. */
  private added = 0;

  constructor() {
    super();
    new Observe(this, () => [this.hub.providers]);
  }

  protected override firstUpdated(): void {
    openDialog(this);
    this.querySelector<HTMLInputElement>("input[name=name]")?.focus();
    void this.hub.api.projects().then((projects) => (this.projects = projects), () => undefined);
  }

  protected override render(): TemplateResult {
    return html`<dialog class="dialog new-session" aria-labelledby="new-title">
      <form @submit=${this.submit} @keydown=${this.keydown} novalidate>
        <header><h2 id="new-title">New session</h2><button type="button" class="button icon-only" aria-label="Close" @click=${() => closeDialog(this)}>${icons.close}</button></header>
        <p class="quiet">All fields are optional. The session gets its own worktree and branch.</p>
        ${this.text("name", "Name", "Chosen for you")}
        ${this.agentField()}
        ${this.agent === "command" ? this.text("command", "Command", "for example: aider --model …") : nothing}
        ${this.promptField()}
        ${this.providerField()}
        <details ?open=${this.hasDetailError()}>
          <summary>${icons.chevron}Repository and branch</summary>
          <div class="pair">${this.projectField()}</div>
          ${this.addProject()}
          <div class="pair">${this.text("base", "From branch", this.defaultBranch())}${this.text("branch", "New branch", "hub/<name>")}</div>
        </details>
        ${this.bounds()}
        <p class="problem" role="alert">${this.problem() ?? nothing}</p>
        <footer>
          <button type="button" class="button" @click=${() => closeDialog(this)}>Cancel</button>
          <button class="button primary" ?disabled=${this.busy || this.places()?.length === 0}>${this.busy ? "Creating…" : "Create"}<kbd>↵</kbd></button>
        </footer>
      </form>
    </dialog>`;
  }

  private text(name: string, label: string, placeholder: string): TemplateResult {
    return html`<label class="field"
      ><span>${label}</span><input name=${name} placeholder=${placeholder} autocomplete="off" autocapitalize="none" spellcheck="false" aria-describedby="new-${name}-problem" aria-invalid=${this.violation(name) !== undefined} />${this.violationText(name)}</label
    >`;
  }

  private agentField(): TemplateResult {
    const kinds = [
      ["", "Automatic"],
      ["claude", "Claude Code"],
      ["shell", "Shell"],
      ["command", "Command"],
    ] as const;
    return html`<fieldset class="field">
      <legend>Agent</legend>
      <div class="segments">
        ${kinds.map(
          ([value, label]) =>
            html`<label><input type="radio" name="agent" value=${value} .checked=${this.agent === value} @change=${() => (this.agent = value)} /><span>${label}</span></label>`,
        )}
      </div>
      ${this.violationText("agent")}
    </fieldset>`;
  }

  private promptField(): TemplateResult | typeof nothing {
    if (this.agent === "shell" || this.agent === "command") return nothing;
    return html`<label class="field"
      ><span>First prompt</span><textarea name="prompt" rows="3" placeholder="What should the agent do?" aria-describedby="new-prompt-problem"></textarea>${this.violationText("prompt")}</label
    >`;
  }

  private projectField(): TemplateResult | typeof nothing {
    if (this.projects.length < 2) return nothing;
    return html`<label class="field"
      ><span>Project</span><select name="project" @change=${() => this.requestUpdate()}>
        ${this.projects.map((one) => html`<option value=${one.name}>${one.name}</option>`)}
      </select>${this.violationText("project")}</label
    >`;
  }

  private places(): readonly Provider[] | undefined {
    return this.hub.providers.value?.filter((one) => isPlace(one) && (!one.adminOnly || this.isAdmin()));
  }

  /** Only an admin may open a directory of the hub's machine, or what its keys open, to every user. */
  private addProject(): TemplateResult | typeof nothing {
    if (!this.isAdmin()) return nothing;
    return html`${keyed(this.added, html`<hub-add-project .api=${this.hub.api} .now=${this.hub.ticker.now} @hub-project-added=${this.projectAdded}></hub-add-project>`)}`;
  }

  private isAdmin(): boolean {
    const visitor = this.hub.visitor.value;
    return visitor.kind === "user" && visitor.user.role === "ADMIN";
  }

  private async projectAdded(event: CustomEvent<Project>): Promise<void> {
    this.added += 1;
    this.projects = [...this.projects, event.detail];
    await this.updateComplete;
    const choice = this.querySelector<HTMLSelectElement>("select[name=project]");
    if (choice === null) return;
    choice.value = event.detail.name;
    choice.focus();
    this.requestUpdate();
  }

  /** The one that was chosen, or else the default one. */
  private provider(): Provider | undefined {
    const providers = this.places() ?? [];
    return providers.find((one) => one.name === this.chosen) ?? providers.find((one) => one.isDefault) ?? providers[0];
  }

  private providerField(): TemplateResult | typeof nothing {
    const providers = this.places();
    if (providers === undefined) return nothing;
    return html`${providerChoice(providers, this.provider(), (name) => (this.chosen = name))}${this.violationText("provider")}`;
  }

  private bounds(): TemplateResult | typeof nothing {
    const fields = boundsFields(this.provider(), (field) => this.violationText(field));
    if (fields === nothing) return nothing;
    return html`<details ?open=${BOUNDS.some((field) => this.violation(field) !== undefined)}>
      <summary>${icons.chevron}Limits and network</summary>
      ${fields}
    </details>`;
  }

  private defaultBranch(): string {
    const chosen = this.querySelector<HTMLSelectElement>("select[name=project]")?.value;
    return (this.projects.find((one) => one.name === chosen) ?? this.projects[0])?.defaultBranch ?? "Default branch";
  }

  private violation(field: string): string | undefined {
    return this.error?.violations.find((one) => one.field === field || one.field.endsWith(`.${field}`))?.message;
  }

  private violationText(field: string): TemplateResult {
    return html`<small class="problem" id="new-${field}-problem">${this.violation(field) ?? nothing}</small>`;
  }

  /** What the server said that no field shows. */
  private problem(): string | undefined {
    const shown = ["name", "command", "prompt", "project", "provider", "base", "branch", "agent", ...BOUNDS];
    if (this.error === undefined) return undefined;
    const { violations } = this.error;
    const elsewhere = violations.filter((one) => !shown.some((name) => one.field === name || one.field.endsWith(`.${name}`)));
    if (violations.length > 0 && elsewhere.length === 0) return undefined;
    return elsewhere.length === 0 ? this.error.text : elsewhere.map((one) => `${one.field}: ${one.message}`).join("; ");
  }

  private hasDetailError(): boolean {
    return ["project", "base", "branch"].some((field) => this.violation(field) !== undefined);
  }

  /** Enter creates, also from the prompt; Shift+Enter is a new line there. */
  private keydown(event: KeyboardEvent): void {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || !(event.target instanceof HTMLTextAreaElement)) return;
    event.preventDefault();
    this.querySelector("form")?.requestSubmit();
  }

  private async submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (!this.busy) await this.create(requestFrom(new FormData(event.target as HTMLFormElement)));
  }

  private async create(request: NewSession): Promise<void> {
    this.busy = true;
    this.error = undefined;
    try {
      const session = this.hub.learn(await this.hub.api.create(request));
      this.dispatchEvent(new CustomEvent("hub-session-created", { detail: session, bubbles: true }));
      closeDialog(this);
    } catch (failure) {
      this.error = asHubError(failure);
      await this.updateComplete;
      this.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
    } finally {
      this.busy = false;
    }
  }
}
