// A hub of the bench's own: the product as a user starts it, on a free port, its data in a scratch folder.
import { execFileSync, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, readlinkSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const READY = "Session Hub is ready at ";
const BOOT_MS = 300_000;

export class Hub {
  constructor(command, port, variables) {
    this.variables = variables;
    this.command = command;
    this.port = port;
    this.scratch = mkdtempSync(join(tmpdir(), "hub-bench-"));
    this.password = randomBytes(12).toString("base64url");
    this.url = `http://127.0.0.1:${port}`;
  }

  static async create(command, variables = {}) {
    return new Hub(command, await freePort(), variables);
  }

  /** Makes the cache that later starts use; it would else be made in the background, beside what is measured. */
  train() {
    execFileSync(this.command, ["train"], { stdio: "ignore" });
  }

  /** Starts it, with the cache or without; answers the milliseconds until it was ready. */
  async up(cache = true) {
    const begun = performance.now();
    this.child = spawn(this.command, ["up", "--port", String(this.port), "--data", join(this.scratch, "data")], {
      env: { ...process.env, HOME: this.scratch, HUB_ADMIN_PASSWORD: this.password, BASE_REPO_PATH: "", ...this.variables, ...(!cache && { HUB_AOT: "off" }) },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    await new Promise((ready, failed) => {
      const timer = setTimeout(() => failed(new Error(`not ready in time:\n${output}`)), BOOT_MS);
      const read = (data) => {
        output += data;
        if (!output.includes(READY)) return;
        clearTimeout(timer);
        ready();
      };
      this.child.stdout.on("data", read);
      this.child.stderr.on("data", read);
      this.child.once("exit", (code) => failed(new Error(`the hub ended with ${code}:\n${output}`)));
    });
    return performance.now() - begun;
  }

  async down() {
    if (!this.child || this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = new Promise((done) => this.child.once("exit", done));
    this.child.kill("SIGTERM");
    await ended;
  }

  async remove(api) {
    await api?.deleteAll().catch(() => {});
    await this.down();
    rmSync(this.scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 300 });
  }

  /** Megabytes of the hub's JVM that are in memory. */
  rss() {
    const status = readFileSync(`/proc/${this.child.pid}/status`, "utf8");
    return Number(/VmRSS:\s+(\d+)/.exec(status)[1]) / 1024;
  }

  /** Megabytes of heap in use after a full collection. */
  heap() {
    const jcmd = join(dirname(readlinkSync(`/proc/${this.child.pid}/exe`)), "jcmd");
    execFileSync(jcmd, [String(this.child.pid), "GC.run"]);
    const info = execFileSync(jcmd, [String(this.child.pid), "GC.heap_info"], { encoding: "utf8" });
    const used = [...info.matchAll(/used (\d+)K/g)].map((found) => Number(found[1]));
    const metaspace = /Metaspace\s+used (\d+)K/.exec(info);
    return (info.includes("garbage-first") ? used[0] : used.reduce((sum, next) => sum + next, 0) - Number(metaspace?.[1] ?? 0) - (used.at(-1) ?? 0)) / 1024;
  }
}

async function freePort() {
  for (let port = 42000 + Math.floor(Math.random() * 90); ; port++) {
    const server = createServer();
    const free = await new Promise((answer) => {
      server.once("error", () => answer(false));
      server.listen(port, "127.0.0.1", () => server.close(() => answer(true)));
    });
    if (free) return port;
  }
}
