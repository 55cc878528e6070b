import { createHash } from "node:crypto";
import { Dashboard } from "../support/dashboard.ts";
import { expect, test } from "../support/test.ts";

test("N and Enter are enough for a terminal that answers", async ({ dashboard, page }) => {
  await dashboard.login();
  await page.locator("body").press("n");
  await page.keyboard.press("Enter");
  await dashboard.ready();
  await dashboard.run("echo answer-$((40+2))", "answer-42");
  await dashboard.run("git branch --show-current; pwd", /hub\//);
});

test("a reload shows the same screen, with what scrolled away", async ({ dashboard, page }) => {
  await dashboard.login();
  await dashboard.create("reloaded");
  await dashboard.run("for i in $(seq 1 200); do echo row-$i; done; printf '\\033[1;3%dm%s\\033[0m\\n' 1 red''dish", "reddish");
  await dashboard.shows(/reddish\n.*[$#%>]$/m);
  const before = await dashboard.screen();
  await page.reload();
  await expect.poll(() => dashboard.screen()).toBe(before);
  for (let pages = 0; pages < 8; pages++) await dashboard.pageUp();
  await dashboard.shows(/^row-1$/m);
});

test("a second viewer sees the same, may type, and scales what the first one drives", async ({ dashboard, browser, hub, guard }) => {
  await dashboard.login();
  await dashboard.create("shared");
  await dashboard.run("echo from-the-$((1))st", "from-the-1st");
  const context = await browser.newContext({ viewport: { width: 900, height: 520 } });
  guard.watch(context);
  const second = new Dashboard(await context.newPage(), hub);
  await second.login(new URL(dashboard.page.url()).pathname);
  await second.shows("from-the-1st");
  await second.run("echo from-the-$((2))nd", "from-the-2nd");
  await dashboard.shows("from-the-2nd");
  await dashboard.run("echo driven-by-$((1))", "driven-by-1");
  await second.shows("driven-by-1");
  await expect.poll(async () => (await second.size()).columns).toBe((await dashboard.size()).columns);
  const fits = await second.page.evaluate(() => {
    const screen = document.querySelector(".xterm-screen")!.getBoundingClientRect();
    const host = document.querySelector(".terminal-host")!.getBoundingClientRect();
    return screen.width <= host.width + 1 && screen.height <= host.height + 1;
  });
  expect(fits).toBe(true);
  await context.close();
});

test("the program has the size that the window gives it", async ({ dashboard, page }) => {
  await dashboard.login();
  await dashboard.create("resized");
  await page.setViewportSize({ width: 1000, height: 600 });
  await expect.poll(async () => (await dashboard.size()).rows).toBeLessThan(30);
  const { columns, rows } = await dashboard.size();
  // tmux tells the program of a second change within a quarter of a second only after that time.
  await dashboard.run("for i in $(seq 40); do stty size; sleep 0.1; done", new RegExp(`^${rows} ${columns}$`, "m"));
});

test("200 kB are pasted whole", async ({ dashboard, page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await dashboard.login();
  await dashboard.create("pasted");
  const text = Array.from({ length: 4_000 }, (_, i) => `line ${i} äöü 漢字 ${"x".repeat(36)}`).join("\n") + "\n";
  const sum = createHash("md5").update(text).digest("hex");
  expect(Buffer.byteLength(text)).toBeGreaterThan(200_000);
  await dashboard.type("cat > pasted.txt\n");
  await page.evaluate((all) => navigator.clipboard.writeText(all), text);
  await page.keyboard.press("Control+Shift+V");
  // The kernel drops echoes of what comes faster than it is read, so the screen need not show the last line.
  await expect.poll(() => dashboard.screen()).toMatch(/line \d{2,} /);
  await page.keyboard.press("Control+D");
  await dashboard.run("md5sum pasted.txt", sum);
});

test("a terminal query is answered once, not once more by each viewer", async ({ dashboard }) => {
  await dashboard.login();
  await dashboard.create("queried");
  const count = "n=0; while IFS= read -rsn1 -t 0.3 c; do [ \"$c\" = $'\\e' ] && n=$((n+1)); done; echo replies=$n.";
  await dashboard.run(`printf '\\033[6n\\033[c'; sleep 1; ${count}`, /replies=\d\./);
  await dashboard.shows("replies=2.");
});

test("a program that is not there is named, and what it printed stays readable", async ({ dashboard, page, hub }) => {
  await dashboard.login();
  await dashboard.openNew();
  await page.getByLabel("Name", { exact: true }).fill(hub.named("misspelt"));
  await page.getByText("Command", { exact: true }).click();
  await page.getByLabel("Command", { exact: true }).last().fill("no-such-agent --help");
  await page.getByRole("button", { name: "Create" }).click();
  await expect(page.locator(".ending")).toBeVisible();
  await expect(page.locator("body")).toContainText(/no-such-agent/);
  await expect(page.getByRole("button", { name: "Start again" })).toBeVisible();
});

test("on a phone, a terminal that somebody else sizes is seen whole, taken over on demand, and has the keys a phone lacks", async ({ dashboard, browser, hub, guard }) => {
  await dashboard.login();
  await dashboard.create("pocket");
  await dashboard.run("clear; printf 'x %.0s' $(seq 50); echo; echo sized-''there", "sized-there");
  const context = await browser.newContext({ viewport: { width: 375, height: 720 }, hasTouch: true, isMobile: true, reducedMotion: "reduce" });
  guard.watch(context);
  const phone = new Dashboard(await context.newPage(), hub);
  await phone.login();
  await phone.open("pocket");
  await phone.shows("sized-there");
  const width = (): Promise<number> => phone.page.locator(".xterm-screen").evaluate((screen) => screen.getBoundingClientRect().width);
  await expect.poll(width).toBeLessThanOrEqual(375);
  expect(await drawnColumns(phone), "spaces are as wide as letters").toBeCloseTo(100, -1);
  await phone.page.getByRole("button", { name: "Fit to this window" }).tap();
  await expect.poll(async () => (await phone.size()).columns).toBeLessThan(60);
  await expect.poll(width).toBeLessThanOrEqual(375);

  await phone.run("cat -v; echo cat-''over", /cat -v/);
  const keys = phone.page.getByRole("toolbar", { name: "Keys" });
  for (const key of ["Esc", "Up", "Tab", "Left"]) await keys.getByRole("button", { name: key }).tap();
  await keys.getByRole("button", { name: "Enter" }).tap();
  await phone.shows("^[^[[A");
  await keys.getByRole("button", { name: "Ctrl" }).tap();
  await phone.page.keyboard.type("d");
  await phone.shows("cat-over");
  await context.close();
});

/** How many columns the first line takes, by its width on the page. */
async function drawnColumns(viewer: Dashboard): Promise<number> {
  const { columns } = await viewer.size();
  return viewer.page.evaluate((all) => {
    const row = document.querySelector(".xterm-rows > div")!;
    const text = document.createRange();
    text.selectNodeContents(row);
    return (text.getBoundingClientRect().width / row.getBoundingClientRect().width) * all;
  }, columns);
}
