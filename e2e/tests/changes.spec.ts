import { expect, test } from "../support/test.ts";

test("changes are shown by file, with colours, both ways, and live", async ({ dashboard, page }) => {
  await dashboard.login();
  await dashboard.create("changed");
  await dashboard.run("sed -i 's/let sum = 0/let sum = 1/' src/checkout.ts; rm old.py; echo new > added.txt; printf x >> logo.png; echo do''ne", "done");
  await dashboard.tab("Changes").click();
  const file = (path: string) => page.getByRole("region", { name: path });
  await expect(file("src/checkout.ts").locator(".line.delete")).toContainText("let sum = 0");
  await expect(file("src/checkout.ts").locator(".line.add")).toContainText("let sum = 1");
  await expect(file("src/checkout.ts").locator(".hljs-keyword").first()).toBeVisible();
  await expect(file("old.py")).toContainText("return x + 1");
  await expect(file("added.txt")).toContainText("new");
  await expect(file("logo.png")).toContainText("Binary file");

  await dashboard.tab("Terminal").click();
  await dashboard.type("(sleep 2; echo 'came later' >> README.md) &\n");
  await dashboard.tab("Changes").click();
  await expect(file("README.md")).toContainText("came later", { timeout: 12_000 });

  await page.getByRole("button", { name: "Side by side" }).click();
  await expect(file("src/checkout.ts").locator(".line-pair").first()).toBeVisible();
  await page.reload();
  await expect(file("src/checkout.ts").locator(".line-pair").first()).toBeVisible();
  await expect(dashboard.row("changed").locator(".plus")).toBeVisible({ timeout: 20_000 });
});

test("the patch that is downloaded can be applied", async ({ dashboard, page }) => {
  await dashboard.login();
  await dashboard.create("patched");
  await dashboard.run("echo more >> README.md; echo do''ne", "done");
  await dashboard.tab("Changes").click();
  await expect(page.getByRole("region", { name: "README.md" })).toBeVisible();
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download as a patch" }).click();
  expect((await download).suggestedFilename()).toBe("patched.patch");
});
