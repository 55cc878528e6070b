import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { asHubError, type HubApi, type HubError } from "../api/index.ts";
import type { Watchable } from "../core/cell.ts";
import { HubElement } from "../core/element.ts";
import type { Disposable } from "../core/lifecycle.ts";
import { icons } from "../ui/icons.ts";

const FIELDS = ["repository", "name"] as const;
type Field = (typeof FIELDS)[number];

/** Adds a repository to make sessions from: a path of the hub's machine, or a Git URL, which the hub clones. */
@customElement("hub-add-project")
export class HubAddProject extends HubElement {
  @property({ attribute: false }) api!: HubApi;
  @property({ attribute: false }) now!: Watchable<number>;
  @state() private come = 0;
  @state() private error: HubError | undefined;
  @state() private busy = false;
  @state() private repository = "";

  protected override render(): TemplateResult {
    return html`<details class="add-project" ?open=${this.busy || this.error !== undefined}>
      <summary>${icons.chevron}Add a project</summary>
      <div class="pair" @keydown=${this.keydown}>
        ${this.field("repository", "Repository", "/srv/app or https://host/app.git", (value) => (this.repository = value))}
        ${this.field("name", "Project name", nameFrom(this.repository))}
      </div>
      <p class="add-project-end">
        <button type="button" class="button" ?disabled=${this.busy} @click=${this.add}>${this.busy ? this.working() : "Add project"}</button>
        <span class="problem" role="alert">${this.problem() ?? nothing}</span>
      </p>
    </details>`;
  }

  private field(name: Field, label: string, placeholder: string, said?: (value: string) => void): TemplateResult {
    const input = (event: InputEvent): void => said?.((event.target as HTMLInputElement).value);
    return html`<label class="field"
      ><span>${label}</span><input data-field=${name} placeholder=${placeholder} autocomplete="off" autocapitalize="none" spellcheck="false" aria-describedby="add-${name}-problem" aria-invalid=${this.violation(name) !== undefined} @input=${input} /><small class="problem" id="add-${name}-problem">${this.violation(name) ?? nothing}</small></label
    >`;
  }

  private working(): string {
    if (!isUrl(this.repository)) return "Adding…";
    return this.come === 0 ? "Cloning…" : `Cloning… ${size(this.come)}`;
  }

  /** Asks how much of a clone has come, as long as it is on its way. */
  private follow(repository: string): Disposable {
    this.come = 0;
    return this.whileConnected.add(
      this.now.subscribe(() => {
        void this.api.clones().then(
          (clones) => (this.come = clones.find((one) => one.repository === repository)?.bytes ?? this.come),
          () => undefined,
        );
      }),
    );
  }

  private violation(field: string): string | undefined {
    return this.error?.violations.find((one) => one.field === field)?.message;
  }

  private problem(): string | undefined {
    return FIELDS.some((field) => this.violation(field) !== undefined) ? undefined : this.error?.text;
  }

  /** Enter here adds the project, and does not yet create a session. */
  private keydown(event: KeyboardEvent): void {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    void this.add();
  }

  private async add(): Promise<void> {
    if (this.busy) return;
    const [repository, name] = FIELDS.map((field) => this.querySelector<HTMLInputElement>(`[data-field=${field}]`)?.value.trim() ?? "") as [string, string];
    this.busy = true;
    this.error = undefined;
    const following = this.follow(repository);
    try {
      const project = await this.api.addProject(name === "" ? nameFrom(repository) : name, repository);
      this.dispatchEvent(new CustomEvent("hub-project-added", { detail: project }));
    } catch (failure) {
      this.error = asHubError(failure);
      await this.updateComplete;
      this.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
    } finally {
      following.dispose();
      this.busy = false;
    }
  }
}

function size(bytes: number): string {
  return bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

function isUrl(repository: string): boolean {
  return repository.includes("://") || /^[^/]+@[^/]+:/.test(repository);
}

/** The last part of a path or URL, as git names a clone. */
function nameFrom(repository: string): string {
  const last = repository.trim().replace(/\/+$/, "").replace(/\.git$/, "").split(/[/:]/).at(-1) ?? "";
  return last.replace(/[^A-Za-z0-9._ -]+/g, "-").slice(0, 60);
}
