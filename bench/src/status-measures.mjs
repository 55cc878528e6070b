// From what Claude Code writes about itself, in its container, until a client of the hub's events knows.
import { quantile } from "./numbers.mjs";

const TARGET_MS = 500;
const STEPS = [["busy", "WORKING"], ["waiting", "NEEDS_PERMISSION"], ["busy", "WORKING"], ["idle", "IDLE"]];
// The agent is real and idle; another one writes in its file, as it would.
const WRITER = `set -- "$CLAUDE_CONFIG_DIR"/sessions/*.json
IFS= read -r was <"$1" || [ -n "$was" ]
rest=\${was#*\\"status\\":\\"*\\"}
while read -r status; do
  case $status in waiting) why=',"waitingFor":"permission prompt"' ;; *) why= ;; esac
  printf '%s"status":"%s"%s%s' "\${was%%\\"status\\":*}" "$status" "$why" "$rest" >"$1"
done`;

export async function statusTold(world, results, count) {
  const { id } = await world.api.call("POST", "/api/sessions", { agent: "claude" });
  const events = await world.api.events();
  const writer = await begin(world, events, id);
  const times = [];
  for (let k = 0; k < count; k++) {
    // The watcher in the session looks four times a second: no step may keep its time.
    await new Promise((resume) => setTimeout(resume, 400 + 500 * Math.random()));
    const [status, shown] = STEPS[k % STEPS.length];
    const begun = performance.now();
    writer.stdin.write(`${status}\n`);
    times.push((await events.session((session) => session.id === id && session.agent.status === shown)) - begun);
  }
  writer.stdin.end();
  events.close();
  await world.api.delete(id);
  results.add("docker: status until a client knows, p50", quantile(times, 0.5), "ms");
  results.add("docker: status until a client knows, p95", quantile(times, 0.95), "ms");
  results.add(`docker: status until a client knows, worst of ${count}`, Math.max(...times), "ms", TARGET_MS);
}

async function begin(world, events, id) {
  await events.session((session) => session.id === id && session.agent.status === "IDLE");
  return world.spawn("exec", "-i", world.container(id), "sh", "-c", WRITER);
}
