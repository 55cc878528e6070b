import { EventFeed, Http, HubApi, HubError, isAbort, PageKey, SessionCollection, type Provider, type Session, type User } from "../api/index.ts";
import { Cell } from "../core/cell.ts";
import { systemClock, Ticker, type Clock } from "../core/clock.ts";
import { Disposables, listen, type Disposable } from "../core/lifecycle.ts";
import { Preference } from "../core/preference.ts";
import { Notices } from "./notices.ts";
import { Router } from "./router.ts";

/** Who looks at the dashboard: not yet known, nobody, or a user. */
export type Visitor = { readonly kind: "unknown" } | { readonly kind: "nobody"; readonly why?: string } | { readonly kind: "user"; readonly user: User };

export type ThemeChoice = "system" | "light" | "dark";

/** Everything the screens share, made once in main and handed down; there is no other shared state. */
export class Hub implements Disposable {
  readonly clock: Clock = systemClock;
  readonly random = Math.random;
  readonly router = new Router();
  readonly notices = new Notices(this.clock);
  readonly ticker = new Ticker(this.clock, 1_000);
  readonly sessions = new SessionCollection();
  readonly providers = new Cell<readonly Provider[] | undefined>(undefined);
  readonly visitor = new Cell<Visitor>({ kind: "unknown" });
  readonly filter = new Cell("");
  readonly theme = new Preference<ThemeChoice>("hub.theme", ["system", "light", "dark"], "system");
  private readonly key = new PageKey(() => localStorage);
  readonly api = new HubApi(new Http(this.key, () => this.unauthorized()), this.key);
  readonly feed = new EventFeed((signal) => this.api.events(signal), (event) => this.sessions.apply(event), this.clock, this.random);
  private readonly owned = new Disposables();
  private providerPoll: Disposable | undefined;

  constructor() {
    this.owned.add(this.router);
    this.owned.add(this.ticker);
    this.owned.add(listen(window, "online", () => this.feed.retryNow()));
    this.owned.add(listen<StorageEvent>(window, "storage", (event) => this.key.isMeant(event) && void this.recognise()));
    this.owned.onEnd(() => this.leave());
  }

  /** Finds out who is there; without an answer it asks again until there is one. A cookie of somebody else's making does not count. */
  async recognise(): Promise<void> {
    if (this.key.value === undefined) return this.nobody();
    try {
      this.enter(await this.api.me());
    } catch (failure) {
      if (failure instanceof HubError && failure.status === 401) return this.nobody();
      if (!isAbort(failure)) this.clock.after(2_000, () => void this.recognise());
    }
  }

  enter(user: User): void {
    this.visitor.set({ kind: "user", user });
    this.feed.start();
    void this.watchProviders();
  }

  async logout(): Promise<void> {
    await this.api.logout().catch(() => undefined);
    this.nobody();
  }

  /** The newest answer of the API is shown at once, without waiting for the stream. */
  learn(session: Session): Session {
    this.sessions.learn(session);
    return session;
  }

  /** Whether the provider of a session is not configured any more; not before the hub has said which are. */
  isProviderMissing(session: Session): boolean {
    return this.providers.value?.every((one) => one.name !== session.provider) ?? false;
  }

  dispose(): void {
    this.owned.dispose();
  }

  private unauthorized(): void {
    if (this.visitor.value.kind !== "user") return;
    this.leave();
    this.visitor.set({ kind: "nobody", why: "Your sign-in has expired. Sign in again to continue where you were." });
  }

  private nobody(): void {
    this.leave();
    this.visitor.set({ kind: "nobody" });
  }

  private leave(): void {
    this.feed.dispose();
    this.providerPoll?.dispose();
    this.sessions.forget();
    this.providers.set(undefined);
  }

  private async watchProviders(): Promise<void> {
    const providers = await this.api.providers().catch(() => undefined);
    if (this.visitor.value.kind !== "user") return;
    if (providers !== undefined) this.providers.set(providers);
    this.providerPoll?.dispose();
    this.providerPoll = this.clock.after(30_000, () => void this.watchProviders());
  }
}
