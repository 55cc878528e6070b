import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { DiffFile, DiffHunk } from "../api/index.ts";
import { HubElement } from "../core/element.ts";
import { plusMinus } from "../ui/changes.ts";
import { icons } from "../ui/icons.ts";
import { letterOf, partsOf, pathOf } from "./file-label.ts";
import type { Highlighter } from "./highlighter.ts";
import "./hub-diff-hunk.ts";
import type { Layout } from "./layout.ts";

/** Files that are rarely read start closed. */
const LARGE_FILE = 3_000;

/** One changed file: its header stays in sight while its hunks are read. */
@customElement("hub-diff-file")
export class HubDiffFile extends HubElement {
  @property({ attribute: false }) file!: DiffFile;
  @property({ attribute: false }) layout!: Layout;
  @property({ attribute: false }) highlighter!: Highlighter;
  @state() private toggled: boolean | undefined;

  protected override render(): TemplateResult {
    const { folder, name } = partsOf(pathOf(this.file));
    return html`<section class="diff-file" aria-label=${pathOf(this.file)}>
      <h2>
        <button type="button" class="diff-file-head" aria-expanded=${this.isOpen} @click=${() => (this.toggled = !this.isOpen)}>
          <span class="turn">${icons.chevron}</span>
          <i class="letter" data-change=${this.file.change} title=${this.file.change.toLowerCase()}>${letterOf(this.file)}</i>
          <span class="diff-file-path">${this.previous()}<span>${folder}</span><b>${name}</b></span>
          ${plusMinus(this.file)}
        </button>
      </h2>
      ${this.isOpen ? this.body() : nothing}
    </section>`;
  }

  private get isOpen(): boolean {
    return this.toggled ?? this.file.additions + this.file.deletions <= LARGE_FILE;
  }

  private previous(): TemplateResult | typeof nothing {
    const moved = this.file.change === "RENAMED" || this.file.change === "COPIED";
    return moved ? html`<span class="diff-old">${this.file.oldPath} → </span>` : nothing;
  }

  private body(): TemplateResult {
    const { file } = this;
    if (file.binary) return html`<p class="diff-note">Binary file ${{ ADDED: "added", DELETED: "deleted" }[file.change as string] ?? "changed"}.</p>`;
    if (file.hunks.length === 0) return html`<p class="diff-note">${this.withoutLines()}</p>`;
    return html`${file.hunks.map((hunk) => this.hunk(hunk))}${file.truncated ? html`<p class="diff-note">The rest of this file is not shown.</p>` : nothing}`;
  }

  private withoutLines(): string {
    if (this.file.additions + this.file.deletions > 0) return "Too large to show. Download the patch to read it.";
    return this.file.change === "RENAMED" ? "Renamed without changes." : "No lines changed.";
  }

  private hunk(hunk: DiffHunk): TemplateResult {
    return html`<hub-diff-hunk .path=${pathOf(this.file)} .hunk=${hunk} .layout=${this.layout} .highlighter=${this.highlighter}></hub-diff-hunk>`;
  }
}
