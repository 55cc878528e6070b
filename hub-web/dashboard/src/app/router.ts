import { Cell, type Watchable } from "../core/cell.ts";
import { Disposables, listen, type Disposable } from "../core/lifecycle.ts";

export type View = "terminal" | "changes" | "history";
export type Route = { readonly name: "home" } | { readonly name: "session"; readonly id: string; readonly view: View };

const SESSION = /^\/sessions\/([^/]+)(?:\/(terminal|changes|history))?\/?$/;

export function parseRoute(path: string): Route {
  const match = SESSION.exec(path);
  if (match === null) return { name: "home" };
  return { name: "session", id: decode(match[1] ?? ""), view: (match[2] as View | undefined) ?? "terminal" };
}

export function pathOf(route: Route): string {
  if (route.name === "home") return "/";
  const path = `/sessions/${encodeURIComponent(route.id)}`;
  return route.view === "terminal" ? path : `${path}/${route.view}`;
}

/** The place shown, kept in the address so that a reload and a bookmark lead back to it. Links inside the dashboard load nothing. */
export class Router implements Disposable {
  private readonly cell = new Cell<Route>(parseRoute(location.pathname));
  private readonly owned = new Disposables();

  constructor() {
    this.owned.add(listen(window, "popstate", () => this.arrived()));
    this.owned.add(listen<MouseEvent>(document, "click", (event) => this.clicked(event)));
  }

  get route(): Watchable<Route> {
    return this.cell;
  }

  go(route: Route): void {
    const path = pathOf(route);
    if (location.pathname !== path) history.pushState(null, "", path);
    this.arrived();
  }

  dispose(): void {
    this.owned.dispose();
  }

  private arrived(): void {
    this.cell.set(parseRoute(location.pathname));
  }

  /** A click that would open another tab, another site or a file is the browser's. */
  private clicked(event: MouseEvent): void {
    if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const link = (event.target as Element).closest<HTMLAnchorElement>("a[href]");
    if (link === null || link.origin !== location.origin || link.target !== "" || link.hasAttribute("download")) return;
    if (link.pathname !== "/" && !SESSION.test(link.pathname)) return;
    event.preventDefault();
    this.go(parseRoute(link.pathname));
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
