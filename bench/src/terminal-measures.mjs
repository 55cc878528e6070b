// What a user of one terminal feels: echo, floods, interruption, attaching.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import headless from "@xterm/headless";
import { RawTmux } from "./raw.mjs";
import { quantile, timed } from "./numbers.mjs";

const FLOOD_BYTES = 16 << 20;

/** Coloured lines as a build prints them. */
export function floodFile(folder) {
  const file = join(folder, "flood.log");
  const lines = [];
  for (let k = 0, size = 0; size < FLOOD_BYTES; k++) {
    const line = `\u001b[32m[INFO]\u001b[0m step ${k} \u001b[1mCompiling\u001b[0m \u001b[38;5;${k % 256}m/work/module-${k % 97}/src/main/File${k}.java\u001b[0m (${k % 1000} ms)\n`;
    lines.push(line);
    size += line.length;
  }
  writeFileSync(file, lines.join(""));
  return file;
}

async function echoes(terminal, count) {
  const times = [];
  for (let k = 0; k < count; k++) {
    const key = String.fromCharCode(97 + (k % 26));
    terminal.forget?.();
    terminal.text = "";
    times.push(await timed(async () => {
      terminal.type(key);
      await terminal.shows(key);
    }));
  }
  return times;
}

/** Only the echo: `cat` with the line discipline's echo, a rarely used screen. */
export async function echo({ api, results, quick }) {
  const count = quick ? 300 : 1500;
  const raw = new RawTmux("cat");
  await raw.shows("session-changed");
  await echoes(new RawEcho(raw), 100);
  const rawTimes = await echoes(new RawEcho(raw), count);
  raw.close();
  const { id } = await api.create(["cat"]);
  const viewer = await api.view(id);
  await echoes(viewer, 200);
  const times = await echoes(viewer, count);
  results.add("echo p50, raw tmux -C", quantile(rawTimes, 0.5), "ms");
  results.add("echo p99, raw tmux -C", quantile(rawTimes, 0.99), "ms");
  results.add("echo p50", quantile(times, 0.5), "ms");
  results.add("echo p50 above raw", quantile(times, 0.5) - quantile(rawTimes, 0.5), "ms", 1);
  results.add("echo p99", quantile(times, 0.99), "ms", 8);
  viewer.close();
  await api.delete(id);
}

class RawEcho {
  constructor(raw) {
    this.raw = raw;
  }

  set text(value) {
    this.raw.text = value;
  }

  type(key) {
    this.raw.type(key);
  }

  shows(key) {
    return this.raw.shows(`%output %0 ${key}`);
  }
}

export async function flood({ api, hub, results, quick }) {
  const file = floodFile(hub.scratch);
  const raw = new RawTmux("env", "PS1=ready> ", "bash", "--norc", "--noprofile");
  await raw.prompt("ready>");
  results.add("flood of 16 MB, raw tmux -C", await timed(async () => {
    raw.type(`cat ${file}; echo last-$((1+1))\r`);
    await raw.shows("last-2");
  }), "ms");
  raw.close();
  const { id } = await api.shell();
  const { id: other } = await api.create(["cat"]);
  const viewer = await api.view(id);
  const neighbour = await api.view(other);
  await viewer.shows("ready>");
  const once = async () => {
    viewer.forget();
    viewer.type(`cat ${file}; echo last-$((1+1))\r`);
    await viewer.shows("last-2");
  };
  await once();
  results.add("flood of 16 MB, fast client", await timed(once), "ms");
  const times = [];
  let flooding = true;
  const floods = (async () => {
    for (let k = 0; k < (quick ? 2 : 5); k++) await once();
    flooding = false;
  })();
  while (flooding) times.push(...(await echoes(neighbour, 5)));
  await floods;
  results.add("another session's echo p95 during a flood", quantile(times, 0.95), "ms", 20);
  results.add("another session's echo p50 during a flood", quantile(times, 0.5), "ms");
  viewer.close();
  neighbour.close();
  await api.delete(id);
  await api.delete(other);
}

export async function interrupt({ api, results, quick }) {
  const { id } = await api.shell();
  const viewer = await api.view(id);
  await viewer.shows("ready>");
  const times = [];
  for (let k = 0; k < (quick ? 4 : 12); k++) {
    viewer.type("yes\r");
    const begun = viewer.processed;
    await viewer.until(() => viewer.processed > begun + 2_000_000, "a flood");
    times.push(await timed(async () => {
      viewer.type("\u0003");
      await viewer.shows("ready>");
    }));
  }
  results.add("Ctrl-C during yes until the prompt, p50", quantile(times, 0.5), "ms");
  results.add("Ctrl-C during yes until the prompt, worst", Math.max(...times), "ms", 200);
  viewer.close();
  await api.delete(id);
}

async function drawn(api, id, Viewer) {
  const terminal = new headless.Terminal({ cols: 120, rows: 40, scrollback: 10_000, allowProposedApi: true });
  // What the terminals before this one left is this client's to collect, 10 to 15 ms, and no part of an attach.
  globalThis.gc();
  let buffer;
  const time = await timed(async () => {
    const { ticket } = await api.call("POST", `/api/sessions/${id}/attach`, { mode: "read" });
    const viewer = new Viewer(api.url.replace("http", "ws") + "/ws/sessions");
    viewer.onData = (data) => (buffer ??= data.subarray(1));
    await viewer.attach(ticket, 120, 40);
    await new Promise((done) => terminal.write(buffer, done));
    viewer.close();
  });
  if (terminal.buffer.active.baseY < 1900) throw new Error(`only ${terminal.buffer.active.baseY} lines of history`);
  return time;
}

export async function attach({ api, results, quick }) {
  const { id } = await api.shell();
  const first = await api.view(id);
  await first.shows("ready>");
  first.type("for i in $(seq 1 2000); do printf '\\033[32m%05d\\033[0m a line of history that is about as long as such a line is\\n' $i; done; echo last-$((1+1))\r");
  await first.shows("last-2");
  const count = quick ? 15 : 60;
  const early = [];
  const late = [];
  for (let k = 0; k < count; k++) early.push(await drawn(api, id, first.constructor));
  for (let k = 0; k < count; k++) late.push(await drawn(api, id, first.constructor));
  results.add("attach until drawn, the first of a hub, p50", quantile(early, 0.5), "ms");
  results.add("attach until drawn, the first of a hub, p95", quantile(early, 0.95), "ms");
  results.add("attach until drawn, 2,000 lines, p50", quantile(late, 0.5), "ms");
  results.add("attach until drawn, 2,000 lines, p95", quantile(late, 0.95), "ms", 50);
  first.close();
  await api.delete(id);
}
