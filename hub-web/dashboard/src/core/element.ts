import { LitElement } from "lit";
import { Disposables } from "./lifecycle.ts";

/** An element of the dashboard: drawn into the page itself, so that one style sheet and one focus order hold for all. */
export abstract class HubElement extends LitElement {
  /** Ends when the element leaves the page. */
  protected whileConnected = new Disposables();

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    this.whileConnected = new Disposables();
    super.connectedCallback();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.whileConnected.dispose();
  }
}
