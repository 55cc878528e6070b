import { asHubError, type HubError, type Session, type Start } from "../api/index.ts";
import type { Hub } from "../app/hub.ts";

const UNDO_EVERY_MS = 500;
const UNDO_TRIES = 40;

/** What can be done to a session as a whole, with its failures told and its deletion undoable. */
export class SessionActions {
  constructor(private readonly hub: Hub) {}

  start(session: Session, how: Start = {}): Promise<boolean> {
    return this.attempt(async () => void this.hub.learn(await this.hub.api.start(session.id, how)));
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

  /** A deletion that has only begun must end before it can be undone: the wish is repeated until then. */
  async restore(session: Session, tries = UNDO_TRIES): Promise<void> {
    try {
      this.hub.learn(await this.hub.api.restore(session.id));
      this.hub.router.go({ name: "session", id: session.id, view: "terminal" });
    } catch (failure) {
      const error = asHubError(failure);
      if (error.code === "ILLEGAL_TRANSITION" && tries > 1) {
        this.hub.clock.after(UNDO_EVERY_MS, () => void this.restore(session, tries - 1));
      } else this.hub.notices.problem(error.text);
    }
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
