/** Where a connection to the hub stands, in a form that a screen can tell truthfully. */
export type LinkStatus =
  | { readonly phase: "connecting"; readonly attempt: number }
  | { readonly phase: "open"; readonly since: number }
  | { readonly phase: "waiting"; readonly retryAt: number; readonly why: string; readonly attempt: number }
  | { readonly phase: "closed"; readonly why: string; readonly code: number | undefined };
