// What the hub costs: creating, memory, booting, and whether it grows.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Api } from "./client.mjs";
import { Hub } from "./hub.mjs";
import { quantile, timed } from "./numbers.mjs";
import { RawTmux, git } from "./raw.mjs";

export async function create({ api, results, quick }) {
  const times = [];
  const ids = [];
  for (let k = 0; k < (quick ? 6 : 20); k++) {
    times.push(await timed(async () => {
      const { id } = await api.shell();
      ids.push(id);
      const viewer = await api.view(id);
      await viewer.shows("ready>");
      viewer.close();
    }));
  }
  for (const id of ids) await api.delete(id);
  await api.gone(ids);
  results.add("create until the prompt, p50", quantile(times, 0.5), "ms", 400);
  results.add("create until the prompt, worst", Math.max(...times), "ms");
  results.add("git worktree add + tmux until the prompt, raw", await rawCreate(), "ms");
}

async function rawCreate() {
  const folder = mkdtempSync(join(tmpdir(), "hub-bench-git-"));
  git(folder, "init", "--quiet", "--initial-branch=main");
  git(folder, "-c", "user.name=b", "-c", "user.email=b@example.org", "commit", "--quiet", "--allow-empty", "-m", "start");
  const time = await timed(async () => {
    git(folder, "worktree", "add", "--quiet", "-b", "work", join(folder, "tree"));
    const raw = new RawTmux("env", "PS1=ready> ", "bash", "--norc", "--noprofile");
    await raw.prompt("ready>");
    raw.close();
  });
  rmSync(folder, { recursive: true, force: true });
  return time;
}

async function inParallel(count, width, task) {
  let next = 0;
  const results = [];
  await Promise.all(Array.from({ length: width }, async () => {
    while (next < count) results.push(await task(next++));
  }));
  return results;
}

export async function memory({ api, hub, results, quick }) {
  results.add("heap after collection, no session", hub.heap(), "MB");
  results.add("RSS, no session", hub.rss(), "MB");
  const ids = [];
  for (const count of quick ? [1, 50] : [1, 50, 200]) {
    const more = await inParallel(count - ids.length, 4, async () => (await api.create(["cat"])).id);
    ids.push(...more);
    for (let running = 0; running < count; await new Promise((resume) => setTimeout(resume, 500))) {
      running = (await api.call("GET", "/api/sessions?state=RUNNING")).length;
    }
    results.add(`RSS with ${count} idle sessions`, hub.rss(), "MB", count === 200 ? 512 : undefined);
    results.add(`heap after collection with ${count} idle sessions`, hub.heap(), "MB");
  }
  const viewers = await inParallel(quick ? 100 : 500, 4, (k) => api.view(ids[k % 10], 120, 40, "read"));
  results.add(`RSS with ${viewers.length} idle viewers more`, hub.rss(), "MB");
  results.add(`heap after collection with ${viewers.length} idle viewers more`, hub.heap(), "MB");
  viewers.forEach((viewer) => viewer.close());
  for (const id of ids) await api.delete(id);
  await api.gone(ids);
}

export async function growth({ api, hub, results, quick }) {
  const rounds = quick ? 40 : 200;
  const round = async () => {
    const { id } = await api.create(["cat"]);
    const viewer = await api.view(id);
    viewer.type("x");
    await viewer.shows("x");
    viewer.close();
    await api.delete(id);
    await api.gone([id]);
  };
  for (let k = 0; k < 20; k++) await round();
  const before = hub.heap();
  await inParallel(rounds, 2, round);
  await new Promise((resume) => setTimeout(resume, 3000));
  results.add(`heap growth over ${rounds} rounds of create, attach, delete`, hub.heap() - before, "MB", 3);
}

async function boots(hub, cache, results, count) {
  const times = [];
  for (let k = 0; k < count; k++) {
    times.push(await hub.up(cache));
    await hub.down();
  }
  const name = `boot until ready, later, ${cache ? "cache trained" : "no cache"}`;
  results.add(`${name}, p50`, quantile(times, 0.5), "ms", cache ? 5000 : 9000);
  results.add(`${name}, worst`, Math.max(...times), "ms");
}

export async function boot({ command, results, quick }) {
  const hub = await Hub.create(command);
  try {
    results.add("boot until ready, first (the database is made), no cache", await hub.up(false), "ms", 9000);
    const api = await Api.login(hub);
    const { id } = await api.shell();
    await (await api.view(id)).shows("ready>");
    await api.deleteAll();
    await hub.down();
    await boots(hub, false, results, quick ? 1 : 3);
    hub.train();
    await boots(hub, true, results, quick ? 2 : 5);
  } finally {
    await hub.remove();
  }
}
