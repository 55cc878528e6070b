// The raw primitives, to compare with: tmux -C on pipes, git worktree add.
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A client of tmux in control mode, as somebody without a hub would write it. */
class RawClient {
  constructor(client) {
    this.client = client;
    this.text = "";
    client.stdout.on("data", (data) => {
      this.text = (this.text + data.toString("latin1")).slice(-65536);
      this.check?.();
    });
  }

  shows(text) {
    return new Promise((resolve) => {
      this.check = () => {
        if (!this.text.includes(text)) return;
        this.check = undefined;
        resolve();
      };
      this.check();
    });
  }

  type(text) {
    this.client.stdin.write(`send-keys -t raw -H ${Buffer.from(text).toString("hex").match(/../g).join(" ")}\n`);
  }
}

/** A server of its own on this machine. */
export class RawTmux extends RawClient {
  constructor(...command) {
    const folder = mkdtempSync(join(tmpdir(), "hub-bench-raw-"));
    const socket = join(folder, "s");
    execFileSync("tmux", ["-S", socket, "-f", "/dev/null", "new-session", "-d", "-s", "raw", "-x", "120", "-y", "40", ...command]);
    super(spawn("tmux", ["-S", socket, "-C", "attach", "-t", "raw"], { stdio: ["pipe", "pipe", "ignore"] }));
    this.folder = folder;
    this.socket = socket;
  }

  /** The prompt may have been printed before the client came. */
  async prompt(text) {
    const asking = setInterval(() => this.client.stdin.write("capture-pane -p -t raw\n"), 2);
    await this.shows(text);
    clearInterval(asking);
  }

  close() {
    try {
      execFileSync("tmux", ["-S", this.socket, "kill-server"]);
    } finally {
      rmSync(this.folder, { recursive: true, force: true });
    }
  }
}

/** A server in a container, through docker exec. */
export class RawDocker extends RawClient {
  constructor(world, container, ...command) {
    super(world.spawn("exec", "-i", container, "tmux", "-S", "/tmp/raw", "-f", "/dev/null", "-C", "new-session", "-s", "raw", "-x", "120", "-y", "40", ...command));
  }

  close() {
    this.client.stdin.end("kill-server\n");
  }
}

export function git(folder, ...args) {
  return execFileSync("git", ["-C", folder, ...args], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
}
