import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { makeRepository } from "./repository.ts";

export const ROOT = resolve(import.meta.dirname, "../..");

const READY = "Session Hub is ready at ";
const BOOT_MS = 120_000;

/** A hub of the tests' own: the product as a user starts it, on a free port, with its data in a scratch folder. */
export class Hub {
  private process: ChildProcess | undefined;
  private output = "";

  private constructor(
    readonly port: number,
    private readonly scratch: string,
    readonly password: string,
    private readonly variables: Record<string, string>,
    private readonly isServed = false,
  ) {}

  static async create(variables: Record<string, string> = {}): Promise<Hub> {
    const scratch = await mkdtemp(join(tmpdir(), "hub-e2e-"));
    makeRepository(join(scratch, "shop"));
    await mkdir(join(scratch, "home"));
    return new Hub(await freePort(), scratch, randomBytes(12).toString("base64url"), variables);
  }

  /** What a test calls a session; in a hub that outlives a failed test, the next try needs another name. */
  named(name: string): string {
    const worker = Number(process.env["TEST_WORKER_INDEX"] ?? 0);
    return this.isServed && worker > 0 ? `${name}-${worker}` : name;
  }

  /** One that somebody else started and will end: HUB_URL, HUB_PID, HUB_ADMIN_PASSWORD; BASE_REPO_PATH is empty until now. */
  static async served(url: string): Promise<Hub> {
    const scratch = await mkdtemp(join(tmpdir(), "hub-e2e-"));
    makeRepository(process.env["BASE_REPO_PATH"] ?? join(scratch, "shop"));
    return new Hub(Number(new URL(url).port), scratch, process.env["HUB_ADMIN_PASSWORD"] ?? "", {}, true);
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async up(): Promise<void> {
    this.output = "";
    const child = spawn(join(ROOT, "hub"), ["up", "--port", String(this.port), "--data", this.data], {
      cwd: this.scratch,
      // A home of their own: what this machine's user has in .bashrc must not decide whether a shell of the tests answers.
      env: { ...process.env, HOME: join(this.scratch, "home"), ...this.variables, HUB_ADMIN_PASSWORD: this.password, BASE_REPO_PATH: join(this.scratch, "shop") },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.process = child;
    await new Promise<void>((ready, failed) => {
      const timer = setTimeout(() => {
        child.kill();
        failed(new Error(`the hub was not ready in time:\n${this.output}`));
      }, BOOT_MS);
      const read = (data: Buffer): void => {
        this.output += data.toString();
        if (!this.output.includes(READY)) return;
        clearTimeout(timer);
        ready();
      };
      child.stdout.on("data", read);
      child.stderr.on("data", read);
      child.once("exit", (code) => failed(new Error(`the hub ended with ${code}:\n${this.output}`)));
    });
  }

  /** The hub's process. */
  get pid(): number {
    return this.process?.pid ?? Number(process.env["HUB_PID"] ?? 0);
  }

  get data(): string {
    return join(this.scratch, "data");
  }

  /** All that the hub has logged. */
  get log(): string {
    return readFileSync(join(this.data, "logs", "hub.log"), "utf8");
  }

  /** The processes of its database, the first of them first. */
  get databaseProcesses(): number[] {
    const master = Number(readFileSync(join(this.data, "postgres", "data", "postmaster.pid"), "utf8").split("\n")[0]);
    const children = readFileSync(`/proc/${master}/task/${master}/children`, "utf8").trim().split(" ").map(Number);
    return [master, ...children];
  }

  /** Another call of the command, for the same data, to its end. */
  async command(words: string[], stdin = "", variables: Record<string, string> = {}): Promise<string> {
    const env = { ...process.env, ...variables };
    const child = spawn(join(ROOT, "hub"), [...words, "--data", this.data], { cwd: this.scratch, env, stdio: ["pipe", "pipe", "pipe"] });
    let said = "";
    child.stdout.on("data", (data: Buffer) => (said += data.toString()));
    child.stderr.on("data", (data: Buffer) => (said += data.toString()));
    child.stdin.end(stdin);
    const code = await new Promise((done) => child.once("close", done));
    if (code !== 0) throw new Error(`hub ${words.join(" ")} ended with ${code}:\n${said}`);
    return said;
  }

  /** SIGTERM, as a service manager stops it. */
  async stop(): Promise<void> {
    await this.end("SIGTERM");
  }

  /** kill -9: the hub gets to say nothing and to clean nothing up. */
  async kill(): Promise<void> {
    await this.end("SIGKILL");
  }

  /** Ends everything that the tests started, the sessions too: they outlive their hub. */
  async remove(): Promise<void> {
    try {
      if (this.isRunning) await this.deleteSessions();
    } finally {
      await this.end("SIGTERM");
      await this.endTerminals();
    }
    await rm(this.scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }

  private async deleteSessions(): Promise<void> {
    const headers = { "content-type": "application/json", authorization: `Bearer ${await this.token()}` };
    const list = async (): Promise<{ id: string; state: string }[]> => {
      const answer = await fetch(`${this.url}/api/sessions`, { headers });
      return ((await answer.json()) as { id: string; state: string }[]).filter((one) => one.state !== "DELETED");
    };
    for (const { id } of await list()) await fetch(`${this.url}/api/sessions/${id}?discard=true`, { method: "DELETE", headers });
    const deadline = Date.now() + 15_000;
    while ((await list()).length > 0 && Date.now() < deadline) await new Promise((resume) => setTimeout(resume, 200));
  }

  /** A hub that was killed has deleted nothing. */
  private async endTerminals(): Promise<void> {
    for (const file of await readdir(this.data, { recursive: true }).catch(() => [])) {
      if (basename(file) === "tmux.sock") spawnSync("tmux", ["-S", join(this.data, file), "kill-server"], { stdio: "ignore" });
    }
  }

  private get isRunning(): boolean {
    return this.process !== undefined && this.process.exitCode === null && this.process.signalCode === null;
  }

  async token(): Promise<string> {
    const answer = await fetch(`${this.url}/api/auth/login`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ username: "admin", password: this.password }),
    });
    return ((await answer.json()) as { token: string }).token;
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const child = this.process;
    if (child === undefined || !this.isRunning) return;
    const ended = new Promise<void>((done) => child.once("exit", () => done()));
    child.kill(signal);
    await ended;
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}
