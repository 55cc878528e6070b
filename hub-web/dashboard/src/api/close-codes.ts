export type Verdict =
  | { readonly then: "retry"; readonly why: string }
  | { readonly then: "again"; readonly why: string }
  | { readonly then: "stop"; readonly why: string };

const RETRY: Readonly<Record<number, string>> = {
  1001: "The hub is going away",
  1006: "Connection lost",
  1011: "The hub had a failure",
  1012: "The hub is restarting",
  1013: "The hub is overloaded",
};

const STOP: Readonly<Record<number, string>> = {
  1000: "The hub closed the terminal",
  4400: "The hub did not understand this dashboard; reload the page",
  4403: "You may not open this terminal",
  4404: "There is no such session",
  4410: "The session is gone",
};

/** What a closed connection calls for: a new try later, a new ticket at once (only once), or nothing. */
export function afterClose(code: number, ticketRefusedBefore: boolean): Verdict {
  if (code === 4401 && !ticketRefusedBefore) return { then: "again", why: "The ticket had expired" };
  if (code === 4401) return { then: "stop", why: "The hub refuses this browser's tickets; sign in again" };
  const why = STOP[code];
  return why === undefined ? { then: "retry", why: RETRY[code] ?? `The connection was closed (${code})` } : { then: "stop", why };
}
