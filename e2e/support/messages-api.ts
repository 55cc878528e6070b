import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { join } from "node:path";
import { ROOT } from "./hub.ts";

const NAMESPACE = "hubmessages";
const LINK = "hubmsg0";
const HOST = "10.98.0.1";
const ADDRESS = "10.98.0.2";
const PORT = 25080;
const JAR = join(ROOT, "messages-api-mock/target/messages-api-mock.jar");

export interface Asked {
  method: string;
  path: string;
  credential: string;
}

/**
 * The stand-in for the Messages API, in a network of its own. Sessions reach public addresses only, not the host, so this
 * private network is on the provider's list of allowed ones.
 */
export class MessagesApi {
  readonly network = "10.98.0.0/24";
  readonly url = `http://${ADDRESS}:${PORT}`;
  private server: ChildProcess | undefined;

  /** At an address of this machine instead, for sessions that reach it. */
  static async at(address: string): Promise<{ url: string; stop: () => void }> {
    const server = spawn(javaProgram(), ["-jar", JAR, "--address", address, "--port", "0"], { stdio: ["ignore", "pipe", "inherit"] });
    const { port } = new URL(await firstLine(server));
    return { url: `http://${address}:${port}`, stop: () => void server.kill() };
  }

  async start(): Promise<void> {
    forget();
    sh(
      `ip netns add ${NAMESPACE}`,
      `ip link add ${LINK} type veth peer name eth0 netns ${NAMESPACE}`,
      `ip addr add ${HOST}/24 dev ${LINK} && ip link set ${LINK} up`,
      `ip -n ${NAMESPACE} addr add ${ADDRESS}/24 dev eth0 && ip -n ${NAMESPACE} link set eth0 up && ip -n ${NAMESPACE} link set lo up`,
      `ip -n ${NAMESPACE} route add default via ${HOST}`,
    );
    this.server = spawn("ip", ["netns", "exec", NAMESPACE, javaProgram(), "-jar", JAR, "--address", ADDRESS, "--port", String(PORT)], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    await firstLine(this.server);
  }

  /** Lets no answer out until it is told otherwise: agents that ask go on working. */
  async hold(held: boolean): Promise<void> {
    await fetch(`${this.url}/__gate?closed=${held}`, { method: "POST" });
  }

  /** What came in so far, oldest first. */
  async asked(): Promise<Asked[]> {
    const lines = await (await fetch(`${this.url}/__log`)).text();
    return lines.trimEnd().split("\n").map((line) => JSON.parse(line) as Asked);
  }

  stop(): void {
    this.server?.kill();
    forget();
  }
}

function firstLine(server: ChildProcess): Promise<string> {
  return new Promise<string>((ready, failed) => {
    server.stdout?.once("data", (line: Buffer) => ready(line.toString().trim()));
    server.once("exit", (code) => failed(new Error(`the Messages API ended with ${code}; is ${JAR} built?`)));
  });
}

export function javaProgram(): string {
  const home = process.env["JAVA_HOME"];
  return home === undefined ? "java" : join(home, "bin/java");
}

function forget(): void {
  sh(`ip netns delete ${NAMESPACE} 2>/dev/null || :`, `ip link delete ${LINK} 2>/dev/null || :`);
}

function sh(...lines: string[]): void {
  execFileSync("/bin/sh", ["-ec", lines.join("\n")], { env: { PATH: "/usr/sbin:/usr/bin:/sbin:/bin" } });
}
