import { Cell, type Watchable } from "../core/cell.ts";
import { Disposables, listen, type Disposable } from "../core/lifecycle.ts";
import type { ThemeChoice } from "./hub.ts";

export type Shade = "light" | "dark";

/** The shade in use: the user's choice, or what the system prefers. Style sheets follow `data-shade` of the page. */
export class Theme implements Disposable {
  private readonly media = window.matchMedia("(prefers-color-scheme: dark)");
  private readonly cell: Cell<Shade>;
  private readonly owned = new Disposables();

  constructor(private readonly choice: Watchable<ThemeChoice>) {
    this.cell = new Cell(this.current());
    this.owned.add(choice.subscribe(() => this.apply()));
    this.owned.add(listen(this.media, "change", () => this.apply()));
    this.apply();
  }

  get shade(): Watchable<Shade> {
    return this.cell;
  }

  dispose(): void {
    this.owned.dispose();
  }

  private current(): Shade {
    if (this.choice.value !== "system") return this.choice.value;
    return this.media.matches ? "dark" : "light";
  }

  private apply(): void {
    document.documentElement.dataset["shade"] = this.current();
    this.cell.set(this.current());
  }
}
