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
    this.icon.href = waiting === 0 ? this.calm : `data:image/svg+xml,${encodeURIComponent(alertIcon(waiting))}`;
  }
}

/** The product's sign with the number on it; a tab's icon has room for one digit. */
function alertIcon(waiting: number): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#0d5c57"/>
<path d="M12 19 5 11M12 19l-2 8" stroke="#bfe6df" stroke-width="2.200"/><circle cx="5" cy="11" r="2.600" fill="#bfe6df"/>
<circle cx="10" cy="27" r="2.600" fill="#bfe6df"/><circle cx="12" cy="19" r="4.500" fill="#fff"/>
<circle cx="21" cy="11" r="11" fill="#f2b33d"/>
<text x="21" y="16.500" text-anchor="middle" font-family="sans-serif" font-size="16" font-weight="700" fill="#2b1d00">${waiting > 9 ? "9+" : waiting}</text></svg>`;
}
