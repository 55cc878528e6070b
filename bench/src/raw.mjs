// The raw primitives, to compare with: tmux -C on pipes, git worktree add.
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export class RawTmux {
  constructor(...command) {
    this.folder = mkdtempSync(join(tmpdir(), "hub-bench-raw-"));
    this.socket = join(this.folder, "s");
    execFileSync("tmux", ["-S", this.socket, "-f", "/dev/null", "new-session", "-d", "-s", "raw", "-x", "120", "-y", "40", ...command]);
    this.client = spawn("tmux", ["-S", this.socket, "-C", "attach", "-t", "raw"], { stdio: ["pipe", "pipe", "ignore"] });
    this.text = "";
    this.client.stdout.on("data", (data) => {
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

  /** The prompt may have been printed before the client came. */
  async prompt(text) {
    const asking = setInterval(() => this.client.stdin.write("capture-pane -p -t raw\n"), 2);
    await this.shows(text);
    clearInterval(asking);
  }

  type(text) {
    this.client.stdin.write(`send-keys -t raw -H ${Buffer.from(text).toString("hex").match(/../g).join(" ")}\n`);
  }

  close() {
    try {
      execFileSync("tmux", ["-S", this.socket, "kill-server"]);
    } finally {
      rmSync(this.folder, { recursive: true, force: true });
    }
  }
}

export function git(folder, ...args) {
  return execFileSync("git", ["-C", folder, ...args], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
}
