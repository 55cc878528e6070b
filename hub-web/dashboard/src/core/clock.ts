import { Cell, type Watchable } from "./cell.ts";
import { toDisposable, type Disposable } from "./lifecycle.ts";

/** Time and timers, injected so that tests decide what time it is. */
export interface Clock {
  now(): number;
  after(milliseconds: number, run: () => void): Disposable;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after(milliseconds, run) {
    const timer = setTimeout(run, milliseconds);
    return toDisposable(() => clearTimeout(timer));
  },
};

/** The current time, told again every period: what shows an age watches this. */
export class Ticker implements Disposable {
  private readonly cell: Cell<number>;
  private timer: Disposable | undefined;

  constructor(private readonly clock: Clock, private readonly period: number) {
    this.cell = new Cell(clock.now());
    this.schedule();
  }

  get now(): Watchable<number> {
    return this.cell;
  }

  dispose(): void {
    this.timer?.dispose();
  }

  private schedule(): void {
    this.timer = this.clock.after(this.period, () => {
      this.cell.set(this.clock.now());
      this.schedule();
    });
  }
}
