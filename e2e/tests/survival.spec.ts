import { once } from "node:events";
import { readdirSync } from "node:fs";
import { createServer, type AddressInfo, type Server } from "node:net";
import { join } from "node:path";
import { Client, expectProblem } from "../support/client.ts";
import type { Hub } from "../support/hub.ts";
import { expect, test } from "../support/test.ts";

test("kill -9 of the hub: the program goes on, the page comes back, and nothing printed meanwhile is missing", async ({ dashboard, page, hub, guard }) => {
  test.setTimeout(90_000);
  guard.expect(/ERR_CONNECTION|ERR_INCOMPLETE|ERR_EMPTY|WebSocket connection|status of 503/);
  await dashboard.login();
  await dashboard.create("survivor");
  await dashboard.run("echo shell-$$-", /shell-\d+-/);
  const shell = /shell-\d+-/.exec(await dashboard.screen())![0];
  await dashboard.type("for i in $(seq 1 240); do echo tick-$i; sleep 0.05; done; echo all-''printed\n");
  await dashboard.shows("tick-5");

  const copies = join(hub.data, "repositories", ".unfinished");
  const silent = await unfinishedClone(hub);
  expect(readdirSync(copies)).toHaveLength(2);

  await hub.kill();
  silent.close();
  await expect(dashboard.fact("hub")).toContainText("Reconnecting");
  await expect(dashboard.fact("session")).toContainText("Currently unknown");
  await expect(dashboard.fact("agent")).toContainText("Currently unknown");

  const starting = hub.up();
  const stranger = new Client(hub);
  await expect.poll(() => stranger.get("/api/auth/me").then((answer) => answer.status, () => 0), { intervals: [20] }).toBe(503);
  const early = await stranger.get("/api/auth/me");
  expectProblem(early, 503, "STARTING");
  expect(Number(early.headers["retry-after"])).toBeGreaterThan(0);
  await starting;
  expect(readdirSync(copies)).toEqual([]);
  await page.getByRole("button", { name: "Retry now" }).first().click({ timeout: 2_000 }).catch(() => undefined);
  await expect(dashboard.fact("hub")).toContainText("Connected", { timeout: 20_000 });
  await expect.poll(() => dashboard.screen(), { timeout: 20_000 }).toContain("all-printed");
  await dashboard.run("echo shell-$$-", shell);

  const ticks = new Set<number>();
  for (let pages = 0; pages < 12; pages++) {
    for (const tick of (await dashboard.screen()).matchAll(/^tick-(\d+)$/gm)) ticks.add(Number(tick[1]));
    await dashboard.pageUp();
  }
  expect([...ticks].sort((a, b) => a - b)).toEqual(Array.from({ length: 240 }, (_, i) => i + 1));
});

/** Lets the hub begin a clone from a machine that never says a word. */
async function unfinishedClone(hub: Hub): Promise<Server> {
  const silent = createServer().listen(0, "127.0.0.1");
  await once(silent, "listening");
  const repository = `git://127.0.0.1:${(silent.address() as AddressInfo).port}/slow.git`;
  const headers = { "content-type": "application/json", authorization: `Bearer ${await hub.token()}` };
  const asked = once(silent, "connection");
  const body = JSON.stringify({ name: hub.named("never-cloned"), repository });
  const answer = fetch(`${hub.url}/api/projects`, { method: "POST", headers, body });
  await Promise.race([asked, answer.then(async (early) => Promise.reject(new Error(await early.text())))]);
  answer.catch(() => undefined);
  return silent;
}
