import { expect, test } from "../support/test.ts";
import { Client, expectProblem, raw } from "../support/client.ts";
import { TerminalSocket } from "../support/terminal-socket.ts";

const JSON_BODY = { "content-type": "application/json" };

test("every wrong request is answered with a problem, and never with a page or a stack trace", async ({ hub }) => {
  const admin = await Client.login(hub);
  const create = (body: string | Buffer, headers: Record<string, string> = JSON_BODY) => admin.send("POST", "/api/sessions", headers, Buffer.from(body));

  expectProblem(await admin.get("/api/nope"), 404, "NOT_FOUND");
  expectProblem(await admin.get("/api"), 404, "NOT_FOUND");
  expectProblem(await admin.get("/ws/nope"), 404, "NOT_FOUND");
  expectProblem(await admin.get("/api/sessions/not-an-id"), 404);
  expectProblem(await admin.get("/api/sessions/00000000-0000-4000-8000-000000000000"), 404, "SESSION_NOT_FOUND");
  expectProblem(await admin.send("PATCH", "/api/sessions"), 405, "METHOD_NOT_ALLOWED");
  expectProblem(await admin.send("DELETE", "/api/auth/login"), 405, "METHOD_NOT_ALLOWED");
  expectProblem(await admin.get("/api/sessions", { accept: "image/png" }), 406, "NOT_ACCEPTABLE");
  expectProblem(await create("{}", { "content-type": "text/plain" }), 415, "UNSUPPORTED_MEDIA_TYPE");
  expectProblem(await create("{}", { "content-type": "nonsense" }), 400);

  expectProblem(await create("{"), 400, "MALFORMED_JSON");
  expectProblem(await create('{"name":"x'), 400, "MALFORMED_JSON");
  expectProblem(await create("not json"), 400, "MALFORMED_JSON");
  expectProblem(await create("[]"), 400);
  expectProblem(await create("null"), 400);
  expectProblem(await create("[".repeat(50_000)), 400);
  expectProblem(await create(Buffer.from([0x7b, 0x22, 0x6e, 0xff, 0xfe, 0x22, 0x7d])), 400);
  expectProblem(await create('{"unknown":1}'), 400, "VALIDATION_FAILED");
  expectProblem(await create('{"name":5}'), 400, "VALIDATION_FAILED");
  expectProblem(await create('{"agent":"emacs"}'), 400, "VALIDATION_FAILED");
  expectProblem(await create('{"limits":{"memory":"much"}}'), 400, "VALIDATION_FAILED");
  expectProblem(await create('{"start":"yes"}'), 400, "VALIDATION_FAILED");
  expectProblem(await create('{"branch":"a..b"}'), 400);
  expectProblem(await create('{"provider":"none"}'), 422, "PROVIDER_NOT_FOUND");
  expectProblem(await create('{"project":"none"}'), 404, "PROJECT_NOT_FOUND");
  expectProblem(await create('{"base":"no-such-branch"}'), 400, "VALIDATION_FAILED");
  expectProblem(await create(JSON.stringify({ prompt: "x".repeat(3 << 20) })), 413, "BODY_TOO_LARGE");
  expectProblem(await admin.get("/api/sessions?state=SLEEPING"), 400, "VALIDATION_FAILED");
  expectProblem(await admin.post("/api/projects", { name: "none", repository: "/no/such/place" }), 422);
  expectProblem(await new Client(hub, "wrong").get("/api/auth/me"), 401, "UNAUTHENTICATED");
  expectProblem(await new Client(hub).get("/api/auth/me"), 401, "UNAUTHENTICATED");
});

test("what is hardly HTTP gets an error of the client, without a word about the server", async ({ hub }) => {
  const admin = await Client.login(hub);
  const lines = ["GET /../..", "GET /..%2f..%2fetc/passwd", "GET /api/sessions/%00", "TRACE /", "TRACE /api/auth/me"];
  const more = ["GET /WEB-INF/web.xml", "GET /META-INF/MANIFEST.MF", "BLAH", "FOO /api/sessions", `GET /api/${"a".repeat(20_000)}`, "GET /api/sessions/\xff\xfe"];
  for (const line of [...lines, ...more]) {
    const answer = await raw(hub, Buffer.from(`${line} HTTP/1.1\r\nHost: 127.0.0.1:${hub.port}\r\nConnection: close\r\n\r\n`, "latin1"));
    const named = line.slice(0, 40);
    expect(answer, named).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect(answer, named).not.toMatch(/payara|glassfish|grizzly|Exception|\bat (java|org|com)\./i);
  }
  const truncated = await raw(hub, `POST /api/auth/login HTTP/1.1\r\nHost: 127.0.0.1:${hub.port}\r\nContent-Type: application/json\r\nContent-Length: 3\r\nConnection: close\r\n\r\n{"u`);
  expect(truncated).toMatch(/^HTTP\/1\.1 400 /);
  expect(truncated).toContain("MALFORMED_JSON");
  expect((await admin.get("/api/auth/me")).status).toBe(200);
});

test("a stream of events begins with everything and goes on with changes", async ({ hub }) => {
  const admin = await Client.login(hub);
  const before = await admin.create({ name: "before", start: false });
  const stream = await openStream(admin);
  await expect.poll(() => stream.text()).toContain("event: snapshot");
  expect(stream.text()).toContain(before.id);
  const after = await admin.create({ name: "after", start: false });
  await expect.poll(() => stream.text()).toMatch(new RegExp(`event: session\\ndata: .*${after.id}`));
  stream.end();
});

test("two hundred idle streams keep nobody else waiting", async ({ hub }) => {
  const admin = await Client.login(hub);
  const streams = await Promise.all(Array.from({ length: 200 }, () => openStream(admin)));
  await expect.poll(() => streams.filter((stream) => stream.text().includes("event: snapshot")).length, { timeout: 30_000 }).toBe(200);
  for (let i = 0; i < 10; i++) expect((await admin.get("/api/sessions")).status).toBe(200);
  streams.forEach((stream) => stream.end());
});

async function openStream(client: Client): Promise<{ text: () => string; end: () => void }> {
  const stop = new AbortController();
  const answer = await fetch(`${client.hub.url}/api/events`, { headers: { authorization: `Bearer ${client.token}` }, signal: stop.signal });
  expect(answer.headers.get("content-type")).toContain("text/event-stream");
  let text = "";
  const read = async (): Promise<void> => {
    const decoder = new TextDecoder();
    for await (const part of answer.body!) text += decoder.decode(part as Uint8Array, { stream: true });
  };
  void read().catch(() => undefined);
  return { text: () => text, end: () => stop.abort() };
}

test("a project that is there already is refused without a word in the log", async ({ hub }) => {
  const admin = await Client.login(hub);
  const [known] = (await admin.get("/api/projects")).json<{ name: string; repository: string }[]>();
  const before = hub.log.length;
  const { repository } = known!;
  expectProblem(await admin.post("/api/projects", { name: hub.named("another"), repository }), 409, "PROJECT_EXISTS");
  expectProblem(await admin.post("/api/projects", { name: known!.name, repository }), 409, "PROJECT_EXISTS");
  expect(hub.log.slice(before)).not.toContain("Exception");
});

test("what users wait for is measured in seconds", async ({ hub }) => {
  const admin = await Client.login(hub);
  const session = await admin.running();
  (await TerminalSocket.attach(admin, session.id)).close();
  const { text } = await admin.get("/metrics");
  for (const name of ["hub_attach_seconds", "hub_create_seconds"]) {
    const value = (one: string): number => Number(text.split("\n").find((line) => line.startsWith(name) && line.includes(one))?.split(" ").at(-1));
    // The sum is in seconds in any case, and neither a mean nor a longest one is more than all together.
    for (const one of ["_mean", "_max"]) {
      expect(value(one), `${name} ${one}`).toBeGreaterThan(0);
      expect(value(one), `${name} ${one}`).toBeLessThanOrEqual(value("_sum") + 0.001);
    }
  }
  expect(text).not.toMatch(/^hub_\w+_seconds{.*quantile=/m);
});
