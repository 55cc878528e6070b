import { expect, type Locator, type Page } from "@playwright/test";
import type { Hub } from "./hub.ts";

/** What a user sees and does, in the user's words. */
export class Dashboard {
  constructor(
    readonly page: Page,
    readonly hub: Hub,
    readonly url = hub.url,
  ) {}

  async login(path = "/"): Promise<void> {
    await this.page.goto(this.url + path);
    await this.fillLogin(this.hub.password);
    await expect(this.page.locator("hub-session-list")).toBeAttached();
  }

  async fillLogin(password: string): Promise<void> {
    await this.page.getByLabel("Username").fill("admin");
    await this.page.getByLabel("Password").fill(password);
    await this.page.getByRole("button", { name: "Sign in" }).click();
  }

  /** Creates a shell session through the form and waits for its prompt. */
  async create(name: string): Promise<void> {
    await this.openNew();
    await this.page.getByLabel("Name", { exact: true }).fill(this.hub.named(name));
    await this.page.getByText("Shell", { exact: true }).click();
    await this.page.getByRole("button", { name: "Create" }).click();
    await expect(this.page.getByRole("heading", { name, level: 1 })).toBeVisible();
    await this.ready();
  }

  async openNew(): Promise<void> {
    await this.page.locator(".app-head").getByRole("button", { name: "New" }).click();
  }

  /** The terminal is attached, and a prompt is there. */
  async ready(): Promise<void> {
    await expect(this.fact("session")).toContainText("Running");
    await expect(this.page.locator(".ending")).toHaveCount(0);
    await expect(this.page.locator(".numbers")).toBeVisible();
    await expect.poll(() => this.screen()).toMatch(/[$#%>] ?$/m);
  }

  async open(name: string): Promise<void> {
    await this.row(name).click();
    await expect(this.page.getByRole("heading", { name, level: 1 })).toBeVisible();
  }

  row(name: string): Locator {
    return this.page.locator("a.row").filter({ has: this.page.locator(".row-name", { hasText: new RegExp(`^${this.hub.named(name)}$`) }) });
  }

  fact(name: "hub" | "session" | "agent"): Locator {
    return this.page.locator(`[data-fact=${name}]`);
  }

  tab(name: "Terminal" | "Changes" | "History"): Locator {
    return this.page.getByRole("tab", { name });
  }

  /** Types into the terminal, key by key. */
  async type(text: string): Promise<void> {
    await this.page.locator(".xterm-helper-textarea").focus();
    await this.page.keyboard.type(text);
  }

  /** Runs a command and waits for what it prints. The command itself must not contain the text. */
  async run(command: string, prints: string | RegExp): Promise<void> {
    await this.type(`${command}\n`);
    await this.shows(prints);
  }

  async shows(text: string | RegExp): Promise<void> {
    await expect.poll(() => this.screen(), { message: `the screen shows ${text}` }).toMatch(typeof text === "string" ? new RegExp(escaped(text)) : text);
  }

  /** Scrolls back by a page, and waits until that is drawn. */
  async pageUp(): Promise<void> {
    await this.page.locator(".xterm-helper-textarea").focus();
    await this.page.keyboard.press("Shift+PageUp");
    await this.page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
  }

  /** The visible lines of the terminal. */
  screen(): Promise<string> {
    return this.page.evaluate(() => {
      const rows = document.querySelectorAll(".terminal-host .xterm-rows > div");
      return [...rows].map((row) => (row.textContent ?? "").replaceAll("\u00a0", " ").trimEnd()).join("\n");
    });
  }

  /** The size that the status line shows. */
  async size(): Promise<{ columns: number; rows: number }> {
    const text = (await this.page.locator(".numbers").textContent()) ?? "";
    const [columns, rows] = text.split("×").map(Number);
    return { columns: columns ?? 0, rows: rows ?? 0 };
  }
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
