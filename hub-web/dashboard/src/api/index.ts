export { EventFeed } from "./event-feed.ts";
export type { TerminalEnd } from "./frames.ts";
export { Http, isAbort } from "./http.ts";
export { HubApi } from "./hub-api.ts";
export type { LinkStatus } from "./link-status.ts";
export { asHubError, HubError } from "./problem.ts";
export { SessionCollection, type Sessions } from "./session-collection.ts";
export { TerminalLink, type LinkMessage, type Socket } from "./terminal-link.ts";
export type * from "./model.ts";
