import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { asHubError, type Diff, type DiffFile, type Session } from "../api/index.ts";
import type { Hub } from "../app/hub.ts";
import { HubElement } from "../core/element.ts";
import type { Disposable } from "../core/lifecycle.ts";
import { Preference } from "../core/preference.ts";
import { plusMinus } from "../ui/changes.ts";
import { icons } from "../ui/icons.ts";
import { save } from "../ui/save.ts";
import { DiffWatch, type Against, type DiffState } from "./diff-watch.ts";
import "./diff.css";
import { letterOf, partsOf, pathOf } from "./file-label.ts";
import { Highlighter } from "./highlighter.ts";
import "./hub-diff-file.ts";
import { unchangedFiles } from "./keep.ts";
import type { Layout } from "./layout.ts";

/** What a session changed: the files beside their hunks, live while it is looked at. */
@customElement("hub-session-diff")
export class HubSessionDiff extends HubElement {
  @property({ attribute: false }) hub!: Hub;
  @property({ attribute: false }) session!: Session;
  @state() private current: DiffState = { diff: undefined, error: undefined, loading: true };
  @state() private against: Against = "base";
  private readonly layout = new Preference<Layout>("hub.diff.layout", ["unified", "split"], "unified");
  private readonly highlighter = new Highlighter();
  private watch: DiffWatch | undefined;
  private subscription: Disposable | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.whileConnected.add(this.layout.subscribe(() => this.requestUpdate()));
    this.whileConnected.onEnd(() => this.unwatch());
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (this.watch === undefined || changed.has("against")) this.rewatch();
  }

  protected override render(): TemplateResult {
    const { diff, error, loading } = this.current;
    return html`<div class="diff">
      ${this.toolbar(diff)}
      ${error === undefined ? nothing : html`<div class="diff-error" role="alert"><span>${error.text}</span><button class="button" @click=${() => this.watch?.now()}>Try again</button></div>`}
      ${diff === undefined ? this.waiting(loading) : diff.files.length === 0 ? this.none() : this.files(diff)}
    </div>`;
  }

  private toolbar(diff: Diff | undefined): TemplateResult {
    return html`<div class="diff-tools">
      <div class="segments small" role="group" aria-label="Compare with">
        ${this.choice("base", `Since ${this.session.base}`)}${this.choice("head", "Uncommitted")}
      </div>
      <span class="diff-total" role="status">${diff === undefined ? nothing : html`${diff.files.length} ${diff.files.length === 1 ? "file" : "files"} ${plusMinus(diff)}`}</span>
      <button class="button icon-only" @click=${() => void this.download()} aria-label="Download as a patch" title="Download as a patch">${icons.down}</button>
      <div class="segments small icons" role="group" aria-label="Layout">
        ${this.layoutButton("unified", "Unified")}${this.layoutButton("split", "Side by side")}
      </div>
    </div>`;
  }

  private choice(against: Against, label: string): TemplateResult {
    return html`<button type="button" aria-pressed=${this.against === against} @click=${() => (this.against = against)}>${label}</button>`;
  }

  private layoutButton(layout: Layout, label: string): TemplateResult {
    return html`<button type="button" aria-pressed=${this.layout.value === layout} aria-label=${label} title=${label} @click=${() => this.layout.set(layout)}>${icons[layout]}</button>`;
  }

  private waiting(loading: boolean): TemplateResult | typeof nothing {
    return loading ? html`<div class="list-loading" role="status" aria-label="Loading changes">${[0, 1, 2].map(() => html`<div class="bone"></div>`)}</div>` : nothing;
  }

  private none(): TemplateResult {
    return html`<div class="app-welcome">
      <h2>${this.against === "base" ? "Nothing changed yet" : "Nothing uncommitted"}</h2>
      <p>${this.against === "base" ? `The branch is the same as ${this.session.base}. ` : ""}Changes appear here as they are made.</p>
    </div>`;
  }

  private files(diff: Diff): TemplateResult {
    return html`<div class="diff-body">
      <nav class="diff-nav" aria-label="Changed files">
        <ul>${repeat(diff.files, pathOf, (file, at) => this.entry(file, at))}</ul>
      </nav>
      <div class="diff-files" tabindex="-1">
        ${repeat(diff.files, pathOf, (file, at) => html`<hub-diff-file id=${`file-${at}`} .file=${file} .layout=${this.layout.value} .highlighter=${this.highlighter}></hub-diff-file>`)}
        ${diff.truncated ? html`<p class="diff-note">The diff is too large to show in full. Download it as a patch.</p>` : nothing}
      </div>
    </div>`;
  }

  private entry(file: DiffFile, at: number): TemplateResult {
    const { folder, name } = partsOf(pathOf(file));
    return html`<li>
      <button type="button" class="diff-entry" title=${pathOf(file)} @click=${() => this.reveal(at)}>
        <i class="letter" data-change=${file.change} title=${file.change.toLowerCase()}>${letterOf(file)}</i>
        <span class="diff-path"><b>${name}</b><span>${folder}</span></span>
        ${plusMinus(file)}
      </button>
    </li>`;
  }

  private async download(): Promise<void> {
    try {
      save(await this.hub.api.patch(this.session.id), `${this.session.name}.patch`);
    } catch (failure) {
      this.hub.notices.problem(asHubError(failure).text);
    }
  }

  private reveal(at: number): void {
    const smooth = matchMedia("(prefers-reduced-motion: no-preference)").matches;
    this.querySelector(`#file-${at}`)?.scrollIntoView({ behavior: smooth ? "smooth" : "auto", block: "start" });
  }

  private rewatch(): void {
    this.unwatch();
    const watch = new DiffWatch(this.hub.api, this.session.id, this.hub.clock, this.against);
    this.watch = watch;
    this.current = watch.state.value;
    this.subscription = watch.state.subscribe((next) => {
      this.current = { ...next, diff: unchangedFiles(this.current.diff, next.diff) };
    });
  }

  private unwatch(): void {
    this.subscription?.dispose();
    this.watch?.dispose();
    this.watch = undefined;
  }
}
