import type { Sessions } from "../api/index.ts";
import { Disposables, type Disposable } from "../core/lifecycle.ts";
import type { Watchable } from "../core/cell.ts";
import { needsYou } from "../sessions/wording.ts";

const NAME = "Session Hub";

/** Shows in the tab's title and icon how many sessions wait for the user. */
export class Attention implements Disposable {
  private readonly owned = new Disposables();
  private readonly icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  private readonly calm = this.icon?.href ?? "";
  private shown = -1;

  constructor(sessions: Watchable<Sessions>, place: Watchable<string>) {
    const show = (): void => this.show(sessions.value?.filter(needsYou).length ?? 0, place.value);
    this.owned.add(sessions.subscribe(show));
    this.owned.add(place.subscribe(show));
    show();
  }

  dispose(): void {
    this.owned.dispose();
  }

  private show(waiting: number, place: string): void {
    const title = place === "" ? NAME : `${place} - ${NAME}`;
    document.title = waiting === 0 ? title : `(${waiting}) ${title}`;
    if (waiting === this.shown || this.icon === null) return;
    this.shown = waiting;
    this.icon.href = waiting === 0 ? this.calm : `data:image/svg+xml,${encodeURIComponent(alertIcon())}`;
  }
}

function alertIcon(): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#0d5c57"/>
<path d="M16 16 7.500 9M16 16l.8 9.500" stroke="#bfe6df" stroke-width="2.200"/><circle cx="7.500" cy="9" r="2.800" fill="#bfe6df"/>
<circle cx="16.800" cy="25" r="2.800" fill="#bfe6df"/><circle cx="16" cy="16" r="5" fill="#fff"/>
<circle cx="24" cy="8" r="7.500" fill="#f2b33d" stroke="#0d5c57" stroke-width="2"/></svg>`;
}
