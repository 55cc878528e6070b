import { test as base, type BrowserContext, type Page } from "@playwright/test";
import { Client } from "./client.ts";
import { Dashboard } from "./dashboard.ts";
import { Hub } from "./hub.ts";

/** Answers that are part of the talk between dashboard and hub; the browser logs each as an error. */
const ANSWERS = /Failed to load resource: the server responded with a status of (401|409|400|422)/;

/** Fails the test for every error of the page that the test did not expect. */
class Guard {
  private readonly found: string[] = [];
  private readonly expected: RegExp[] = [ANSWERS];

  expect(message: RegExp): void {
    this.expected.push(message);
  }

  watch(context: BrowserContext): void {
    void context.addInitScript(() => {
      document.addEventListener("securitypolicyviolation", (event) => console.error(`CSP: ${event.violatedDirective} ${event.blockedURI}`));
    });
    context.on("page", (page) => this.watchPage(page));
  }

  check(): void {
    const unexpected = this.found.filter((message) => !this.expected.some((known) => known.test(message)));
    if (unexpected.length > 0) throw new Error(`the page had errors:\n${unexpected.join("\n")}`);
  }

  private watchPage(page: Page): void {
    page.on("pageerror", (error) => this.found.push(`uncaught: ${error.stack ?? error.message}`));
    page.on("console", (message) => message.type() === "error" && this.found.push(`${message.text()} ${message.location().url}`));
  }
}

interface Fixtures {
  guard: Guard;
  dashboard: Dashboard;
  client: Client;
}

/** One hub for all tests; a browser context, and a guard against errors, for each. */
export const test = base.extend<Fixtures, { hub: Hub }>({
  hub: [
    async ({}, use) => {
      const url = process.env["HUB_URL"];
      const hub = url === undefined ? await Hub.create() : await Hub.served(url);
      if (url === undefined) await hub.up();
      await use(hub);
      await hub.remove();
    },
    { scope: "worker", timeout: 150_000 },
  ],
  guard: async ({ context }, use) => {
    const guard = new Guard();
    guard.watch(context);
    await use(guard);
    guard.check();
  },
  dashboard: async ({ hub, guard, page }, use) => {
    void guard;
    await use(new Dashboard(page, hub));
  },
  client: async ({ hub }, use) => {
    await use(await Client.login(hub));
  },
});

export { expect } from "@playwright/test";
