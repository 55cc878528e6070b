// The real dashboard in Chromium.
import { chromium } from "playwright-core";
import { timed } from "./numbers.mjs";
import { floodFile } from "./terminal-measures.mjs";

const ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

export async function browser({ api, hub, results }) {
  const { id } = await api.shell();
  const chrome = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ARGUMENTS });
  try {
    const page = await chrome.newPage({ viewport: { width: 1280, height: 800 } });
    await page.goto(`${hub.url}/sessions/${id}`);
    await page.getByLabel("Username").fill("admin");
    await page.getByLabel("Password").fill(hub.password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.locator("hub-session-list").waitFor({ state: "attached" });
    await page.goto(`${hub.url}/sessions/${id}`);
    await page.locator(".xterm-helper-textarea").waitFor({ state: "attached" });
    await shows(page, "ready>");
    const file = floodFile(hub.scratch);
    for (const [round, name] of ["flood of 16 MB in Chromium, first", "flood of 16 MB in Chromium"].entries()) {
      await page.locator(".xterm-helper-textarea").focus();
      await page.keyboard.insertText(`cat ${file}; echo last-$((100+${round}))`);
      results.add(name, await timed(async () => {
        await page.keyboard.press("Enter");
        await shows(page, `last-${100 + round}`);
      }), "ms", name.endsWith("first") ? undefined : 2500);
    }
    await page.keyboard.insertText("yes");
    await page.keyboard.press("Enter");
    await page.waitForTimeout(1500);
    results.add("Ctrl-C during yes until the prompt, in Chromium", await timed(async () => {
      await page.keyboard.press("Control+c");
      await shows(page, "\\^C\\s*\\n?ready>|ready>\\s*$");
    }), "ms");
  } finally {
    await chrome.close();
    await api.delete(id);
  }
}

/** The text is in the rows that the emulator has drawn. */
function shows(page, text) {
  return page.waitForFunction(
    (wanted) => {
      const rows = [...document.querySelectorAll(".xterm-rows > div")].map((row) => (row.textContent ?? "").replaceAll("\u00a0", " ").trimEnd());
      return new RegExp(wanted).test(rows.join("\n").trimEnd());
    },
    text,
    { polling: "raf", timeout: 120_000 },
  );
}
