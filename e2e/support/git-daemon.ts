import { spawn, type ChildProcess } from "node:child_process";
import { createServer } from "node:net";
import { once } from "node:events";

/** Serves the repositories of a folder over Git's own protocol, on loopback. */
export class GitDaemon {
  private constructor(
    private readonly process: ChildProcess,
    private readonly port: number,
  ) {}

  static async of(folder: string): Promise<GitDaemon> {
    const port = await freePort();
    const process = spawn("git", ["daemon", "--verbose", "--export-all", "--reuseaddr", "--listen=127.0.0.1", `--port=${port}`, `--base-path=${folder}`], {
      stdio: ["ignore", "ignore", "pipe"],
      detached: true,
    });
    const [first] = await Promise.race([once(process.stderr, "data"), once(process, "exit")]);
    if (!String(first).includes("Ready")) throw new Error(`git daemon: ${String(first)}`);
    process.stderr.resume();
    return new GitDaemon(process, port);
  }

  url(name: string): string {
    return `git://127.0.0.1:${this.port}/${name}`;
  }

  /** The daemon has a child for the program itself, so the whole group ends. */
  async stop(): Promise<void> {
    const { pid } = this.process;
    if (pid === undefined || this.process.exitCode !== null || this.process.signalCode !== null) return;
    const ended = once(this.process, "exit");
    process.kill(-pid, "SIGTERM");
    await ended;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  return port;
}
