// What a person reads of the providers in the dashboard, a line each: seen.mjs URL PASSWORD
import { browse } from "./browser.mjs";

const [url, password] = process.argv.slice(2);
await browse(async (page) => {
  await page.goto(url);
  await page.getByLabel("Username").fill("admin");
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  const providers = page.getByRole("list", { name: "Providers" }).getByRole("listitem");
  await providers.first().waitFor();
  for (const one of await providers.all()) console.log(await one.getAttribute("aria-label"));
});
