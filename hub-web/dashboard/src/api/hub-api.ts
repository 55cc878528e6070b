import type { Answer, Http } from "./http.ts";
import type { PageKey } from "./page-key.ts";
import type {
  Clone,
  GitStatus,
  HistoryEvent,
  NewSession,
  Project,
  Provider,
  Session,
  Start,
  Ticket,
  User,
  ViewerMode,
} from "./model.ts";

/** One function per endpoint of the hub. */
export class HubApi {
  constructor(
    private readonly http: Http,
    private readonly key: PageKey,
  ) {}

  async login(username: string, password: string): Promise<User> {
    const body = { username, password, page: true };
    const answer = await this.http.json<{ user: User; page: string }>("POST", "/api/auth/login", { body });
    this.key.keep(answer.page);
    return answer.user;
  }

  async logout(): Promise<void> {
    try {
      await this.http.send("POST", "/api/auth/logout");
    } finally {
      this.key.forget();
    }
  }

  me(): Promise<User> {
    return this.http.json("GET", "/api/auth/me");
  }

  providers(): Promise<Provider[]> {
    return this.http.json("GET", "/api/providers");
  }

  projects(): Promise<Project[]> {
    return this.http.json("GET", "/api/projects");
  }

  addProject(name: string, repository: string): Promise<Project> {
    return this.http.json("POST", "/api/projects", { body: { name, repository } });
  }

  clones(): Promise<Clone[]> {
    return this.http.json("GET", "/api/projects/clones");
  }

  deletedSessions(): Promise<Session[]> {
    return this.http.json("GET", "/api/sessions?state=DELETED");
  }

  create(session: NewSession): Promise<Session> {
    return this.http.json("POST", "/api/sessions", { body: session });
  }

  start(id: string, start: Start = {}): Promise<Session> {
    return this.http.json("POST", one(id), { body: start });
  }

  stop(id: string): Promise<Session> {
    return this.http.json("POST", `${one(id)}/stop`);
  }

  async remove(id: string, discard: boolean): Promise<void> {
    await this.http.send("DELETE", discard ? `${one(id)}?discard=true` : one(id));
  }

  restore(id: string): Promise<Session> {
    return this.http.json("POST", `${one(id)}/restore`);
  }

  attach(id: string, mode: ViewerMode, signal: AbortSignal): Promise<Ticket> {
    return this.http.json("POST", `${one(id)}/attach`, { body: { mode }, signal });
  }

  status(id: string, signal: AbortSignal): Promise<GitStatus> {
    return this.http.json("GET", `${one(id)}/git/status`, { signal });
  }

  /** The diff as text, so that an unchanged one costs no parsing and no drawing. */
  diff(id: string, against: "base" | "head", etag: string | undefined, signal: AbortSignal): Promise<Answer> {
    return this.http.send("GET", `${one(id)}/git/diff?against=${against}&format=json`, { etag, signal });
  }

  history(id: string, signal: AbortSignal): Promise<HistoryEvent[]> {
    return this.http.json("GET", `${one(id)}/events`, { signal });
  }

  events(signal: AbortSignal): Promise<ReadableStream<Uint8Array>> {
    return this.http.stream("/api/events", signal);
  }

  async patch(id: string): Promise<string> {
    return (await this.http.send("GET", `${one(id)}/git/diff?against=base&format=patch`, { accept: "text/x-diff" })).text;
  }
}

function one(id: string): string {
  return `/api/sessions/${encodeURIComponent(id)}`;
}
