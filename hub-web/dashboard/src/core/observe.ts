import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { Watchable } from "./cell.ts";
import type { Disposable } from "./lifecycle.ts";

/** Renders its element again whenever one of the watched values changes, for as long as it is connected. */
export class Observe implements ReactiveController {
  private subscriptions: Disposable[] = [];

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly watched: () => readonly Watchable<unknown>[],
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    this.subscriptions = this.watched().map((one) => one.subscribe(() => this.host.requestUpdate()));
  }

  hostDisconnected(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
    this.subscriptions = [];
  }
}
