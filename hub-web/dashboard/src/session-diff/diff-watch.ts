import { asHubError, isAbort, type Diff, type HubApi, type HubError } from "../api/index.ts";
import { Cell, type Watchable } from "../core/cell.ts";
import type { Clock } from "../core/clock.ts";
import { Disposables, listen, type Disposable } from "../core/lifecycle.ts";

const EVERY_MS = 2_500;

export type Against = "base" | "head";

export interface DiffState {
  readonly diff: Diff | undefined;
  readonly error: HubError | undefined;
  readonly loading: boolean;
}

/** The diff of a session, asked for again and again while it is looked at; told only when it changed. */
export class DiffWatch implements Disposable {
  private readonly cell = new Cell<DiffState>({ diff: undefined, error: undefined, loading: true });
  private readonly owned = new Disposables();
  private abort = new AbortController();
  private timer: Disposable | undefined;
  private etag: string | undefined;
  private text: string | undefined;

  constructor(
    private readonly api: Pick<HubApi, "diff">,
    private readonly sessionId: string,
    private readonly clock: Clock,
    private readonly against: Against,
  ) {
    this.owned.add(listen(document, "visibilitychange", () => !document.hidden && this.now()));
    this.owned.onEnd(() => this.abort.abort());
    this.owned.onEnd(() => this.timer?.dispose());
    this.now();
  }

  get state(): Watchable<DiffState> {
    return this.cell;
  }

  now(): void {
    this.timer?.dispose();
    this.abort.abort();
    this.abort = new AbortController();
    void this.poll(this.abort.signal);
  }

  dispose(): void {
    this.owned.dispose();
  }

  private async poll(signal: AbortSignal): Promise<void> {
    try {
      const answer = await this.api.diff(this.sessionId, this.against, this.etag, signal);
      if (signal.aborted) return;
      this.etag = answer.etag;
      this.learn(answer.unchanged ? this.text : answer.text);
    } catch (failure) {
      if (isAbort(failure) || signal.aborted) return;
      this.cell.set({ ...this.cell.value, error: asHubError(failure), loading: false });
    }
    if (!document.hidden) this.timer = this.clock.after(EVERY_MS, () => this.now());
  }

  private learn(text: string | undefined): void {
    const { error } = this.cell.value;
    if (text === this.text && error === undefined) return;
    const diff = text === this.text || text === undefined ? this.cell.value.diff : (JSON.parse(text) as Diff);
    this.text = text;
    this.cell.set({ diff, error: undefined, loading: false });
  }
}
