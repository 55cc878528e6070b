import { Cell, type Watchable } from "../core/cell.ts";
import type { Clock } from "../core/clock.ts";
import type { Disposable } from "../core/lifecycle.ts";
import { Backoff } from "./backoff.ts";
import { isAbort } from "./http.ts";
import type { LinkStatus } from "./link-status.ts";
import { asHubError } from "./problem.ts";
import { ServerEventParser, type ServerEvent } from "./server-sent-events.ts";

/** The server writes at least a comment every 15 s. */
const SILENCE_MS = 40_000;

/**
 * The hub's event stream, opened again whenever it breaks. It is read through fetch, because EventSource
 * hides both the status (401 must lead to the login) and the heartbeats (silence must be noticed).
 */
export class EventFeed implements Disposable {
  private readonly state = new Cell<LinkStatus>({ phase: "connecting", attempt: 0 });
  private readonly backoff: Backoff;
  private round = new AbortController();
  private retry: Disposable | undefined;
  private silence: Disposable | undefined;

  constructor(
    private readonly open: (signal: AbortSignal) => Promise<ReadableStream<Uint8Array>>,
    private readonly onEvent: (event: ServerEvent) => void,
    private readonly clock: Clock,
    random: () => number,
  ) {
    this.backoff = new Backoff(random);
  }

  get status(): Watchable<LinkStatus> {
    return this.state;
  }

  start(): void {
    this.stopRound();
    this.round = new AbortController();
    this.state.set({ phase: "connecting", attempt: this.backoff.attempt });
    void this.run(this.round);
  }

  /** Tries at once instead of waiting; an open feed is left alone. */
  retryNow(): void {
    if (this.state.value.phase === "waiting") this.start();
  }

  dispose(): void {
    this.stopRound();
    this.state.set({ phase: "closed", why: "Signed out", code: undefined });
  }

  private async run(round: AbortController): Promise<void> {
    try {
      this.watchSilence(round);
      const stream = await this.open(round.signal);
      await this.read(stream.getReader(), round);
      this.later("The hub ended the event stream", round);
    } catch (failure) {
      if (isAbort(failure) && round !== this.round) return;
      this.failed(failure, round);
    }
  }

  private async read(reader: ReadableStreamDefaultReader<Uint8Array>, round: AbortController): Promise<void> {
    const decoder = new TextDecoder();
    const parser = new ServerEventParser((event) => round === this.round && this.onEvent(event));
    for (;;) {
      const { done, value } = await reader.read();
      if (done || round !== this.round) return;
      this.heard(round);
      parser.push(decoder.decode(value, { stream: true }));
    }
  }

  private heard(round: AbortController): void {
    this.backoff.reset();
    this.watchSilence(round);
    if (this.state.value.phase !== "open") this.state.set({ phase: "open", since: this.clock.now() });
  }

  private watchSilence(round: AbortController): void {
    this.silence?.dispose();
    this.silence = this.clock.after(SILENCE_MS, () => {
      this.later("The hub has gone silent", round);
      round.abort();
    });
  }

  private failed(failure: unknown, round: AbortController): void {
    const error = asHubError(failure);
    if (error.status === 401 && round === this.round) {
      this.stopRound();
      this.state.set({ phase: "closed", why: "Signed out", code: 401 });
    } else {
      this.later(isAbort(failure) ? "Connection lost" : error.message, round);
    }
  }

  private later(why: string, round: AbortController): void {
    if (round !== this.round || this.state.value.phase === "waiting") return;
    this.silence?.dispose();
    const delay = this.backoff.next();
    this.state.set({ phase: "waiting", retryAt: this.clock.now() + delay, why, attempt: this.backoff.attempt });
    this.retry = this.clock.after(delay, () => this.start());
  }

  private stopRound(): void {
    this.retry?.dispose();
    this.silence?.dispose();
    this.round.abort();
    this.round = new AbortController();
  }
}
