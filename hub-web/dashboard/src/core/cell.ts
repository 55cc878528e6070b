import { toDisposable, type Disposable } from "./lifecycle.ts";

/** Something with a current value that can be watched. */
export interface Watchable<T> {
  readonly value: T;
  subscribe(listener: (value: T) => void): Disposable;
}

/** A value that tells its subscribers when it is replaced. */
export class Cell<T> implements Watchable<T> {
  private readonly listeners = new Set<(value: T) => void>();

  constructor(private current: T) {}

  get value(): T {
    return this.current;
  }

  set(next: T): void {
    if (Object.is(next, this.current)) return;
    this.current = next;
    for (const listener of [...this.listeners]) listener(next);
  }

  subscribe(listener: (value: T) => void): Disposable {
    this.listeners.add(listener);
    return toDisposable(() => this.listeners.delete(listener));
  }
}
