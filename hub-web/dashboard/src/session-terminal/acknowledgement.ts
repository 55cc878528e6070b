import type { Clock } from "../core/clock.ts";
import type { Disposable } from "../core/lifecycle.ts";

const EVERY_BYTES = 128 * 1024;
const WORTH_SENDING_AT_ONCE = 4 * 1024;
const IDLE_MS = 50;

/**
 * Tells the hub how many bytes this viewer has processed since it attached: at every 128 KiB, and as soon as nothing is
 * left to process. A few bytes of echo may wait a moment, so that typing does not double the frames.
 */
export class Acknowledgement implements Disposable {
  private processed = 0;
  private told = 0;
  private idle: Disposable | undefined;

  constructor(private readonly tell: (total: number) => void, private readonly clock: Clock) {}

  add(bytes: number, nothingLeft: boolean): void {
    this.processed += bytes;
    const open = this.processed - this.told;
    this.idle?.dispose();
    if (open >= EVERY_BYTES || (nothingLeft && open >= WORTH_SENDING_AT_ONCE)) this.flush();
    else if (nothingLeft && open > 0) this.idle = this.clock.after(IDLE_MS, () => this.flush());
  }

  dispose(): void {
    this.idle?.dispose();
  }

  private flush(): void {
    this.told = this.processed;
    this.tell(this.processed);
  }
}
