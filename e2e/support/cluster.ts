import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { ROOT } from "./hub.ts";
import { javaProgram } from "./messages-api.ts";

const PATH = "/usr/sbin:/usr/bin:/sbin:/bin";
const NEEDED = ["lxc-start", "lxc-attach", "dnsmasq", "ip", "nsenter", "debootstrap", "ssh-keygen", "rsync"];
const LEFT_OUT = ["claude", "node", "docker", "lazygit"].flatMap((part) => ["--without", part]);
const NETWORKS = Array.from({ length: 9 }, (_, index) => 100 + index);

export interface Guest {
  vmid: number;
  node: string;
  running: boolean;
  tags: string;
  description: string;
}

export interface Asked {
  requests: number;
  polls: number;
  mostInASecond: number;
  closestMillis: number;
  kinds: Record<string, number>;
}

/** Why no guests can be started here; undefined if they can. With CI set, that is a failure. */
export function withoutGuests(): string | undefined {
  const missing = NEEDED.filter((name) => !PATH.split(":").some((folder) => existsSync(join(folder, name))));
  const why =
    process.getuid?.() !== 0
      ? "they need root"
      : missing.length > 0
        ? `${missing.join(", ")} missing: apt-get install lxc dnsmasq-base iproute2 debootstrap openssh-client rsync`
        : undefined;
  if (why !== undefined && process.env["CI"] !== undefined) throw new Error(`tests with LXC guests cannot run: ${why}`);
  return why;
}

/** A Proxmox VE cluster of the tests' own: the simulator, on LXC guests of this machine with the real Claude Code. */
export class Cluster {
  private readonly kept = process.env["HUB_LXC_TEST_ROOT"] ?? join(tmpdir(), "session-hub-lxc");
  private process: ChildProcess | undefined;
  private folder = "";
  private waiting: ((line: string) => void)[] = [];
  private facts: Record<string, string> = {};

  async start(): Promise<void> {
    this.provision();
    this.folder = mkdtempSync(join(this.kept, "guests"));
    const network = NETWORKS.find((number) => !existsSync(`/sys/class/net/hubpve${number}`)) ?? NETWORKS[0]!;
    const jar = join(ROOT, "proxmox-simulator/target/proxmox-simulator.jar");
    const child = spawn(javaProgram(), ["-XX:TieredStopAtLevel=1", "-jar", jar, join(this.kept, "root"), this.folder, String(network)], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    this.process = child;
    createInterface({ input: child.stdout }).on("line", (line) => this.waiting.shift()?.(line));
    const first = new Promise<string>((ready, failed) => {
      this.waiting.push(ready);
      child.once("exit", (code) => failed(new Error(`the simulator ended with ${code}; is ${jar} built?`)));
    });
    this.facts = JSON.parse(await first) as Record<string, string>;
  }

  /** This machine's address in the guests' network. */
  get gateway(): string {
    return this.facts["gateway"] ?? "";
  }

  /** Bytes that have come from all guests together, or have gone to them. */
  carried(where: "home" | "there"): number {
    const bridge = `hubpve${this.gateway.split(".")[1]}`;
    return Number(readFileSync(`/sys/class/net/${bridge}/statistics/${where === "home" ? "rx" : "tx"}_bytes`, "utf8"));
  }

  /** What a hub is told, as docs/proxmox.md says. */
  variables(changes: Record<string, string> = {}): Record<string, string> {
    const settings: Record<string, string> = {
      type: "proxmox",
      endpoints: this.facts["url"] ?? "",
      token: this.facts["token"] ?? "",
      ca: this.facts["ca"] ?? "",
      pool: "hub",
      ssh_key: join(this.kept, "key"),
      memory: "1024",
      ...changes,
    };
    return Object.fromEntries(Object.entries(settings).map(([key, value]) => [`HUB_PROVIDER_PVE_${key.toUpperCase()}`, value]));
  }

  /** Lets something happen to the cluster. */
  async tell<T = true>(...words: (string | number)[]): Promise<T> {
    const answer = new Promise<string>((ready) => this.waiting.push(ready));
    this.process?.stdin?.write(`${words.join(" ")}\n`);
    const said = JSON.parse(await answer) as T & { error?: string };
    if (typeof said === "object" && said !== null && said.error !== undefined) throw new Error(`${words.join(" ")}: ${said.error}`);
    return said;
  }

  /** Every guest there is, the template apart. */
  guests(): Promise<Guest[]> {
    return this.tell<Guest[]>("guests");
  }

  /** The only guest of a session; undefined if there is none. */
  async guest(session: string): Promise<Guest | undefined> {
    const found = (await this.guests()).filter((one) => one.tags.includes(`session-${session}`) || one.description.includes(session));
    if (found.length > 1) throw new Error(`session ${session} has ${found.length} guests`);
    return found[0];
  }

  /** Shell text as root in a guest. */
  inside(vmid: number, text: string): Promise<string> {
    return this.tell<string>("in", vmid, text);
  }

  /** Ends it for good, with its guests and its network. */
  async remove(): Promise<void> {
    const child = this.process;
    if (child !== undefined && child.exitCode === null) {
      const ended = new Promise((done) => child.once("close", done));
      child.stdin?.end();
      await ended;
    }
    if (this.folder !== "") rmSync(this.folder, { recursive: true, force: true });
  }

  /** The root file system of guests, which the tests of provider-proxmox have too, is made once. */
  private provision(): void {
    const root = join(this.kept, "root");
    const key = join(this.kept, "key");
    mkdirSync(this.kept, { recursive: true });
    if (!existsSync(key)) run("ssh-keygen", "-q", "-t", "ecdsa", "-N", "", "-f", key);
    if (!existsSync(join(this.kept, "provisioned"))) {
      run(join(ROOT, "config/proxmox-template/root-filesystem.sh"), root, `${key}.pub`, ...LEFT_OUT);
      writeFileSync(join(this.kept, "provisioned"), "");
    }
    const claude = join(root, "usr/local/bin/claude");
    if (!existsSync(claude)) copyFileSync(run(join(ROOT, "messages-api-mock/claude-code.sh")), claude);
  }
}

function run(program: string, ...words: string[]): string {
  return execFileSync(program, words, { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] }).trim();
}
