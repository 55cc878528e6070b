import { SearchAddon } from "@xterm/addon-search";
import { Unicode11Addon } from "@xterm/addon-unicode11";
import { WebLinksAddon } from "@xterm/addon-web-links";
import { WebglAddon } from "@xterm/addon-webgl";
import { Terminal as Xterm, type ITheme } from "@xterm/xterm";
import { Disposables, listen, type Disposable } from "../core/lifecycle.ts";
import { fit, fontFor, sameSize, type Box, type Size } from "./fit.ts";
import { swallowQueries } from "./queries.ts";
import { WriteQueue } from "./write-queue.ts";

const FONT_FAMILY = '"JetBrains Mono Variable", "DejaVu Sans Mono", ui-monospace, Menlo, Consolas, monospace';
const SCROLLBACK = 10_000;
/** The scroll bar lies over the right edge; no cell may be under it. */
const SCROLL_BAR_PX = 10;

export interface TerminalOptions {
  readonly fontSize: number;
  readonly palette: ITheme;
  readonly onInput: (bytes: Uint8Array) => void;
  readonly onPaste: (text: string) => void;
  /** This viewer wants the session to have this size. */
  readonly onSize: (size: Size) => void;
  readonly onProcessed: (bytes: number, nothingLeft: boolean) => void;
  /** Keys that belong to the dashboard and not to the program. */
  readonly isReserved: (event: KeyboardEvent) => boolean;
}

/** A terminal on the screen: draws what the hub sends, and says what the user typed, pasted and sized. */
export class Terminal implements Disposable {
  private readonly xterm: Xterm;
  private readonly search = new SearchAddon();
  private readonly queue: WriteQueue;
  private readonly owned = new Disposables();
  private readonly encoder = new TextEncoder();
  private writable = false;
  private chosenFont: number;
  private cell: Box | undefined;
  private asked: Size | undefined;
  private frame: number | undefined;
  private scrolledBack = 0;
  private transform: ((text: string) => string) | undefined;

  constructor(private readonly host: HTMLElement, private readonly options: TerminalOptions) {
    this.chosenFont = options.fontSize;
    this.xterm = new Xterm({
      allowProposedApi: true,
      fontFamily: FONT_FAMILY,
      fontSize: options.fontSize,
      lineHeight: 1.15,
      fontWeight: "400",
      fontWeightBold: "700",
      scrollback: SCROLLBACK,
      theme: options.palette,
      cursorBlink: false,
      disableStdin: true,
      macOptionClickForcesSelection: true,
      minimumContrastRatio: 4.5,
      rescaleOverlappingGlyphs: true,
      overviewRuler: { width: SCROLL_BAR_PX },
    });
    this.queue = new WriteQueue(
      { write: (data, done) => this.xterm.write(data, done), resize: (columns, rows) => this.applySize({ columns, rows }) },
      options.onProcessed,
      () => this.restoreScroll(),
    );
    this.open();
    this.listen();
  }

  /** The size this viewer would choose: what fits at the chosen font. */
  get wanted(): Size {
    if (this.cell === undefined) this.measure();
    return this.cell === undefined || this.host.clientWidth === 0 ? this.size : fit(this.box(), this.cell);
  }

  get size(): Size {
    return { columns: this.xterm.cols, rows: this.xterm.rows };
  }

  /** Nobody else's size is shown. */
  get isFitted(): boolean {
    return sameSize(this.size, this.wanted);
  }

  /** Drives the size from here on. */
  takeSize(): void {
    this.xterm.focus();
    this.claim();
  }

  /** Another attachment begins: the hub sends a buffer next. */
  attached(size: Size, writable: boolean): void {
    this.queue.clear();
    this.setWritable(writable);
    this.asked = undefined;
    this.queue.resize(size.columns, size.rows);
    this.claim();
    this.refit();
  }

  output(bytes: Uint8Array): void {
    this.queue.output(bytes);
  }

  buffer(bytes: Uint8Array): void {
    this.rememberScroll();
    this.queue.buffer(bytes);
  }

  /** Somebody, perhaps this viewer, changed the session's size. */
  resized(size: Size): void {
    if (this.asked !== undefined && !sameSize(this.asked, size)) this.asked = undefined;
    this.queue.resize(size.columns, size.rows);
  }

  setWritable(writable: boolean): void {
    this.writable = writable;
    this.xterm.options.disableStdin = !writable;
  }

  setPalette(palette: ITheme): void {
    this.xterm.options.theme = palette;
  }

  setFontSize(size: number): void {
    this.chosenFont = size;
    this.cell = undefined;
    this.xterm.options.fontSize = size;
    this.measure();
    this.refit();
  }

  /** Types as if a key had been pressed. */
  type(text: string): void {
    if (!this.writable) return;
    this.claim();
    this.xterm.scrollToBottom();
    this.options.onInput(this.encoder.encode(text));
  }

  /** Changes the next typed text once: how a held Ctrl of the key bar reaches the keyboard's next key. */
  transformNext(transform: ((text: string) => string) | undefined): void {
    this.transform = transform;
  }

  focus(): void {
    this.xterm.focus();
  }

  get applicationCursorKeys(): boolean {
    return this.xterm.modes.applicationCursorKeysMode;
  }

  get selection(): string {
    return this.xterm.getSelection();
  }

  paste(text: string): void {
    if (!this.writable || text === "") return;
    this.claim();
    this.xterm.scrollToBottom();
    this.options.onPaste(text.replace(/\r\n?/g, "\n"));
  }

  find(text: string, backwards: boolean, incremental: boolean): boolean {
    const options = { incremental, decorations: { matchOverviewRuler: "#b06000", activeMatchColorOverviewRuler: "#b06000" } };
    return backwards ? this.search.findPrevious(text, options) : this.search.findNext(text, options);
  }

  endFind(): void {
    this.search.clearDecorations();
    this.xterm.clearSelection();
  }

  dispose(): void {
    if (this.frame !== undefined) cancelAnimationFrame(this.frame);
    this.queue.clear();
    this.owned.dispose();
    this.xterm.dispose();
  }

  private open(): void {
    this.xterm.loadAddon(this.search);
    this.xterm.loadAddon(new Unicode11Addon());
    this.xterm.unicode.activeVersion = "11";
    this.xterm.loadAddon(new WebLinksAddon());
    this.xterm.open(this.host);
    this.owned.add(swallowQueries(this.xterm.parser));
    this.drawWithWebgl();
    this.measure();
  }

  /** The graphics card draws when there is one; when its context is lost, the page itself draws on. */
  private drawWithWebgl(): void {
    if (!hasGraphicsCard()) return;
    try {
      const webgl = new WebglAddon();
      webgl.onContextLoss(() => webgl.dispose());
      this.xterm.loadAddon(webgl);
    } catch {
      // No WebGL here after all: xterm.js keeps drawing with the DOM.
    }
  }

  private listen(): void {
    const { xterm, owned } = this;
    owned.add(xterm.onData((text) => this.typed(this.encoder.encode(this.transformed(text)))));
    owned.add(xterm.onBinary((text) => this.typed(Uint8Array.from(text, (char) => char.charCodeAt(0)))));
    xterm.attachCustomKeyEventHandler((event) => !this.options.isReserved(event));
    owned.add(listen<ClipboardEvent>(this.host, "paste", (event) => this.pasted(event), { capture: true }));
    owned.add(listen(this.host, "focusin", () => this.claim()));
    owned.add(listen(window, "focus", () => this.hasFocus() && this.claim()));
    const observer = new ResizeObserver(() => this.refit());
    observer.observe(this.host);
    owned.onEnd(() => observer.disconnect());
  }

  private transformed(text: string): string {
    const { transform } = this;
    this.transform = undefined;
    return transform === undefined ? text : transform(text);
  }

  private typed(bytes: Uint8Array): void {
    if (!this.writable) return;
    this.claim();
    this.options.onInput(bytes);
  }

  /** The whole text goes to the hub, which knows whether the program wants brackets around it. */
  private pasted(event: ClipboardEvent): void {
    event.preventDefault();
    event.stopPropagation();
    this.paste(event.clipboardData?.getData("text/plain") ?? "");
  }

  private refit(): void {
    if (this.frame !== undefined) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = undefined;
      if (this.host.clientWidth === 0) return;
      if (this.cell === undefined) this.measure();
      this.claim();
      this.scale();
    });
  }

  /** Whoever looks at and works with the terminal drives its size; everybody else scales. */
  private claim(): void {
    if (!this.writable || !this.hasFocus() || this.host.clientWidth === 0) return;
    const { wanted } = this;
    if (sameSize(wanted, this.size) || (this.asked !== undefined && sameSize(wanted, this.asked))) return;
    this.asked = wanted;
    this.queue.resize(wanted.columns, wanted.rows);
    this.options.onSize(wanted);
  }

  private hasFocus(): boolean {
    return document.hasFocus() && this.host.contains(document.activeElement);
  }

  /** Nobody may have looked yet how large a cell is, where no focus and no resize asked for it. */
  private applySize(size: Size): void {
    if (this.cell === undefined) this.measure();
    if (!sameSize(size, this.size)) this.xterm.resize(size.columns, size.rows);
    this.scale();
  }

  private scale(): void {
    if (this.cell === undefined) return;
    const font = fontFor(this.size, this.box(), this.cell, this.chosenFont);
    if (font !== this.xterm.options.fontSize) this.xterm.options.fontSize = font;
  }

  private measure(): void {
    const screen = this.host.querySelector(".xterm-screen")?.getBoundingClientRect();
    if (screen === undefined || screen.width === 0) return;
    this.cell = { width: screen.width / this.xterm.cols, height: screen.height / this.xterm.rows };
  }

  private box(): Box {
    const style = getComputedStyle(this.host);
    const width = this.host.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight) - SCROLL_BAR_PX;
    const height = this.host.clientHeight - parseFloat(style.paddingTop) - parseFloat(style.paddingBottom);
    return { width, height };
  }

  private rememberScroll(): void {
    const { active } = this.xterm.buffer;
    this.scrolledBack = active.baseY - active.viewportY;
  }

  private restoreScroll(): void {
    if (this.scrolledBack > 0) this.xterm.scrollLines(-this.scrolledBack);
  }
}

/** WebGL computed by the processor draws a flood five times slower than the DOM does: it counts as none. */
function hasGraphicsCard(): boolean {
  const context = document.createElement("canvas").getContext("webgl2", { failIfMajorPerformanceCaveat: true });
  if (context === null) return false;
  const naming = context.getExtension("WEBGL_debug_renderer_info");
  const name = String(context.getParameter(naming?.UNMASKED_RENDERER_WEBGL ?? context.RENDERER));
  context.getExtension("WEBGL_lose_context")?.loseContext();
  return !/swiftshader|llvmpipe|softpipe|software|basic render/i.test(name);
}
