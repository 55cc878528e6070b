import { Cell } from "./cell.ts";

/** One of a few words that this browser remembers. Without storage it lasts as long as the page. */
export class Preference<T extends string> extends Cell<T> {
  constructor(private readonly key: string, allowed: readonly T[], otherwise: T) {
    super(allowed.find((word) => word === read(key)) ?? otherwise);
  }

  override set(next: T): void {
    super.set(next);
    try {
      localStorage.setItem(this.key, next);
    } catch {
      // Storage is refused (private window): the choice lasts as long as the page.
    }
  }
}

function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
