import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "@playwright/test";
import { Client, expectProblem, type Session } from "../support/client.ts";
import { Dashboard } from "../support/dashboard.ts";
import { TerminalSocket } from "../support/terminal-socket.ts";
import { expect, test } from "../support/test.ts";

const REACHABLE: [method: string, path: string][] = [
  ["GET", "/api/auth/me"],
  ["GET", "/api/sessions"],
  ["GET", "/api/events"],
  ["GET", "/api/providers"],
  ["GET", "/api/projects"],
  ["GET", "/api/sessions/{id}"],
  ["GET", "/api/sessions/{id}/git/status"],
  ["GET", "/api/sessions/{id}/git/diff"],
  ["GET", "/api/sessions/{id}/events"],
  ["POST", "/api/sessions"],
  ["POST", "/api/sessions/{id}/stop"],
  ["POST", "/api/sessions/{id}/attach"],
  ["DELETE", "/api/sessions/{id}?discard=true"],
  ["POST", "/api/auth/logout"],
];

/** What a server on another port of the hub's host, such as one that an agent started, learns from a visit. */
async function cookieAtAnotherPort(page: Page): Promise<string> {
  let learnt = "";
  const server = createServer((request, response) => {
    learnt ||= request.headers.cookie ?? "";
    response.end("a preview");
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const visit = await page.context().newPage();
  await visit.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  await visit.close();
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
  return learnt;
}

test("a wrong password is refused, the right one leads to a first session", async ({ dashboard, page, hub }) => {
  await page.goto(hub.url);
  await dashboard.fillLogin("not-the-password");
  await expect(page.getByRole("alert")).toHaveText("Username or password is wrong.");
  await dashboard.fillLogin(hub.password);
  await expect(page.getByRole("heading", { name: /Start your first session|No session open/ })).toBeVisible();
});

test("what a script could steal from the page opens nothing", async ({ dashboard, page, context, hub }) => {
  await dashboard.login();
  const cookie = (await context.cookies()).find((one) => one.name === "hub_session");
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: "Strict" });
  const readable = await page.evaluate(() => ({ ...localStorage, ...sessionStorage, cookie: document.cookie }));
  expect(JSON.stringify(readable)).not.toContain(cookie?.value);
  for (const value of Object.values(readable).map(String)) {
    expectProblem(await new Client(hub, value).get("/api/auth/me"), 401, "UNAUTHENTICATED");
    expectProblem(await new Client(hub).get("/api/auth/me", { cookie: `hub_session=${value}`, "hub-page": value }), 401, "UNAUTHENTICATED");
  }
});

test("the cookie of the dashboard, which every port of the host gets, opens nothing", async ({ dashboard, context, hub }) => {
  await dashboard.login();
  await dashboard.create("guarded");
  const stolen = await cookieAtAnotherPort(dashboard.page);
  expect(stolen).toContain((await context.cookies()).find((one) => one.name === "hub_session")?.value);

  const admin = await Client.login(hub);
  const { id } = (await admin.get("/api/sessions")).json<Session[]>().find((one) => one.name === "guarded")!;
  const thief = new Client(hub);
  const disguise = { cookie: stolen, origin: hub.url, "sec-fetch-site": "same-origin", referer: `${hub.url}/` };
  const guesses: Record<string, string>[] = [{}, { "hub-page": "" }, { "hub-page": "x" }, { "hub-page": stolen.split("=")[1]! }];
  for (const [method, path] of REACHABLE) {
    for (const guess of guesses) {
      const answer = await thief.send(method, path.replace("{id}", id), { ...disguise, ...guess });
      expectProblem(answer, 401, "UNAUTHENTICATED");
    }
  }
  for (const bearer of stolen.split(/[=;\s]+/)) expectProblem(await new Client(hub, bearer).get("/api/auth/me"), 401, "UNAUTHENTICATED");
  expect((await admin.session(id)).state).toBe("RUNNING");
  await dashboard.run("echo still-''mine", "still-mine");
});

test("a ticket is of use to the browser that asked for it only", async ({ dashboard, page, context, hub }) => {
  await dashboard.login();
  await dashboard.create("ticketed");
  const asked = page.waitForResponse((response) => response.url().endsWith("/attach") && response.ok());
  await page.routeWebSocket(/\/ws\/sessions/, () => undefined);
  await page.reload();
  const { ticket } = (await (await asked).json()) as { ticket: string };
  const mine = (await context.cookies()).find((one) => one.name === "hub_session")?.value ?? "";
  const other = (await new Client(hub).post("/api/auth/login", { username: "admin", password: hub.password, page: true })).headers["set-cookie"]?.[0] ?? "";
  for (const headers of [{ origin: hub.url, cookie: other.split(";")[0]! }, {}]) {
    const thief = await TerminalSocket.open(hub, headers as Record<string, string>);
    thief.send({ type: "session:attach", ticket, columns: 80, rows: 24 });
    await thief.closes(4401);
  }
  expect(mine).not.toBe("");
});

test("a second window is signed in with the first, and out with it", async ({ dashboard, page, context, hub, guard }) => {
  await dashboard.login();
  await dashboard.create("two-windows");
  const second = new Dashboard(await context.newPage(), hub);
  await second.page.goto(page.url());
  await second.ready();
  await second.page.reload();
  await second.ready();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(second.page.getByRole("button", { name: "Sign in" })).toBeVisible();
  void guard;
  await second.fillLogin(hub.password);
  await second.ready();
  await expect(page.getByRole("button", { name: "Sign out" })).toBeVisible();
});

test("a cookie that somebody else has set signs nobody in", async ({ page, context, hub, dashboard }) => {
  const token = await hub.token();
  await context.addCookies([{ name: "hub_session", value: token, domain: "127.0.0.1", path: "/" }]);
  await page.goto(hub.url);
  await expect(page.getByRole("button", { name: "Sign in" })).toBeVisible();
  await dashboard.fillLogin(hub.password);
  await expect(page.locator("hub-session-list")).toBeAttached();
  await context.addCookies([{ name: "hub_session", value: token, domain: "127.0.0.1", path: "/api" }]);
  await page.reload();
  await expect(page.locator("hub-session-list")).toBeAttached();
});

test("a sign-in that expired leads back to where the user was", async ({ dashboard, page, context }) => {
  await dashboard.login();
  await dashboard.create("returning");
  const address = page.url();
  await context.clearCookies();
  await dashboard.tab("History").click();
  await expect(page.getByText("Your sign-in has expired")).toBeVisible();
  await dashboard.fillLogin(dashboard.hub.password);
  await expect(page.getByRole("heading", { name: "returning", level: 1 })).toBeVisible();
  expect(page.url()).toContain(address);
});

test("signing out ends it", async ({ dashboard, page }) => {
  await dashboard.login();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("button", { name: "Sign in" })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("button", { name: "Sign in" })).toBeVisible();
});
