// An engine and a hub of the bench's own for sessions in containers.
import { execFileSync, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { Api } from "./client.mjs";
import { Hub } from "./hub.mjs";

const SCRIPT = resolve(dirname(fileURLToPath(import.meta.url)), "../../provider-docker/src/test/sh/engine");

/** Why there is no engine here; undefined if there can be one. */
export function withoutEngine() {
  if (process.getuid() !== 0) return "needs root";
  return existsSync("/usr/sbin/dockerd") && existsSync("/usr/sbin/debootstrap") ? undefined : "needs docker.io, iptables, debootstrap";
}

export class DockerWorld {
  static async create(command) {
    const world = new DockerWorld();
    world.root = process.env.HUB_DOCKER_TEST_ROOT ?? "/tmp/docker-hub-test";
    world.endpoint = `unix://${world.root}/docker.sock`;
    execFileSync(SCRIPT, ["start", world.root], { stdio: ["ignore", "ignore", "inherit"] });
    world.hub = await Hub.create(command, { HUB_PROVIDER_DOCKER_ENDPOINT: world.endpoint, HUB_PROVIDER_DEFAULT: "docker", ANTHROPIC_API_KEY: "sk-ant-bench-0123456789012345678901234567890123456789" });
    await world.hub.up();
    world.api = await Api.login(world.hub);
    return world;
  }

  docker(...words) {
    return execFileSync("/usr/bin/docker", words, { env: { DOCKER_HOST: this.endpoint, PATH: "/usr/bin:/bin" }, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] }).trim();
  }

  /** A program with pipes, in a container. */
  spawn(...words) {
    return spawn("/usr/bin/docker", words, { env: { DOCKER_HOST: this.endpoint, PATH: "/usr/bin:/bin" }, stdio: ["pipe", "pipe", "ignore"] });
  }

  container(id) {
    return this.docker("container", "ls", "--quiet", "--filter", `label=dev.sessionhub.session=${id}`);
  }

  network() {
    return this.docker("network", "ls", "--format", "{{.Name}}", "--filter", "name=session-hub-").split("\n")[0];
  }

  async remove() {
    await this.hub?.remove(this.api);
    execFileSync(SCRIPT, ["remove", this.root], { stdio: ["ignore", "ignore", "inherit"] });
  }
}
