import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Session } from "../api/index.ts";
import { Cell } from "../core/cell.ts";
import { HubElement } from "../core/element.ts";
import { listen } from "../core/lifecycle.ts";
import { Observe } from "../core/observe.ts";
import "../help/hub-help.ts";
import "../login/hub-login.ts";
import "../new-session/hub-new-session.ts";
import "../session/hub-session.ts";
import "../sessions/hub-session-list.ts";
import { arrange, neighbour } from "../sessions/arrange.ts";
import { nextInQueue } from "../sessions/queue.ts";
import { needsYou } from "../sessions/wording.ts";
import { icons, mark } from "../ui/icons.ts";
import { Attention } from "./attention.ts";
import "./app.css";
import type { Hub } from "./hub.ts";
import "./hub-notices.ts";
import "./hub-providers.ts";
import { Keymap, type Command, type Place } from "./keymap.ts";
import type { View } from "./router.ts";
import { Theme } from "./theme.ts";

const NEXT_THEME = { system: "light", light: "dark", dark: "system" } as const;

/** The frame: who is there, what is open, and which key does what. */
@customElement("hub-app")
export class HubApp extends HubElement {
  @property({ attribute: false }) hub!: Hub;
  @state() private dialog: "new" | "help" | undefined;
  private theme!: Theme;
  private keymap!: Keymap;
  private readonly place = new Cell("");

  constructor() {
    super();
    new Observe(this, () => [this.hub.visitor, this.hub.router.route, this.hub.sessions.sessions, this.hub.theme]);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.theme = this.whileConnected.add(new Theme(this.hub.theme));
    this.keymap = new Keymap(this.hub.clock);
    this.whileConnected.add(new Attention(this.hub.sessions.sessions, this.place));
    this.whileConnected.add(listen<KeyboardEvent>(document, "keydown", (event) => this.pressed(event)));
    this.whileConnected.add(listen(this, "hub-new-session", () => (this.dialog = "new")));
    this.whileConnected.add(listen(this, "hub-attend", () => this.run("attention")));
    this.whileConnected.add(listen(this, "hub-dialog-closed", () => (this.dialog = undefined)));
    this.whileConnected.add(listen<CustomEvent<Session>>(this, "hub-session-created", (event) => this.open(event.detail.id, "terminal")));
  }

  protected override updated(): void {
    const { session } = this;
    this.place.set(this.hub.visitor.value.kind === "user" ? (session?.name ?? "") : "");
  }

  protected override render(): TemplateResult {
    const visitor = this.hub.visitor.value;
    if (visitor.kind === "unknown") return html`<div class="app-wait" role="status">${mark}<span>Connecting to the hub…</span></div>`;
    if (visitor.kind === "nobody") return html`<hub-login .hub=${this.hub} .why=${visitor.why}></hub-login>`;
    return html`${this.frame(visitor.user.username)}${this.dialogs()}<hub-notices .notices=${this.hub.notices}></hub-notices>`;
  }

  private frame(username: string): TemplateResult {
    const route = this.hub.router.route.value;
    return html`<div class="app ${route.name === "home" ? "is-home" : "is-detail"}">
      <a class="skip" href="#main" @click=${this.skip}>Skip to the session</a>
      <aside class="app-side" aria-label="Sessions">
        <header class="app-head">
          <a class="app-brand" href="/">${mark}<span>Session Hub</span></a>
          <button class="button primary" @click=${() => (this.dialog = "new")} title="New session (N)">${icons.plus}<span>New</span></button>
        </header>
        <hub-session-list .hub=${this.hub}></hub-session-list>
        <footer class="app-foot">
          <hub-providers .hub=${this.hub}></hub-providers>
          <span class="app-user" title="Signed in as ${username}">${username}</span>
          <button class="button icon-only" @click=${this.nextTheme} aria-label="Colours: ${this.hub.theme.value}" title="Colours: ${this.hub.theme.value}">${this.themeIcon()}</button>
          <button class="button icon-only" @click=${() => (this.dialog = "help")} aria-label="Keyboard help" title="Keyboard help (?)">${icons.help}</button>
          <button class="button icon-only" @click=${() => void this.hub.logout()} aria-label="Sign out" title="Sign out">${icons.leave}</button>
        </footer>
      </aside>
      <main id="main" class="app-main" tabindex="-1">${this.main()}</main>
    </div>`;
  }

  private main(): TemplateResult {
    const route = this.hub.router.route.value;
    if (route.name === "session") {
      return html`<hub-session .hub=${this.hub} .shade=${this.theme.shade} .sessionId=${route.id} .view=${route.view}></hub-session>`;
    }
    return this.welcome();
  }

  private welcome(): TemplateResult {
    const none = this.hub.sessions.sessions.value?.length === 0;
    return html`<div class="app-welcome">
      ${mark}
      <h1>${none ? "Start your first session" : "No session open"}</h1>
      <p>
        ${none
          ? "A session is a coding agent in its own Git worktree and branch. It keeps running when you close this page."
          : "Choose a session from the list, or start a new one."}
      </p>
      <button class="button primary large" @click=${() => (this.dialog = "new")}>${icons.plus}<span>New session</span><kbd>N</kbd></button>
      <p class="hints"><kbd>↑</kbd><kbd>↓</kbd> move <kbd>↵</kbd> open <kbd>/</kbd> filter <kbd>?</kbd> all keys</p>
    </div>`;
  }

  private dialogs(): TemplateResult | typeof nothing {
    if (this.dialog === "new") return html`<hub-new-session .hub=${this.hub}></hub-new-session>`;
    if (this.dialog === "help") return html`<hub-help></hub-help>`;
    return nothing;
  }

  private get session(): Session | undefined {
    const route = this.hub.router.route.value;
    return route.name === "session" ? this.hub.sessions.byId(route.id) : undefined;
  }

  private pressed(event: KeyboardEvent): void {
    if (this.hub.visitor.value.kind !== "user" || event.defaultPrevented || event.isComposing || document.querySelector("dialog[open]")) return;
    if (this.entersList(event)) return this.run("sessions");
    const command = this.keymap.press(event, placeOf(event.target));
    if (command === undefined) return;
    event.preventDefault();
    if (command !== "prefix") this.run(command);
  }

  /** With nothing focused and nothing open, an arrow key means the list. */
  private entersList(event: KeyboardEvent): boolean {
    const free = event.target === document.body && this.hub.router.route.value.name === "home";
    return free && (event.key === "ArrowDown" || event.key === "ArrowUp");
  }

  private run(command: Command): void {
    switch (command) {
      case "new-session":
        this.dialog = "new";
        break;
      case "help":
        this.dialog = "help";
        break;
      case "theme":
        this.nextTheme();
        break;
      case "next-session":
        this.step(1);
        break;
      case "previous-session":
        this.step(-1);
        break;
      case "attention":
        this.attend();
        break;
      case "terminal":
      case "changes":
      case "history":
        this.show(command);
        break;
      case "sessions":
        this.querySelector("hub-session-list")?.focusList();
        break;
      case "filter":
        this.querySelector("hub-session-list")?.focusFilter();
        break;
      default:
        this.querySelector("hub-session")?.run(command);
    }
  }

  private step(step: 1 | -1): void {
    const route = this.hub.router.route.value;
    const groups = arrange(this.hub.sessions.sessions.value ?? [], this.hub.filter.value);
    const next = neighbour(groups, route.name === "session" ? route.id : undefined, step);
    if (next !== undefined) this.open(next.id, route.name === "session" ? route.view : "terminal");
  }

  /** The session that has waited longest, then the next one each time. */
  private attend(): void {
    const route = this.hub.router.route.value;
    const open = route.name === "session" ? route.id : undefined;
    const next = nextInQueue(this.hub.sessions.sessions.value ?? [], open);
    if (next !== undefined) this.open(next.id, "terminal");
    else this.hub.notices.tell(this.session !== undefined && needsYou(this.session) ? "No other session needs you." : "No session needs you.");
  }

  private show(view: View): void {
    const route = this.hub.router.route.value;
    if (route.name === "session") this.open(route.id, view);
  }

  private open(id: string, view: View): void {
    this.hub.router.go({ name: "session", id, view });
  }

  private nextTheme(): void {
    this.hub.theme.set(NEXT_THEME[this.hub.theme.value]);
  }

  private themeIcon(): TemplateResult {
    return { system: icons.system, light: icons.sun, dark: icons.moon }[this.hub.theme.value];
  }

  private skip(event: Event): void {
    event.preventDefault();
    this.querySelector<HTMLElement>("#main")?.focus();
  }
}

function placeOf(target: EventTarget | null): Place {
  if (!(target instanceof HTMLElement)) return "page";
  if (target.closest(".xterm") !== null) return "terminal";
  return target.matches("input, textarea, select, [contenteditable]") ? "text" : "page";
}

declare global {
  interface HTMLElementTagNameMap {
    "hub-app": HubApp;
  }
}
