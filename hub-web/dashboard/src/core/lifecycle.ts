/** What listens, holds a timer or owns an element can be ended. Ending twice does nothing. */
export interface Disposable {
  dispose(): void;
}

export function toDisposable(end: () => void): Disposable {
  let ended = false;
  return {
    dispose(): void {
      if (ended) return;
      ended = true;
      end();
    },
  };
}

/** A list of disposables that end together, last in first out. */
export class Disposables implements Disposable {
  private readonly members: Disposable[] = [];
  private ended = false;

  add<T extends Disposable>(member: T): T {
    if (this.ended) member.dispose();
    else this.members.push(member);
    return member;
  }

  onEnd(end: () => void): void {
    this.add(toDisposable(end));
  }

  dispose(): void {
    this.ended = true;
    while (this.members.length > 0) this.members.pop()?.dispose();
  }
}

/** Adds a DOM listener and returns its removal. */
export function listen<E extends Event>(
  target: EventTarget,
  type: string,
  listener: (event: E) => void,
  options?: AddEventListenerOptions,
): Disposable {
  const handler = listener as EventListener;
  target.addEventListener(type, handler, options);
  return toDisposable(() => target.removeEventListener(type, handler, options));
}
