import { expect, test } from "../support/test.ts";

test("a wrong password is refused, the right one leads to a first session", async ({ dashboard, page, hub }) => {
  await page.goto(hub.url);
  await dashboard.fillLogin("not-the-password");
  await expect(page.getByRole("alert")).toHaveText("Username or password is wrong.");
  await dashboard.fillLogin(hub.password);
  await expect(page.getByRole("heading", { name: /Start your first session|No session open/ })).toBeVisible();
});

test("nothing that could be stolen lies in the page's storage", async ({ dashboard, page, context }) => {
  await dashboard.login();
  expect(await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage, cookie: document.cookie }))).not.toMatch(/token|hub_session/i);
  const cookie = (await context.cookies()).find((one) => one.name === "hub_session");
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: "Strict" });
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
