import { Cell, type Watchable } from "../core/cell.ts";
import type { Clock } from "../core/clock.ts";

export interface Notice {
  readonly id: number;
  readonly text: string;
  readonly tone: "plain" | "problem";
  readonly action?: { readonly label: string; readonly run: () => void };
}

const PLAIN_MS = 6_000;
const WITH_ACTION_MS = 15_000;

/** Short messages at the edge of the screen. A problem stays until it is dismissed. */
export class Notices {
  private readonly cell = new Cell<readonly Notice[]>([]);
  private next = 1;

  constructor(private readonly clock: Clock) {}

  get all(): Watchable<readonly Notice[]> {
    return this.cell;
  }

  tell(text: string, action?: Notice["action"]): void {
    const id = this.add({ text, tone: "plain", ...(action && { action }) });
    this.clock.after(action === undefined ? PLAIN_MS : WITH_ACTION_MS, () => this.dismiss(id));
  }

  problem(text: string): void {
    this.add({ text, tone: "problem" });
  }

  dismiss(id: number): void {
    this.cell.set(this.cell.value.filter((one) => one.id !== id));
  }

  private add(notice: Omit<Notice, "id">): number {
    const id = this.next++;
    const others = this.cell.value.filter((one) => one.text !== notice.text);
    this.cell.set([...others.slice(-3), { ...notice, id }]);
    return id;
  }
}
