import { Client, type Session } from "./client.ts";
import { Cluster, withoutGuests } from "./cluster.ts";
import { Hub } from "./hub.ts";
import { MessagesApi } from "./messages-api.ts";
import { expect, test as base } from "./test.ts";

/** Real hub, simulated cluster on real LXC guests, real Claude Code; only the model is a stand-in. */
export interface World {
  readonly cluster: Cluster;
  readonly hub: Hub;
}

/** Why there can be no such world here; undefined if there can. */
export const missing = withoutGuests();
if (missing !== undefined) console.log(`Tests with LXC guests are left out: ${missing}`);

/** Tests in such a world of their own, with other settings of the provider than Cluster has. */
export function onGuests(changes: Record<string, string>) {
  return base.extend<object, { world: World }>({
    world: [
      async ({}, use) => {
        const cluster = new Cluster();
        try {
          await cluster.start();
          const api = await MessagesApi.at(cluster.gateway);
          try {
            const hub = await Hub.create({
              ...cluster.variables(changes),
              HUB_PROVIDER_DEFAULT: "pve",
              HUB_AGENT_ENVIRONMENT_ANTHROPIC_BASE_URL: api.url,
              ANTHROPIC_API_KEY: "sk-ant-api03-the-key-of-the-end-to-end-test-0123456789",
            });
            await hub.up();
            try {
              await use({ cluster, hub });
            } finally {
              await hub.remove();
            }
          } finally {
            api.stop();
          }
        } finally {
          await cluster.remove();
        }
      },
      { scope: "worker", timeout: 400_000 },
    ],
    hub: [async ({ world }, use) => use(world.hub), { scope: "worker" }],
  });
}

/** No guest is left that no session owns, and none is gone that one runs in. */
export async function nothingIsOrphaned(world: World, client: Client): Promise<void> {
  const sessions = (await client.get("/api/sessions")).json<Session[]>().filter((one) => one.state !== "DELETED");
  const guests = await world.cluster.guests();
  const ids = sessions.map((one) => one.id);
  expect(guests.filter((guest) => !ids.some((id) => guest.description.includes(id))), "guests without a session").toEqual([]);
  for (const session of sessions.filter((one) => one.state === "RUNNING")) {
    expect((await world.cluster.guest(session.id))?.running, `${session.name} runs in a guest`).toBe(true);
  }
}

/** What the issue allows from the end of a trouble until everything is as it should be. */
export async function withinAMinute<T>(healing: () => Promise<T>): Promise<T> {
  const begun = performance.now();
  const healed = await healing();
  expect(performance.now() - begun, "milliseconds until all was well").toBeLessThan(60_000);
  return healed;
}

interface Health {
  status: string;
  summary?: string;
}

/** What the hub says about the cluster. */
export async function health(client: Client): Promise<Health> {
  const all = (await client.get("/api/providers")).json<{ name: string; health: Health }[]>();
  return all.find((one) => one.name === "pve")!.health;
}
