/** Delays that double from `first` to `cap`, each shortened by up to half at random so that clients do not return together. */
export class Backoff {
  private attempts = 0;

  constructor(
    private readonly random: () => number,
    private readonly first = 500,
    private readonly cap = 15_000,
  ) {}

  get attempt(): number {
    return this.attempts;
  }

  next(): number {
    const ceiling = Math.min(this.cap, this.first * 2 ** this.attempts);
    this.attempts += 1;
    return Math.round(ceiling * (1 - this.random() / 2));
  }

  reset(): void {
    this.attempts = 0;
  }
}
