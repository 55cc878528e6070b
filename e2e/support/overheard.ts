import type { Page } from "@playwright/test";
import { Client } from "./client.ts";
import type { Hub } from "./hub.ts";

/** All that a browser is told from now on, and a program that follows the hub's events. */
export class Overheard {
  private readonly heard: string[] = [];

  private constructor(
    private readonly follower: Client,
    private readonly events: Response,
    page: Page,
  ) {
    page.on("response", (answer) => void answer.text().then((text) => this.heard.push(text), () => undefined));
    page.on("websocket", (socket) => socket.on("framereceived", ({ payload }) => this.heard.push(payload.toString())));
  }

  static async on(page: Page, hub: Hub): Promise<Overheard> {
    const follower = await Client.login(hub);
    const events = await fetch(`${hub.url}/api/events`, { headers: { authorization: `Bearer ${follower.token}` } });
    return new Overheard(follower, events, page);
  }

  /** Until now; a logout ends what is followed. */
  async all(): Promise<string> {
    await this.follower.post("/api/auth/logout");
    return [...this.heard, await this.events.text()].join("\n");
  }
}
