import { createHash } from "node:crypto";
import { lstatSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";

/** Files outside a session: what they hold, whose they are and who may use them. */
export class Outside {
  private readonly before: Map<string, string>;

  /** @param own what of it is the session's own, by the beginning of its path */
  constructor(
    private readonly folders: string[],
    private readonly own: string[],
  ) {
    this.before = this.lines();
  }

  /** What is not as it was; new objects and folders hurt nobody. */
  changes(): string[] {
    const now = this.lines();
    const gone = [...this.before].filter(([path, line]) => now.get(path) !== line).map(([path]) => path);
    const added = [...now.keys()].filter((path) => !this.before.has(path) && !lstatSync(path).isDirectory() && !path.includes("git/objects/"));
    return [...gone, ...added];
  }

  private lines(): Map<string, string> {
    const found = new Map<string, string>();
    this.folders.forEach((folder) => this.walk(folder, found));
    return found;
  }

  private walk(path: string, found: Map<string, string>): void {
    if (this.own.some((start) => path.startsWith(start))) return;
    const { mode, uid, gid } = lstatSync(path);
    found.set(path, [mode, uid, gid, content(path)].join(" "));
    if (lstatSync(path).isDirectory()) readdirSync(path).forEach((name) => this.walk(join(path, name), found));
  }
}

function content(path: string): string {
  const facts = lstatSync(path);
  if (facts.isSymbolicLink()) return readlinkSync(path);
  return facts.isFile() ? createHash("sha256").update(readFileSync(path)).digest("hex") : "";
}
