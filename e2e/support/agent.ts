import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect } from "@playwright/test";
import type { Client, Session } from "./client.ts";
import type { Hub } from "./hub.ts";
import { TerminalSocket } from "./terminal-socket.ts";

export async function agent(client: Client, session: Session, status: string): Promise<void> {
  await expect
    .poll(async () => (await client.session(session.id)).agent.status, { message: `${session.name} is ${status}`, timeout: 60_000, intervals: [100] })
    .toBe(status);
}

/** Whether somebody who looks now sees a text. */
export async function shows(client: Client, session: Session, text: string | RegExp): Promise<void> {
  const terminal = await TerminalSocket.attach(client, session.id);
  await terminal.shows(text);
  terminal.close();
}

/** What git says in the repository that the sessions are made from. */
export function inBase(hub: Hub, ...words: string[]): string {
  return execFileSync("git", ["-C", join(hub.data, "../shop"), ...words], { encoding: "utf8" }).trim();
}
