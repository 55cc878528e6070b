// What an administrator does in the console of a Payara Server, as docs/install.md says it:
//   console.mjs URL deploy NAME FILE [CONTEXT-ROOT] | redeploy NAME FILE | undeploy NAME
import { browse } from "./browser.mjs";

const [url, verb, name, file, context] = process.argv.slice(2);
const LONG = { timeout: 120_000 };

await browse(async (page) => {
  page.on("dialog", (dialog) => dialog.accept());
  await page.goto(url, LONG);
  // The server unpacks its console when it is first asked for.
  await page.getByRole("link", { name: "Applications", exact: true }).first().click(LONG);
  const deploy = page.getByRole("button", { name: "Deploy...", exact: true });
  await deploy.waitFor(LONG);
  const row = page.getByRole("row").filter({ has: page.getByRole("link", { name, exact: true }) });
  if (verb === "undeploy") {
    await row.getByRole("checkbox").check();
    await page.getByRole("button", { name: "Undeploy", exact: true }).click();
    await row.waitFor({ state: "detached", ...LONG });
    return;
  }
  await (verb === "deploy" ? deploy : row.getByRole("link", { name: "Redeploy", exact: true })).click();
  const inside = await page.locator('iframe[src*="Frame.jsf"]').elementHandle(LONG);
  const form = await inside.contentFrame();
  // Its scripts show the fields of what was chosen, and only once it is loaded.
  await form.waitForURL(/Frame\.jsf/, { waitUntil: "load", ...LONG });
  await form.locator('input[type="file"]').setInputFiles(file);
  if (verb === "deploy") {
    await form.locator('[id="form:war:psection:nameProp:appName"]').fill(name);
    if (context) await form.locator('[id="form:war:psection:cxp:ctx"]').fill(context);
  }
  await form.getByRole("button", { name: "OK", exact: true }).first().click();
  const refusal = form.getByText("An error has occurred").first();
  const refused = refusal.waitFor(LONG).then(() => form.locator("body").innerText(), () => new Promise(() => {}));
  const words = await Promise.race([deploy.waitFor(LONG), refused]);
  if (words) throw new Error(words.slice(0, 1_000));
  await row.waitFor();
}, process.env.PICTURE);
