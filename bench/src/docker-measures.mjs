// Sessions in containers, beside the commands that do the same without a hub.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DockerWorld, withoutEngine } from "./docker.mjs";
import { quantile, timed } from "./numbers.mjs";
import { RawDocker, git } from "./raw.mjs";
import { statusTold } from "./status-measures.mjs";

const SHELL = ["env", "PS1=ready> ", "bash", "--norc", "--noprofile"];
const IMAGE = "session-hub/claude-instance";
const TICKS = Number(execFileSync("getconf", ["CLK_TCK"], { encoding: "utf8" }));

export async function docker({ command, results, quick }) {
  const why = withoutEngine();
  if (why !== undefined) {
    results.note("docker", `left out: ${why}`);
    return;
  }
  const world = await DockerWorld.create(command);
  try {
    await echo(world, results, quick ? 300 : 1000);
    await create(world, results, quick ? 4 : 10);
    await status(world, results);
    await statusTold(world, results, quick ? 20 : 100);
    await idle(world, results, quick ? 15 : 30);
  } finally {
    await world.remove();
  }
}

async function echoes(terminal, shown, count) {
  const times = [];
  for (let k = 0; k < count; k++) {
    const key = String.fromCharCode(97 + (k % 26));
    terminal.forget?.();
    terminal.text = "";
    times.push(await timed(async () => {
      terminal.type(key);
      await terminal.shows(shown(key));
    }));
  }
  return times;
}

async function echo(world, results, count) {
  const { id } = await world.api.create(["cat"]);
  const viewer = await world.api.view(id);
  const raw = new RawDocker(world, world.container(id), "cat");
  await raw.shows("session-changed");
  const rawKey = (key) => `%output %0 ${key}`;
  const times = [];
  const rawTimes = [];
  await echoes(raw, rawKey, 200);
  await echoes(viewer, (key) => key, 200);
  // Turn by turn, so that both see the same machine.
  for (let round = 0; round < 5; round++) {
    rawTimes.push(...(await echoes(raw, rawKey, count / 5)));
    times.push(...(await echoes(viewer, (key) => key, count / 5)));
  }
  raw.close();
  viewer.close();
  await world.api.delete(id);
  results.add("docker: echo p50, raw docker exec tmux -C", quantile(rawTimes, 0.5), "ms");
  results.add("docker: echo p50", quantile(times, 0.5), "ms");
  results.add("docker: echo p50 above raw", quantile(times, 0.5) - quantile(rawTimes, 0.5), "ms", 1);
  results.add("docker: echo p99", quantile(times, 0.99), "ms");
}

async function create(world, results, count) {
  const times = [];
  const rawTimes = [];
  const ids = [];
  for (let k = 0; k < count; k++) {
    rawTimes.push(await rawCreate(world, k));
    times.push(await timed(async () => {
      const { id } = await world.api.create(SHELL);
      ids.push(id);
      const viewer = await world.api.view(id);
      await viewer.shows("ready>");
      viewer.close();
    }));
  }
  for (const id of ids) await world.api.delete(id);
  await world.api.gone(ids);
  const raw = quantile(rawTimes, 0.5);
  results.add("docker: worktree, docker run, tmux until the prompt, raw, p50", raw, "ms");
  results.add("docker: create until the prompt, p50", quantile(times, 0.5), "ms");
  results.add("docker: create until the prompt, times raw", quantile(times, 0.5) / raw, "", 1.25);
}

async function rawCreate(world, k) {
  const base = join(world.hub.scratch, "raw");
  if (k === 0) {
    execFileSync("git", ["init", "--quiet", "--initial-branch=main", base]);
    git(base, "-c", "user.name=b", "-c", "user.email=b@example.org", "commit", "--quiet", "--allow-empty", "-m", "start");
  }
  const tree = join(world.hub.scratch, `raw-tree-${k}`);
  let container;
  const time = await timed(async () => {
    git(base, "worktree", "add", "--quiet", "-b", `work-${k}`, tree);
    container = world.docker("run", "--detach", "--init", "--network", world.network(), "--user", "1000:1000", "--volume", `${tree}:/workspace`, "--tmpfs", "/tmp", "--memory", "4g", "--entrypoint", "sleep", IMAGE, "infinity");
    const raw = new RawDocker(world, container, ...SHELL);
    await raw.shows("ready>");
    raw.close();
  });
  world.docker("rm", "--force", container);
  return time;
}

/** A tree of 100,000 files that are committed, one of them changed. */
async function status(world, results) {
  const { id } = await world.api.create(["cat"]);
  await (await world.api.view(id)).close();
  const container = world.container(id);
  const make = "mkdir many && cd many && for d in $(seq 100); do mkdir $d && (cd $d && seq 1000 | split -l 1 -a 3 -); done && git add -A . && git -c user.name=b -c user.email=b@example.org commit -qm many && echo more >> 1/xaaa";
  world.docker("exec", "--workdir", "/workspace", container, "sh", "-ec", make);
  const native = () => world.docker("exec", "--workdir", "/workspace", container, "git", "status", "--porcelain=v2", "-z");
  const hub = () => world.api.call("GET", `/api/sessions/${id}/git/status`);
  native();
  await hub();
  const inside = [];
  const times = [];
  for (let k = 0; k < 5; k++) {
    inside.push(await timed(async () => native()));
    times.push(await timed(hub));
  }
  await world.api.delete(id);
  results.add("docker: status of 100,000 files, git in the container, p50", quantile(inside, 0.5), "ms");
  results.add("docker: status of 100,000 files, p50", quantile(times, 0.5), "ms");
  results.add("docker: status of 100,000 files, times git in the container", quantile(times, 0.5) / quantile(inside, 0.5), "", 1.2);
}

/** Twenty prompts of the real agent that nobody types at. */
async function idle(world, results, seconds) {
  const before = world.hub.heap();
  const resident = world.hub.rss();
  const ids = [];
  for (let k = 0; k < 20; k++) ids.push((await world.api.call("POST", "/api/sessions", { agent: "claude" })).id);
  for (let idling = 0; idling < 20; ) {
    idling = (await world.api.call("GET", "/api/sessions?state=RUNNING")).filter((session) => session.agent.status === "IDLE").length;
    await new Promise((resume) => setTimeout(resume, 500));
  }
  await new Promise((resume) => setTimeout(resume, 10_000));
  const begun = cpuSeconds(world.hub);
  await new Promise((resume) => setTimeout(resume, seconds * 1000));
  const used = (100 * (cpuSeconds(world.hub) - begun)) / seconds;
  results.add("docker: the hub's processor with 20 idle agents", used, "% of a core", 3);
  results.add("docker: heap growth for each of 20 idle agents", (world.hub.heap() - before) / 20, "MB", 1);
  results.add("docker: growth of resident memory for each of them", (world.hub.rss() - resident) / 20, "MB");
  for (const id of ids) await world.api.delete(id);
  await world.api.gone(ids);
}

function cpuSeconds(hub) {
  const fields = readFileSync(`/proc/${hub.child.pid}/stat`, "utf8").split(") ")[1].split(" ");
  return (Number(fields[11]) + Number(fields[12])) / TICKS;
}
