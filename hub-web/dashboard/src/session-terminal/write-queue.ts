/** Bytes handed to the emulator at once: enough to keep it busy, few enough to be replaced by a newer buffer. */
const IN_FLIGHT = 256 * 1024;
/** ESC c: the emulator forgets everything, in the same step as it draws what follows. */
const RESET = Uint8Array.of(0x1b, 0x63);

export interface Emulator {
  write(data: Uint8Array, done: () => void): void;
  resize(columns: number, rows: number): void;
}

type Step =
  | { readonly kind: "output"; readonly bytes: Uint8Array }
  | { readonly kind: "buffer"; readonly bytes: Uint8Array }
  | { readonly kind: "resize"; readonly columns: number; readonly rows: number };

/**
 * Feeds the emulator in order, a bounded amount ahead. A buffer replaces everything, so what still waits before it
 * is dropped and counts as processed; reset and buffer are one write, so no half-drawn screen is ever painted.
 */
export class WriteQueue {
  private steps: Step[] = [];
  private inFlight = 0;
  private epoch = 0;

  constructor(
    private readonly emulator: Emulator,
    private readonly onProcessed: (bytes: number, nothingLeft: boolean) => void,
    private readonly onBufferDrawn: () => void,
  ) {}

  output(bytes: Uint8Array): void {
    this.steps.push({ kind: "output", bytes });
    this.pump();
  }

  buffer(bytes: Uint8Array): void {
    const dropped = this.steps.reduce((sum, step) => sum + (step.kind === "resize" ? 0 : step.bytes.length), 0);
    this.steps = this.steps.filter((step) => step.kind === "resize").slice(-1);
    this.steps.push({ kind: "buffer", bytes });
    if (dropped > 0) this.onProcessed(dropped, false);
    this.pump();
  }

  resize(columns: number, rows: number): void {
    this.steps.push({ kind: "resize", columns, rows });
    this.pump();
  }

  /** Forgets what waits, and no longer counts what the emulator still works on: another attachment begins. */
  clear(): void {
    this.steps = [];
    this.epoch += 1;
    this.inFlight = 0;
  }

  private pump(): void {
    for (let step = this.steps[0]; step !== undefined && this.mayRun(step); step = this.steps[0]) {
      this.steps.shift();
      if (step.kind === "resize") this.emulator.resize(step.columns, step.rows);
      else this.write(step);
    }
  }

  private mayRun(step: Step): boolean {
    return step.kind === "resize" ? this.inFlight === 0 : this.inFlight < IN_FLIGHT;
  }

  private write(step: { kind: "output" | "buffer"; bytes: Uint8Array }): void {
    const { epoch } = this;
    const size = step.bytes.length;
    this.inFlight += Math.max(size, 1);
    this.emulator.write(step.kind === "buffer" ? joined(RESET, step.bytes) : step.bytes, () => {
      if (step.kind === "buffer") this.onBufferDrawn();
      if (epoch !== this.epoch) return;
      this.inFlight -= Math.max(size, 1);
      this.pump();
      this.onProcessed(size, this.inFlight === 0 && this.steps.length === 0);
    });
  }
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const whole = new Uint8Array(first.length + second.length);
  whole.set(first);
  whole.set(second, first.length);
  return whole;
}
