import { Cell, type Watchable } from "../core/cell.ts";
import type { Clock } from "../core/clock.ts";
import type { Disposable } from "../core/lifecycle.ts";
import { Backoff } from "./backoff.ts";
import { afterClose } from "./close-codes.ts";
import { decodeFrame, inputFrame, pasteFrames, type ClientMessage, type ServerMessage } from "./frames.ts";
import { isAbort } from "./http.ts";
import type { LinkStatus } from "./link-status.ts";
import type { Ticket } from "./model.ts";
import { asHubError } from "./problem.ts";

/** The state of a WebSocket that takes what it is given; a closing one would complain. */
const OPEN = 1;
const PING_EVERY_MS = 10_000;
const DEAD_AFTER_MS = 10_000;
const LATE_MS = 2_000;
const ATTACH_WITHIN_MS = 10_000;

/** What the link needs of a WebSocket. */
export interface Socket {
  binaryType: string;
  readonly readyState: number;
  onopen: ((event: Event) => void) | null;
  onmessage: ((event: MessageEvent) => void) | null;
  onclose: ((event: CloseEvent) => void) | null;
  send(data: string | Uint8Array<ArrayBuffer>): void;
  close(code?: number): void;
}

export interface TerminalLinkSources {
  readonly ticket: (signal: AbortSignal) => Promise<Ticket>;
  readonly open: (url: string) => Socket;
  readonly clock: Clock;
  readonly random: () => number;
  /** The size to attach with. */
  readonly size: () => { columns: number; rows: number };
}

export type LinkMessage = Exclude<ServerMessage, { type: "pong" }>;

/**
 * One viewer's connection to one session's terminal: gets a ticket, attaches, notices when the hub is gone,
 * and comes back by itself when coming back can help.
 */
export class TerminalLink implements Disposable {
  private readonly state = new Cell<LinkStatus>({ phase: "connecting", attempt: 0 });
  private readonly trip = new Cell<number | undefined>(undefined);
  private readonly backoff: Backoff;
  private abort = new AbortController();
  private socket: Socket | undefined;
  private timer: Disposable | undefined;
  private pingedAt: number | undefined;
  private ticketRefused = false;
  private lastError: string | undefined;

  constructor(
    private readonly sources: TerminalLinkSources,
    private readonly onMessage: (message: LinkMessage) => void,
  ) {
    this.backoff = new Backoff(sources.random);
  }

  get status(): Watchable<LinkStatus> {
    return this.state;
  }

  /** The last measured round trip to the hub, in milliseconds. */
  get roundTrip(): Watchable<number | undefined> {
    return this.trip;
  }

  connect(): void {
    this.drop();
    this.lastError = undefined;
    this.state.set({ phase: "connecting", attempt: this.backoff.attempt });
    void this.attach(this.abort.signal);
  }

  /** Tries at once, whether it was going to or had given up. */
  retryNow(): void {
    if (this.state.value.phase === "waiting" || this.state.value.phase === "closed") this.connect();
  }

  /** There is a sign that the hub is back: does not wait any longer. */
  hurry(): void {
    if (this.state.value.phase === "waiting") this.connect();
  }

  input(bytes: Uint8Array): void {
    if (this.isOpen() && this.socket?.readyState === OPEN) this.socket.send(inputFrame(bytes));
  }

  paste(text: string): void {
    for (const frame of pasteFrames(text)) this.send(frame);
  }

  resize(columns: number, rows: number): void {
    this.send({ type: "terminal:resize", columns, rows });
  }

  acknowledge(bytes: number): void {
    this.send({ type: "terminal:ack", bytes });
  }

  dispose(): void {
    this.drop();
    this.state.set({ phase: "closed", why: "Closed", code: undefined });
  }

  private async attach(signal: AbortSignal): Promise<void> {
    try {
      const ticket = await this.sources.ticket(signal);
      if (!signal.aborted) this.open(ticket);
    } catch (failure) {
      if (isAbort(failure) || signal.aborted) return;
      const error = asHubError(failure);
      if (error.isTransient) this.later(error.message);
      else this.stop(error.text, error.status);
    }
  }

  private open(ticket: Ticket): void {
    const socket = this.sources.open(ticket.url);
    this.socket = socket;
    socket.binaryType = "arraybuffer";
    socket.onopen = () => {
      const { columns, rows } = this.sources.size();
      this.write({ type: "session:attach", ticket: ticket.ticket, columns, rows, encoding: "binary" });
    };
    socket.onmessage = (event) => this.received(event.data as string | ArrayBuffer);
    socket.onclose = (event) => this.closed(event.code, event.reason);
    this.alarm(ATTACH_WITHIN_MS, () => this.lost("The hub did not answer in time"));
  }

  private received(data: string | ArrayBuffer): void {
    const message = decodeFrame(data);
    if (message === undefined) return;
    if (message.type === "pong") return this.ponged();
    if (this.pingedAt !== undefined) this.expectPong();
    if (message.type === "session:attached") this.attached();
    if (message.type === "error") this.lastError = message.message;
    this.onMessage(message);
  }

  private attached(): void {
    this.backoff.reset();
    this.ticketRefused = false;
    this.state.set({ phase: "open", since: this.sources.clock.now() });
    this.ping();
  }

  private ping(): void {
    this.pingedAt = this.sources.clock.now();
    this.write({ type: "ping" });
    this.expectPong();
  }

  /** A page that was busy or asleep gets to read what has arrived before it calls the hub dead. */
  private expectPong(): void {
    const due = this.sources.clock.now() + DEAD_AFTER_MS;
    this.alarm(DEAD_AFTER_MS, () => {
      if (this.sources.clock.now() > due + LATE_MS) this.expectPong();
      else this.lost("The hub stopped answering");
    });
  }

  private ponged(): void {
    if (this.pingedAt !== undefined) this.trip.set(this.sources.clock.now() - this.pingedAt);
    this.pingedAt = undefined;
    this.alarm(PING_EVERY_MS, () => this.ping());
  }

  private closed(code: number, reason: string): void {
    const why = this.lastError ?? (reason === "" ? undefined : reason);
    const verdict = afterClose(code, this.ticketRefused);
    this.forgetSocket();
    if (verdict.then === "stop") this.stop(why ?? verdict.why, code);
    else if (verdict.then === "again") {
      this.ticketRefused = true;
      this.connect();
    } else this.later(why ?? verdict.why);
  }

  /** The connection is dead although nobody closed it: do not wait for the closing handshake. */
  private lost(why: string): void {
    this.drop();
    this.later(why);
  }

  private later(why: string): void {
    const delay = this.backoff.next();
    const retryAt = this.sources.clock.now() + delay;
    this.alarm(delay, () => this.connect());
    this.state.set({ phase: "waiting", retryAt, why, attempt: this.backoff.attempt });
  }

  private stop(why: string, code: number): void {
    this.drop();
    this.state.set({ phase: "closed", why, code });
  }

  private drop(): void {
    this.abort.abort();
    this.abort = new AbortController();
    const socket = this.socket;
    this.forgetSocket();
    socket?.close(1000);
  }

  private forgetSocket(): void {
    this.timer?.dispose();
    this.pingedAt = undefined;
    this.trip.set(undefined);
    if (this.socket === undefined) return;
    this.socket.onopen = this.socket.onmessage = this.socket.onclose = null;
    this.socket = undefined;
  }

  private alarm(milliseconds: number, run: () => void): void {
    this.timer?.dispose();
    this.timer = this.sources.clock.after(milliseconds, run);
  }

  private isOpen(): boolean {
    return this.state.value.phase === "open";
  }

  private send(message: ClientMessage): void {
    if (this.isOpen()) this.write(message);
  }

  private write(message: ClientMessage): void {
    if (this.socket?.readyState === OPEN) this.socket.send(JSON.stringify(message));
  }
}
