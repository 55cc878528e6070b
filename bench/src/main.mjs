// Runs the measures against a hub of its own, prints a table, writes target/bench.json.
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { browser } from "./browser-measures.mjs";
import { Api } from "./client.mjs";
import { docker } from "./docker-measures.mjs";
import { Hub } from "./hub.mjs";
import { boot, create, growth, memory } from "./hub-measures.mjs";
import { Results } from "./numbers.mjs";
import { attach, echo, flood, interrupt } from "./terminal-measures.mjs";

const MEASURES = { echo, flood, interrupt, attach, create, browser, memory, growth, boot, docker };
const WITHOUT_HUB = new Set(["boot", "docker"]);

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const { values } = parseArgs({ options: { only: { type: "string" }, quick: { type: "boolean", default: false }, hub: { type: "string", default: join(root, "hub") } } });
const wanted = values.only?.split(",") ?? Object.keys(MEASURES);
const unknown = wanted.filter((name) => !(name in MEASURES));
if (unknown.length > 0) {
  console.error(`bench: no measure ${unknown.join(", ")}; there are ${Object.keys(MEASURES).join(", ")}`);
  process.exit(2);
}

const results = new Results();
results.note("machine", `${cpus().length} cores, load ${loadavg()[0].toFixed(1)} at the start, ${process.version}`);
let failed = false;
let hub;
let api;
for (const signal of ["SIGINT", "SIGTERM"]) {
  process.once(signal, async () => {
    await hub?.remove(api);
    process.exit(130);
  });
}
try {
  if (wanted.some((name) => !WITHOUT_HUB.has(name))) {
    hub = await Hub.create(values.hub);
    await hub.up();
    api = await Api.login(hub);
  }
  for (const name of wanted) {
    console.error(name);
    try {
      await MEASURES[name]({ api, hub, results, quick: values.quick, command: values.hub });
    } catch (error) {
      failed = true;
      results.note(name, `failed: ${error.message.slice(0, 300)}`);
    }
  }
} finally {
  await hub?.remove(api);
}
mkdirSync(join(root, "target"), { recursive: true });
writeFileSync(join(root, "target/bench.json"), JSON.stringify({ at: new Date().toISOString(), results: results.rows }, null, 2));
console.log(results.table());
process.exit(failed || results.rows.some((row) => row.met === false) ? 1 : 0);
