const NAME = "hub.page";

/**
 * The page's half of the token. The browser sends the other half, the cookie, to every port of the host; this
 * one it shows to pages of this very origin only. Neither half is worth anything alone.
 */
export class PageKey {
  private kept: string | undefined;

  constructor(private readonly storage: () => Storage) {}

  get value(): string | undefined {
    try {
      return this.storage().getItem(NAME) ?? undefined;
    } catch {
      return this.kept;
    }
  }

  keep(value: string): void {
    this.kept = value;
    this.stored((storage) => storage.setItem(NAME, value));
  }

  forget(): void {
    this.kept = undefined;
    this.stored((storage) => storage.removeItem(NAME));
  }

  /** Whether a change of the storage, in another window, was of this. */
  isMeant(event: StorageEvent): boolean {
    return event.key === NAME || event.key === null;
  }

  /** Where storage is refused, the key lasts as long as the page. */
  private stored(change: (storage: Storage) => void): void {
    try {
      change(this.storage());
    } catch {
      return;
    }
  }
}
