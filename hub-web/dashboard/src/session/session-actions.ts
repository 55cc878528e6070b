import { asHubError, type HubError, type Session } from "../api/index.ts";
import type { Hub } from "../app/hub.ts";

/** What can be done to a session as a whole, with its failures told and its deletion undoable. */
export class SessionActions {
  constructor(private readonly hub: Hub) {}

  start(session: Session): Promise<boolean> {
    return this.attempt(async () => void this.hub.learn(await this.hub.api.start(session.id)));
  }

  stop(session: Session): Promise<boolean> {
    return this.attempt(async () => void this.hub.learn(await this.hub.api.stop(session.id)));
  }

  /** Returns the hub's objection when work would be lost, and nothing when the session is on its way out. */
  async remove(session: Session, discard: boolean): Promise<HubError | undefined> {
    try {
      await this.hub.api.remove(session.id, discard);
    } catch (failure) {
      return asHubError(failure);
    }
    this.hub.router.go({ name: "home" });
    this.hub.notices.tell(`${session.name} is deleted.`, { label: "Undo", run: () => void this.restore(session) });
    return undefined;
  }

  async restore(session: Session): Promise<void> {
    const done = await this.attempt(() => this.hub.api.restore(session.id));
    if (done) this.hub.router.go({ name: "session", id: session.id, view: "terminal" });
  }

  private async attempt(action: () => Promise<void>): Promise<boolean> {
    try {
      await action();
      return true;
    } catch (failure) {
      this.hub.notices.problem(asHubError(failure).text);
      return false;
    }
  }
}
