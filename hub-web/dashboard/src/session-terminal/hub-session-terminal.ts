import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Session } from "../api/index.ts";
import type { Hub } from "../app/hub.ts";
import { isReservedInTerminal, type Command } from "../app/keymap.ts";
import type { Shade } from "../app/theme.ts";
import type { Watchable } from "../core/cell.ts";
import { HubElement } from "../core/element.ts";
import { Preference } from "../core/preference.ts";
import { agentUsageText, isMeasured, isTight, memoryShare, memoryText, processorsText } from "../sessions/usage.ts";
import { isComing, isOver } from "../sessions/wording.ts";
import { glyph } from "../ui/glyph.ts";
import { icons } from "../ui/icons.ts";
import { meter, progressBar } from "../ui/progress.ts";
import "@xterm/xterm/css/xterm.css";
import { connectionFacts, type Fact } from "./connection-facts.ts";
import "./hub-find-bar.ts";
import "./hub-key-bar.ts";
import "./hub-session-end.ts";
import { darkPalette, lightPalette } from "./palette.ts";
import { SessionScreen } from "./session-screen.ts";
import "./terminal.css";

const FONT_SIZES = ["10", "11", "12", "13", "14", "15", "16", "18", "20", "24"] as const;

/** The terminal of a session, with the truth about its connection below it. */
@customElement("hub-session-terminal")
export class HubSessionTerminal extends HubElement {
  @property({ attribute: false }) hub!: Hub;
  @property({ attribute: false }) shade!: Watchable<Shade>;
  @property({ attribute: false }) session!: Session;
  @state() private finding = false;
  @state() private screen: SessionScreen | undefined;
  private readonly fontSize = new Preference("hub.terminal.font", FONT_SIZES, "13");

  run(command: Command): void {
    if (command === "copy") void this.copy();
    if (command === "paste") void this.paste();
    if (command === "find") this.finding = true;
    if (command === "font-larger") this.changeFont(1);
    if (command === "font-smaller") this.changeFont(-1);
  }

  /** A touch screen would open its keyboard: there the user taps when it is time to type. */
  focusTerminal(): void {
    if (!this.hidden && matchMedia("(pointer: fine)").matches) this.screen?.terminal.focus();
  }

  protected override firstUpdated(): void {
    void this.open();
  }

  protected override updated(changed: PropertyValues<this>): void {
    const before = changed.get("session");
    if (before === undefined || before.state === this.session.state || this.session.state !== "RUNNING") return;
    this.reattach();
  }

  /** A session that runs again has a new terminal; the link may still hold on to the ended one. */
  private reattach(): void {
    const { screen } = this;
    if (screen?.state.value.end !== undefined) screen.link.connect();
    else screen?.link.retryNow();
  }

  protected override render(): TemplateResult {
    return html`<div class="terminal-body">
        <div class="terminal-host" data-shade-bg></div>
        ${this.overlay()}
        ${this.finding && this.screen !== undefined ? html`<hub-find-bar .terminal=${this.screen.terminal} @hub-find-closed=${this.endFind}></hub-find-bar>` : nothing}
      </div>
      ${this.ending()}${this.coming()}${this.statusLine()}
      ${this.screen === undefined ? nothing : html`<hub-key-bar .terminal=${this.screen.terminal} .disabled=${!this.isWritable()}></hub-key-bar>`}`;
  }

  private async open(): Promise<void> {
    const size = this.fontSize.value;
    await Promise.all([document.fonts.load(`${size}px "JetBrains Mono Variable"`), document.fonts.load(`bold ${size}px "JetBrains Mono Variable"`)]).catch(() => undefined);
    const host = this.querySelector<HTMLElement>(".terminal-host");
    if (host === null || !this.isConnected) return;
    const screen = new SessionScreen(host, this.session.id, {
      api: this.hub.api,
      clock: this.hub.clock,
      random: this.hub.random,
      palette: this.palette(),
      fontSize: Number(size),
      isReserved: isReservedInTerminal,
    });
    this.watch(screen);
    screen.link.connect();
    this.focusTerminal();
  }

  private watch(screen: SessionScreen): void {
    this.screen = this.whileConnected.add(screen);
    const redraw = (): void => this.requestUpdate();
    for (const one of [screen.link.status, screen.link.roundTrip, screen.state, this.hub.feed.status, this.hub.ticker.now]) {
      this.whileConnected.add(one.subscribe(redraw));
    }
    this.whileConnected.add(screen.link.status.subscribe((status) => status.phase === "open" && this.hub.feed.retryNow()));
    this.whileConnected.add(this.hub.feed.status.subscribe((status) => status.phase === "open" && screen.link.hurry()));
    this.whileConnected.add(this.shade.subscribe(() => screen.terminal.setPalette(this.palette())));
    this.whileConnected.onEnd(() => (this.screen = undefined));
  }

  private palette(): typeof darkPalette {
    return this.shade.value === "dark" ? darkPalette : lightPalette;
  }

  private isWritable(): boolean {
    const { screen } = this;
    return screen !== undefined && screen.link.status.value.phase === "open" && screen.state.value.mode === "write" && screen.state.value.end === undefined;
  }

  private overlay(): TemplateResult | typeof nothing {
    const { screen } = this;
    if (screen === undefined || screen.state.value.drawn) return nothing;
    const status = screen.link.status.value;
    if (isOver(this.session)) return html`<p class="terminal-note">The last screen of this session is not available.</p>`;
    return html`<p class="terminal-note" role="status">${status.phase === "closed" ? status.why : this.session.state === "RUNNING" ? "Opening the terminal…" : "Preparing the session…"}</p>`;
  }

  private ending(): TemplateResult | typeof nothing {
    const end = this.screen?.state.value.end;
    if (!isOver(this.session) && end === undefined) return nothing;
    return html`<hub-session-end .session=${this.session} .end=${end} .isProviderMissing=${this.hub.isProviderMissing(this.session)}></hub-session-end>`;
  }

  /** What a session waits for before it runs, and how to stop waiting. */
  private coming(): TemplateResult | typeof nothing {
    const { progress } = this.session;
    if (!isComing(this.session) || progress === undefined) return nothing;
    return html`<section class="coming" aria-live="polite" aria-label="Progress">
      <p><strong>${progress.step}</strong>${progress.detail === undefined ? nothing : html`<span>${progress.detail}</span>`}</p>
      <span class="coming-percent">${progress.percent === undefined ? nothing : `${progress.percent} %`}</span>
      ${progressBar(progress)}
      <button class="button" @click=${() => this.dispatchEvent(new CustomEvent("hub-stop"))}>${icons.stop}<span>Cancel</span></button>
    </section>`;
  }

  private statusLine(): TemplateResult {
    const { screen } = this;
    const link = screen?.link.status.value ?? { phase: "connecting", attempt: 0 };
    const facts = connectionFacts({
      feed: this.hub.feed.status.value,
      link,
      roundTrip: screen?.link.roundTrip.value,
      session: this.session,
      now: this.hub.ticker.now.value,
    });
    return html`<footer class="status-line" aria-label="Connection">
      ${facts.map((fact) => this.fact(fact))}
      ${link.phase === "waiting" ? html`<button class="button small" @click=${this.retry}>Retry now</button>` : nothing}
      ${this.usage()}
      <span class="status-rest">${this.details()}</span>
      <span class="visually-hidden" role="status">${facts.filter((fact) => fact.tone === "failed" || fact.tone === "attention").map((fact) => `${fact.name}: ${label(fact)}. `)}</span>
    </footer>`;
  }

  private fact(fact: Fact): TemplateResult {
    return html`<span class="fact" data-fact=${fact.name.toLowerCase()} data-tone=${fact.tone} title=${fact.detail ?? fact.text}
      >${glyph(fact.tone)}<b>${fact.name}</b><span class="fact-text">${fact.text}</span>${fact.detail === undefined || (fact.name === "Session" && isOver(this.session)) ? nothing : html`<span class="fact-detail">${fact.detail}</span>`}</span
    >`;
  }

  private usage(): TemplateResult | typeof nothing {
    const { usage, state } = this.session;
    if (usage === undefined || state !== "RUNNING") return nothing;
    const share = memoryShare(usage);
    return html`<span class="status-usage" title="What the session uses">
      ${isMeasured(usage)
        ? html`<span>${processorsText(usage.cpus)}</span>
            <span class=${isTight(usage) ? "tight" : ""}>${share === undefined ? nothing : meter(share, isTight(usage))}${memoryText(usage)}</span>`
        : nothing}
      ${usage.agent === undefined ? nothing : html`<span>${agentUsageText(usage.agent)}</span>`}
    </span>`;
  }

  private details(): TemplateResult | typeof nothing {
    const state = this.screen?.state.value;
    if (state?.size === undefined || this.screen?.link.status.value.phase !== "open") return nothing;
    const { columns, rows } = state.size;
    return html`${state.mode === "read" ? html`<span class="badge">${icons.eye}Read only</span>` : nothing}
      <span class="numbers">${columns}×${rows}</span>${state.mode === "write" && !this.screen.terminal.isFitted ? html`<button class="button small" @click=${() => this.screen?.terminal.takeSize()}>Fit to this window</button>` : nothing}`;
  }

  private retry(): void {
    this.screen?.link.retryNow();
    this.hub.feed.retryNow();
  }

  private async copy(): Promise<void> {
    const text = this.screen?.terminal.selection ?? "";
    if (text === "") return;
    await navigator.clipboard.writeText(text).catch(() => this.hub.notices.problem("The browser does not let this page copy."));
  }

  private async paste(): Promise<void> {
    const text = await navigator.clipboard.readText().catch(() => undefined);
    if (text === undefined) this.hub.notices.tell("The browser does not let this page read the clipboard. Paste with the browser's own key or menu.");
    else this.screen?.terminal.paste(text);
  }

  private changeFont(step: 1 | -1): void {
    const at = FONT_SIZES.indexOf(this.fontSize.value) + step;
    const size = FONT_SIZES[Math.min(FONT_SIZES.length - 1, Math.max(0, at))] ?? "13";
    this.fontSize.set(size);
    this.screen?.terminal.setFontSize(Number(size));
  }

  private endFind(): void {
    this.finding = false;
    this.screen?.terminal.endFind();
    this.screen?.terminal.focus();
  }
}

function label(fact: Fact): string {
  // A count-down would be read aloud each second.
  return fact.name === "Hub" ? `not reachable, ${fact.detail ?? ""}` : fact.text.replace(/ for \w+$/, "");
}

declare global {
  interface HTMLElementTagNameMap {
    "hub-session-terminal": HubSessionTerminal;
  }
}
