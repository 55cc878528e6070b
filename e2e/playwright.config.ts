import { defineConfig } from "@playwright/test";

/** The browser is the machine's; software draws. Every run has a new user data directory of Playwright's. */
const CHROMIUM = process.env["CHROMIUM"] ?? "/usr/bin/chromium";

export default defineConfig({
  testDir: "tests",
  outputDir: "../target/e2e",
  workers: 1,
  fullyParallel: false,
  forbidOnly: true,
  // One that passes only the second time is named as flaky.
  retries: process.env["CI"] === undefined ? 0 : 1,
  // Where so much fails, one cause does: the rest would only take the time to say so.
  maxFailures: process.env["CI"] === undefined ? 0 : 8,
  timeout: 60_000,
  globalTimeout: 1_800_000,
  expect: { timeout: 15_000 },
  reporter: [["list"]],
  use: {
    viewport: { width: 1280, height: 800 },
    actionTimeout: 15_000,
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: CHROMIUM,
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
