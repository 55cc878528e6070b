import { TerminalLink, type HubApi, type LinkMessage, type TerminalEnd, type ViewerMode } from "../api/index.ts";
import { Cell, type Watchable } from "../core/cell.ts";
import type { Clock } from "../core/clock.ts";
import { Disposables, listen, type Disposable } from "../core/lifecycle.ts";
import type { ITheme } from "@xterm/xterm";
import { Acknowledgement } from "./acknowledgement.ts";
import type { Size } from "./fit.ts";
import { Terminal } from "./terminal.ts";

export interface ScreenSources {
  readonly api: HubApi;
  readonly clock: Clock;
  readonly random: () => number;
  readonly palette: ITheme;
  readonly fontSize: number;
  readonly isReserved: (event: KeyboardEvent) => boolean;
}

/** What is known about the attachment beyond the connection itself. */
export interface ScreenState {
  readonly mode: ViewerMode | undefined;
  readonly size: Size | undefined;
  readonly end: TerminalEnd | undefined;
  /** Something was drawn at least once. */
  readonly drawn: boolean;
}

/** A terminal and its link: what arrives is drawn and acknowledged, what is typed is sent. */
export class SessionScreen implements Disposable {
  readonly terminal: Terminal;
  readonly link: TerminalLink;
  private readonly cell = new Cell<ScreenState>({ mode: undefined, size: undefined, end: undefined, drawn: false });
  private readonly owned = new Disposables();
  private acknowledgement: Acknowledgement;

  constructor(host: HTMLElement, sessionId: string, private readonly sources: ScreenSources) {
    const { api, clock, random } = sources;
    this.terminal = new Terminal(host, {
      fontSize: sources.fontSize,
      palette: sources.palette,
      isReserved: sources.isReserved,
      onInput: (bytes) => this.link.input(bytes),
      onPaste: (text) => this.link.paste(text),
      onSize: (size) => this.link.resize(size.columns, size.rows),
      onProcessed: (bytes, nothingLeft) => this.acknowledgement.add(bytes, nothingLeft),
    });
    this.link = new TerminalLink(
      { ticket: (signal) => api.attach(sessionId, "write", signal), open: openSocket, clock, random, size: () => this.terminal.wanted },
      (message) => this.received(message),
    );
    this.acknowledgement = this.newAcknowledgement();
    this.owned.add(this.terminal);
    this.owned.add(this.link);
    this.owned.onEnd(() => this.acknowledgement.dispose());
    this.owned.add(listen(window, "online", () => this.link.hurry()));
  }

  get state(): Watchable<ScreenState> {
    return this.cell;
  }

  dispose(): void {
    this.owned.dispose();
  }

  private received(message: LinkMessage): void {
    switch (message.type) {
      case "session:attached":
        this.acknowledgement.dispose();
        this.acknowledgement = this.newAcknowledgement();
        this.terminal.attached(message, message.mode === "write");
        this.update({ mode: message.mode, size: message, end: undefined });
        break;
      case "terminal:buffer":
        this.terminal.buffer(message.bytes);
        this.update({ drawn: true });
        break;
      case "terminal:output":
        this.terminal.output(message.bytes);
        break;
      case "terminal:resized":
        this.terminal.resized(message);
        this.update({ size: message });
        break;
      case "terminal:end":
        this.terminal.setWritable(false);
        this.update({ end: message });
        break;
      case "session:state":
      case "error":
        break;
    }
  }

  /** Bytes count from each attachment anew. */
  private newAcknowledgement(): Acknowledgement {
    return new Acknowledgement((total) => this.link.acknowledge(total), this.sources.clock);
  }

  private update(change: Partial<ScreenState>): void {
    const { size } = change;
    this.cell.set({ ...this.cell.value, ...change, ...(size && { size: { columns: size.columns, rows: size.rows } }) });
  }
}

/** The path comes from the hub; the host is this page's, whatever the hub believes it is called. */
function openSocket(url: string): WebSocket {
  const { pathname, search } = new URL(url, location.href);
  const scheme = location.protocol === "https:" ? "wss:" : "ws:";
  return new WebSocket(`${scheme}//${location.host}${pathname}${search}`);
}
