import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { DiffHunk, DiffLine } from "../api/index.ts";
import { HubElement } from "../core/element.ts";
import type { Colours, Highlighter } from "./highlighter.ts";
import type { Layout } from "./layout.ts";
import { pairs, pieces, replacedParts, type Pair, type Range } from "./rows.ts";
import { markChanged, type Token } from "./tokens.ts";

const ROW_PX = 20;
const PIECE = 150;
const SIGN = { add: "+", delete: "−", context: "" } as const;

/** The lines of a hunk. Nothing is drawn before it comes near the window, and then piece by piece. */
@customElement("hub-diff-hunk")
export class HubDiffHunk extends HubElement {
  @property({ attribute: false }) path!: string;
  @property({ attribute: false }) hunk!: DiffHunk;
  @property({ attribute: false }) layout!: Layout;
  @property({ attribute: false }) highlighter!: Highlighter;
  @state() private seen = new Set<number>();
  @state() private colours: Colours = new Map();
  private parts: ReadonlyMap<DiffLine, Range> = new Map();
  private rows: readonly (readonly Pair[] | readonly DiffLine[])[] = [];
  private observer: IntersectionObserver | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.observer = new IntersectionObserver((entries) => this.arrived(entries), { rootMargin: "1200px 0px" });
    this.whileConnected.onEnd(() => this.observer?.disconnect());
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("hunk") || changed.has("layout")) {
      this.rows = this.layout === "split" ? pieces(pairs(this.hunk), PIECE) : pieces(this.hunk.lines, PIECE);
    }
    if (changed.has("hunk")) {
      this.colours = new Map();
      this.parts = replacedParts(this.hunk);
      if (this.seen.size > 0) void this.colour();
    }
  }

  protected override updated(): void {
    for (const piece of this.querySelectorAll(".piece.unseen")) this.observer?.observe(piece);
  }

  protected override render(): TemplateResult {
    const { oldStart, oldLines, newStart, newLines } = this.hunk;
    return html`<div class="hunk" role="table" aria-label=${`Lines ${newStart} to ${newStart + Math.max(newLines - 1, 0)}`}>
      <div class="hunk-head" role="row"><span role="cell">@@ −${oldStart},${oldLines} +${newStart},${newLines} @@</span></div>
      ${this.rows.map((rows, at) => this.piece(rows, at))}
    </div>`;
  }

  private piece(rows: readonly Pair[] | readonly DiffLine[], at: number): TemplateResult {
    if (!this.seen.has(at)) return html`<div class="piece unseen" data-piece=${at} style=${`height:${rows.length * ROW_PX}px`}></div>`;
    return html`<div class="piece ${this.layout}" role="rowgroup" style=${`contain-intrinsic-size:auto ${rows.length * ROW_PX}px`}>
      ${this.layout === "split" ? (rows as readonly Pair[]).map((pair) => this.pair(pair)) : (rows as readonly DiffLine[]).map((line) => this.line(line))}
    </div>`;
  }

  private line(line: DiffLine): TemplateResult {
    return html`<div class="line ${line.type}" role="row">
      <span class="number" role="cell">${line.type === "add" ? nothing : line.oldLine}</span><span class="number" role="cell">${line.type === "delete" ? nothing : line.newLine}</span
      ><span class="sign" role="cell">${SIGN[line.type]}</span>${this.code(line)}
    </div>`;
  }

  private pair({ left, right }: Pair): TemplateResult {
    return html`<div class="line-pair" role="row">${this.side(left, left?.oldLine)}${this.side(right, right?.newLine)}</div>`;
  }

  private side(line: DiffLine | undefined, number: number | undefined): TemplateResult {
    if (line === undefined) return html`<div class="line absent" role="cell"></div>`;
    return html`<div class="line ${line.type}"><span class="number" role="cell">${number}</span><span class="sign" role="cell">${SIGN[line.type]}</span>${this.code(line)}</div>`;
  }

  private code(line: DiffLine): TemplateResult {
    const tokens = markChanged(this.colours.get(line) ?? [{ text: line.text, kind: "" }], this.parts.get(line));
    return html`<code role="cell">${tokens.map((token) => this.token(token))}${line.noNewline ? html`<i class="no-newline">no newline at the end</i>` : nothing}</code>`;
  }

  private token({ text, kind, changed }: Token): TemplateResult | string {
    if (kind === "" && changed !== true) return text;
    return html`<span class="${kind}${changed === true ? " changed" : ""}">${text}</span>`;
  }

  private arrived(entries: readonly IntersectionObserverEntry[]): void {
    const near = entries.filter((one) => one.isIntersecting).map((one) => Number((one.target as HTMLElement).dataset["piece"]));
    if (near.length === 0) return;
    if (this.seen.size === 0) void this.colour();
    this.seen = new Set([...this.seen, ...near]);
  }

  private async colour(): Promise<void> {
    const { hunk } = this;
    const colours = await this.highlighter.colour(this.path, hunk);
    if (hunk === this.hunk) this.colours = colours;
  }
}
