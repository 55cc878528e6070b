import { expect, test } from "../support/test.ts";

test("kill -9 of the hub: the program goes on, the page comes back, and nothing printed meanwhile is missing", async ({ dashboard, page, hub, guard }) => {
  test.setTimeout(90_000);
  guard.expect(/ERR_CONNECTION|ERR_INCOMPLETE|ERR_EMPTY|WebSocket connection|status of (404|502|503)/);
  await dashboard.login();
  await dashboard.create("survivor");
  await dashboard.run("echo shell-$$-", /shell-\d+-/);
  const shell = /shell-\d+-/.exec(await dashboard.screen())![0];
  await dashboard.type("for i in $(seq 1 240); do echo tick-$i; sleep 0.05; done; echo all-''printed\n");
  await dashboard.shows("tick-5");

  await hub.kill();
  await expect(dashboard.fact("hub")).toContainText("Reconnecting");
  await expect(dashboard.fact("session")).toContainText("Not known now");
  await expect(dashboard.fact("agent")).toContainText("Not known now");

  await hub.up();
  await page.getByRole("button", { name: "Retry now" }).first().click({ timeout: 2_000 }).catch(() => undefined);
  await expect(dashboard.fact("hub")).toContainText("Connected", { timeout: 20_000 });
  await expect.poll(() => dashboard.screen(), { timeout: 20_000 }).toContain("all-printed");
  await dashboard.run("echo shell-$$-", shell);

  const history = await scrollback(page);
  const ticks = [...history.matchAll(/^tick-(\d+)$/gm)].map((match) => Number(match[1]));
  expect(ticks).toEqual(Array.from({ length: 240 }, (_, i) => i + 1));
});

/** Everything from the top of the scrollback, read page by page as a user would scroll. */
async function scrollback(page: import("@playwright/test").Page): Promise<string> {
  const lines: string[] = [];
  const visible = () => page.evaluate(() => [...document.querySelectorAll(".terminal-host .xterm-rows > div")].map((row) => (row.textContent ?? "").replaceAll("\u00a0", " ").trimEnd()));
  await page.locator(".xterm-screen").hover();
  await page.mouse.wheel(0, -100_000);
  for (let still = 0; still < 3; ) {
    await page.evaluate(() => new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted))));
    const shown = await visible();
    const fresh = shown.slice(overlap(lines, shown));
    lines.push(...fresh);
    still = fresh.length === 0 ? still + 1 : 0;
    await page.mouse.wheel(0, 200);
  }
  return lines.join("\n");
}

function overlap(before: readonly string[], next: readonly string[]): number {
  for (let size = Math.min(before.length, next.length); size > 0; size--) {
    if (before.slice(-size).every((line, at) => line === next[at])) return size;
  }
  return 0;
}
