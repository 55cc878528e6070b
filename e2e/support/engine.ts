import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./hub.ts";

const PATH = "/usr/sbin:/usr/bin:/sbin:/bin";
const SCRIPT = join(ROOT, "provider-docker/src/test/sh/engine");
const NEEDED = ["/usr/sbin/dockerd", "/usr/bin/docker", "/usr/sbin/debootstrap", "/usr/sbin/iptables"];

/** Why no Docker Engine can be started here; undefined if one can. With CI set, that is a failure. */
export function withoutEngine(): string | undefined {
  const missing = NEEDED.filter((file) => !existsSync(file));
  const why =
    process.getuid?.() !== 0
      ? "they need root"
      : missing.length > 0
        ? `${missing.join(", ")} missing: apt-get install docker.io iptables debootstrap`
        : undefined;
  if (why !== undefined && process.env["CI"] !== undefined) throw new Error(`tests with a Docker Engine cannot run: ${why}`);
  return why;
}

/** A Docker Engine of the tests' own, beside any other, with the agent image; the one that the tests of provider-docker use. */
export class Engine {
  readonly root = process.env["HUB_DOCKER_TEST_ROOT"] ?? "/tmp/docker-hub-test";

  get endpoint(): string {
    return `unix://${this.root}/docker.sock`;
  }

  /** For programs that use docker(1): this engine, and the client that its images were made with, whose layers are used again. */
  get variables(): Record<string, string> {
    return { PATH, DOCKER_HOST: this.endpoint };
  }

  start(): void {
    this.call("start");
  }

  /** After a stop or a kill; what it held is still there. */
  startAgain(): void {
    this.call("again");
  }

  /** Ends it, and with it every container, as a shutdown of its machine does. */
  stop(): void {
    this.call("stop");
  }

  /** kill -9: its containers go on until it comes back. */
  kill(): void {
    process.kill(Number(readFileSync(join(this.root, "pid"), "utf8")), "SIGKILL");
  }

  /** Ends it for good, with what it left on this machine. */
  remove(): void {
    this.call("remove");
  }

  /** The name under which the layers of the agent image are kept, whatever becomes of the other. */
  get keptImage(): string {
    return this.docker("image", "ls", "--format", "{{.Repository}}:{{.Tag}}", "hub-test/agent").split("\n")[0]!;
  }

  /** The agent image is there again after somebody deleted it. */
  restoreImage(): void {
    this.docker("tag", this.keptImage, "session-hub/claude-instance:latest");
  }

  docker(...words: string[]): string {
    return execFileSync("/usr/bin/docker", words, { env: this.variables, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] }).trim();
  }

  private call(verb: string): void {
    execFileSync(SCRIPT, [verb, this.root], { env: { ...process.env, PATH }, stdio: ["ignore", "ignore", "inherit"] });
  }
}
