import { connect, type Socket } from "node:net";
import { Client } from "../support/client.ts";
import { expect, test } from "../support/test.ts";
import type { Hub } from "../support/hub.ts";

/** More than the server has threads. */
const MANY = 250;

/** What is sent, and then nothing more. */
const HALVES: Record<string, string> = {
  "a login": request("/api/auth/login", "application/json", "content-length: 60", '{"username":"admin"'),
  "a login in chunks": request("/api/auth/login", "application/json", "transfer-encoding: chunked", '13\r\n{"username":"admin"\r\n'),
  "a form": request("/api/auth/login", "application/x-www-form-urlencoded", "content-length: 60", ""),
  "a form without a token": request("/api/sessions", "application/x-www-form-urlencoded", "content-length: 60", ""),
  "a session without a token": request("/api/sessions", "application/json", "content-length: 60", "{"),
};

function request(path: string, type: string, length: string, half: string): string {
  return `POST ${path} HTTP/1.1\r\nhost: HOST\r\ncontent-type: ${type}\r\n${length}\r\n\r\n${half}`;
}

async function send(hub: Hub, half: string, count = MANY): Promise<Socket[]> {
  const text = half.replace("HOST", `127.0.0.1:${hub.port}`);
  return Promise.all(
    Array.from({ length: count }, async () => {
      const socket = connect(hub.port, "127.0.0.1");
      socket.on("error", () => undefined);
      socket.on("data", () => undefined);
      await new Promise((sent) => socket.once("connect", () => socket.write(text, sent)));
      return socket;
    }),
  );
}

for (const [what, half] of Object.entries(HALVES)) {
  test(`clients that never finish ${what} keep nobody waiting`, async ({ hub, client }) => {
    const sockets = await send(hub, half);
    try {
      for (const path of ["/api/auth/me", "/health/live", "/api/sessions"]) {
        const since = Date.now();
        expect((await client.get(path)).status).toBe(200);
        expect(Date.now() - since, path).toBeLessThan(5_000);
      }
      await Client.login(hub);
    } finally {
      sockets.forEach((socket) => socket.destroy());
    }
  });
}

test("a body that does not go on is given up", async ({ hub }) => {
  const [socket] = await send(hub, HALVES["a login"]!, 1);
  const answer = await new Promise<Buffer>((answered) => socket!.once("data", answered));
  expect(answer.toString()).toContain("HTTP/1.1 408");
  socket!.destroy();
});
