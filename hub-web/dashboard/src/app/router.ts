import { Cell, type Watchable } from "../core/cell.ts";
import { listen, type Disposable } from "../core/lifecycle.ts";

export type View = "terminal" | "changes" | "history";
export type Route = { readonly name: "home" } | { readonly name: "session"; readonly id: string; readonly view: View };

const SESSION = /^#\/sessions\/([^/]+)(?:\/(terminal|changes|history))?$/;

export function parseRoute(hash: string): Route {
  const match = SESSION.exec(hash);
  if (match === null) return { name: "home" };
  return { name: "session", id: decode(match[1] ?? ""), view: (match[2] as View | undefined) ?? "terminal" };
}

export function hashOf(route: Route): string {
  return route.name === "home" ? "#/" : `#/sessions/${encodeURIComponent(route.id)}/${route.view}`;
}

/** The place shown, kept in the address so that a reload and a bookmark lead back to it. */
export class Router implements Disposable {
  private readonly cell = new Cell<Route>(parseRoute(location.hash));
  private readonly listener = listen(window, "hashchange", () => this.cell.set(parseRoute(location.hash)));

  get route(): Watchable<Route> {
    return this.cell;
  }

  go(route: Route): void {
    const hash = hashOf(route);
    if (location.hash !== hash) location.hash = hash;
  }

  dispose(): void {
    this.listener.dispose();
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
