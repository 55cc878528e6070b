// The machine's Chromium, with the Playwright of e2e.
import { createRequire } from "node:module";

const { chromium } = createRequire(new URL("../../../../e2e/", import.meta.url))("@playwright/test");

/** Does something with a page; what went wrong is told with a picture of it, if a place for that is given. */
export async function browse(work, picture) {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"],
  });
  const page = await browser.newPage({ viewport: { width: 1400, height: 1000 } });
  try {
    await work(page);
  } catch (failure) {
    if (picture) await page.screenshot({ path: picture });
    console.error(failure.message);
    process.exitCode = 1;
  } finally {
    await browser.close();
  }
}
