import type { Clock } from "../src/core/clock.ts";
import { toDisposable, type Disposable } from "../src/core/lifecycle.ts";

/** Time that passes only when a test says so. */
export class HandClock implements Clock {
  private time = 1_000_000;
  private alarms: { at: number; run: () => void }[] = [];

  now(): number {
    return this.time;
  }

  after(milliseconds: number, run: () => void): Disposable {
    const alarm = { at: this.time + milliseconds, run };
    this.alarms.push(alarm);
    return toDisposable(() => (this.alarms = this.alarms.filter((one) => one !== alarm)));
  }

  pass(milliseconds: number): void {
    const end = this.time + milliseconds;
    for (let next = this.takeDue(end); next !== undefined; next = this.takeDue(end)) {
      this.time = Math.max(this.time, next.at);
      next.run();
    }
    this.time = end;
  }

  /** Time goes by without a timer being served in time, as in a page that was asleep. */
  oversleep(milliseconds: number): void {
    this.time += milliseconds;
    this.pass(0);
  }

  get pending(): number {
    return this.alarms.length;
  }

  private takeDue(end: number): { at: number; run: () => void } | undefined {
    const [due] = this.alarms.filter((one) => one.at <= end).sort((a, b) => a.at - b.at);
    this.alarms = this.alarms.filter((one) => one !== due);
    return due;
  }
}
