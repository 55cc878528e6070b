import { expect, test } from "../support/test.ts";
import { Client, expectProblem, raw, type Session } from "../support/client.ts";
import { TerminalSocket } from "../support/terminal-socket.ts";
import type { Hub } from "../support/hub.ts";

const PASSWORD = "long-enough-4-tests";

const ROUTES: [method: string, path: string][] = [
  ["GET", ""],
  ["POST", ""],
  ["DELETE", ""],
  ["POST", "/stop"],
  ["POST", "/restore"],
  ["POST", "/attach"],
  ["GET", "/events"],
  ["GET", "/git/status"],
  ["GET", "/git/diff"],
];

async function user(hub: Hub, name: string, role = "user"): Promise<Client> {
  await hub.command(["user", "add", name, "--role", role], `${PASSWORD}\n`);
  return Client.login(hub, name, PASSWORD);
}

test("logout kills the token at once, and what it opened soon", async ({ hub }) => {
  const keeper = await Client.login(hub);
  const client = await Client.login(hub);
  const session = await keeper.running();
  const terminal = await TerminalSocket.attach(client, session.id);
  const events = await fetch(`${hub.url}/api/events`, { headers: { authorization: `Bearer ${client.token}` } });
  const unused = await TerminalSocket.ticket(client, session.id);

  expect((await client.post("/api/auth/logout")).status).toBe(204);

  expectProblem(await client.get("/api/auth/me"), 401, "UNAUTHENTICATED");
  await terminal.closes(4401, 10_000);
  await events.text();
  const late = await TerminalSocket.open(hub);
  late.send({ type: "session:attach", ticket: unused, columns: 80, rows: 24 });
  await late.closes(4401);
  expect((await keeper.get("/api/auth/me")).status).toBe(200);
});

test("a password that is changed on the command line ends the account's logins and terminals", async ({ hub }) => {
  const admin = await Client.login(hub);
  const client = await user(hub, "changed");
  const session = await client.running();
  const terminal = await TerminalSocket.attach(client, session.id);

  await hub.command(["user", "passwd", "changed"], "another-good-password\n");

  await expect.poll(async () => (await client.get("/api/auth/me")).status, { timeout: 5_000 }).toBe(401);
  await terminal.closes(4401, 12_000);
  expectProblem(await new Client(hub).post("/api/auth/login", { username: "changed", password: PASSWORD }), 401, "BAD_CREDENTIALS");
  await Client.login(hub, "changed", "another-good-password");
  expect((await admin.get(`/api/sessions/${session.id}`)).status).toBe(200);
});

test("with the cookie, only the hub's own pages may change anything", async ({ hub }) => {
  const admin = await Client.login(hub);
  const login = await new Client(hub).post("/api/auth/login", { username: "admin", password: hub.password });
  const set = (login.headers["set-cookie"] ?? [])[0] ?? "";
  expect(set).toMatch(/^hub_session=[^;]+;.*HttpOnly/i);
  expect(set).toMatch(/SameSite=Strict/i);
  const cookie = { cookie: set.split(";")[0]! };
  const browser = new Client(hub);
  const create = (headers: Record<string, string>) => browser.post("/api/sessions", { start: false }, { ...cookie, ...headers });

  expect((await browser.get("/api/auth/me", cookie)).status).toBe(200);
  expectProblem(await create({}), 403, "BAD_ORIGIN");
  expectProblem(await create({ origin: "https://evil.example" }), 403, "BAD_ORIGIN");
  expectProblem(await create({ origin: "null" }), 403, "BAD_ORIGIN");
  expectProblem(await create({ origin: `http://127.0.0.1:${hub.port + 1}` }), 403, "BAD_ORIGIN");
  expectProblem(await create({ "sec-fetch-site": "cross-site" }), 403, "BAD_ORIGIN");
  expectProblem(await create({ "sec-fetch-site": "same-origin", origin: "https://evil.example" }), 403, "BAD_ORIGIN");
  expect((await create({ origin: hub.url })).status).toBe(201);
  expect((await create({ "sec-fetch-site": "same-origin" })).status).toBe(201);
  expectProblem(await new Client(hub).post("/api/auth/login", { username: "admin", password: hub.password }, { origin: "https://evil.example" }), 403);
  expect((await admin.post("/api/sessions", { start: false })).status).toBe(201);
});

test("a foreign name and a foreign page are refused", async ({ hub }) => {
  const admin = await Client.login(hub);
  expectProblem(await admin.get("/api/auth/me", { host: "evil.example" }), 400, "BAD_HOST");
  expectProblem(await admin.get("/", { host: "127.0.0.1.evil.example" }), 400, "BAD_HOST");
  expect(await raw(hub, "GET /api/auth/me HTTP/1.1\r\nConnection: close\r\n\r\n")).toMatch(/^HTTP\/1\.1 400 /);
  expect((await TerminalSocket.open(hub, { origin: "https://evil.example" })).refused).toBe(403);
  expect((await TerminalSocket.open(hub, { origin: "null" })).refused).toBe(403);
  expect((await TerminalSocket.open(hub, { host: "evil.example" })).refused).toBe(400);
  const own = await TerminalSocket.open(hub, { origin: hub.url });
  expect(own.refused).toBeUndefined();
  own.close();
});

test("guessing is slowed down for that name, and the owner gets in when the time is over", async ({ hub }) => {
  await user(hub, "guessed");
  const attempt = (password: string, username = "guessed") => new Client(hub).post("/api/auth/login", { username, password });
  for (let i = 0; i < 5; i++) expectProblem(await attempt(`wrong-${i}`), 401, "BAD_CREDENTIALS");
  await expect(async () => {
    const refused = await attempt("wrong-again");
    expectProblem(refused, 429, "TOO_MANY_ATTEMPTS");
    expect(Number(refused.headers["retry-after"])).toBeGreaterThan(0);
  }).toPass({ timeout: 10_000, intervals: [1] });
  expectProblem(await attempt(PASSWORD), 429, "TOO_MANY_ATTEMPTS");
  expect((await attempt(hub.password, "admin")).status).toBe(200);
  await expect.poll(async () => (await attempt(PASSWORD)).status, { timeout: 30_000 }).toBe(200);
});

test("a password of more than 72 bytes is refused when it is set, and never matches by its beginning", async ({ hub }) => {
  const long = "ä".repeat(36);
  await expect(hub.command(["user", "add", "toolong"], `${long}x\n`)).rejects.toThrow("72 bytes");
  await hub.command(["user", "add", "longest"], `${long}\n`);
  await Client.login(hub, "longest", long);
  expectProblem(await new Client(hub).post("/api/auth/login", { username: "longest", password: `${long}x` }), 401, "BAD_CREDENTIALS");
});

test("a stranger's session does not exist, and a viewer changes nothing", async ({ hub }) => {
  const admin = await Client.login(hub);
  const session = await admin.running({ command: ["cat"], agent: "command" });
  const stranger = await user(hub, "stranger");
  for (const [method, path] of ROUTES) {
    const answer = await stranger.send(method, `/api/sessions/${session.id}${path}`);
    expectProblem(answer, 404, "SESSION_NOT_FOUND");
  }
  expect((await stranger.get("/api/sessions")).json<Session[]>()).toEqual([]);

  const viewer = await user(hub, "onlooker", "viewer");
  expectProblem(await viewer.post("/api/sessions", {}), 403, "NOT_ALLOWED");
  for (const [method, path] of ROUTES.slice(1, 5)) expectProblem(await viewer.send(method, `/api/sessions/${session.id}${path}`), 403, "NOT_ALLOWED");
  expectProblem(await viewer.post(`/api/sessions/${session.id}/attach`, { mode: "write" }), 403, "NOT_ALLOWED");
  const writer = await TerminalSocket.attach(admin, session.id);
  const reader = await TerminalSocket.attach(viewer, session.id, "read");
  reader.type("from-the-viewer\r");
  reader.send({ type: "terminal:paste", data: "from-the-viewer\r" });
  await expect.poll(() => reader.count("error")).toBe(2);
  expect(reader.last("error")?.code).toBe("READ_ONLY");
  writer.type("from-the-writer\r");
  await reader.shows("from-the-writer");
  expect(writer.text + reader.text).not.toContain("from-the-viewer");
  expect(reader.closed).toBeUndefined();
  reader.close();
  writer.close();
});

test("a ticket works once, for thirty seconds, and cannot be guessed", async ({ hub }) => {
  const admin = await Client.login(hub);
  const session = await admin.running();
  const attach = async (ticket: string): Promise<TerminalSocket> => {
    const socket = await TerminalSocket.open(hub);
    socket.send({ type: "session:attach", ticket, columns: 80, rows: 24 });
    return socket;
  };
  const ticket = await TerminalSocket.ticket(admin, session.id);
  const first = await attach(ticket);
  await expect.poll(() => first.count("session:attached")).toBe(1);
  for (const wrong of [ticket, "unknown", "", "x".repeat(100_000)]) {
    const refused = await attach(wrong);
    await refused.closes(4401);
    expect(refused.last("error")?.code).toBe("BAD_TICKET");
    expect(refused.count("session:attached")).toBe(0);
  }
  expect(first.closed).toBeUndefined();
  first.close();
});
