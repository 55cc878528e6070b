import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "@playwright/test";
import { inBase } from "./agent.ts";
import { expectProblem, type Answer, type Client, type Session } from "./client.ts";
import { Outside } from "./outside.ts";
import { makeRepository } from "./repository.ts";

const SECRET = "the-secret-of-the-vault";
const VIEWS = ["status", ...["base", "head"].flatMap((against) => ["json", "patch"].map((format) => `diff?against=${against}&format=${format}`))];

/** One session of a hostile agent, what the hub does with it, and what must never come of that. */
export class Attack {
  /** Exists as soon as a program of the agent has run on the hub's machine. */
  readonly canary: string;
  /** A repository that no session has to do with; only its owner may read it. */
  readonly vault: string;
  private readonly outside: Outside;

  constructor(
    private readonly client: Client,
    readonly session: Session,
    neighbour: Session,
  ) {
    const { data } = client.hub;
    this.canary = join(data, "../canary");
    this.vault = join(data, "../vault");
    makeVault(this.vault);
    const base = join(data, "../shop");
    const refs = [`heads/${session.branch}`, `heads/hub-trash/${session.id}`, `hub/${session.id}`];
    const own = [`worktrees/${session.name}-`, ...refs.flatMap((ref) => [`refs/${ref}`, `logs/refs/${ref}`])];
    this.outside = new Outside([base, this.vault, neighbour.workspace, join(data, "sessions", neighbour.id, "git")], own.map((path) => join(base, ".git", path)));
  }

  /** All that the hub tells of the session's files: answers, or problems with a name; nothing of the vault. */
  async look(): Promise<Answer[]> {
    const answers = [];
    for (const view of VIEWS) answers.push(await this.client.get(`/api/sessions/${this.session.id}/git/${view}`));
    for (const answer of [...answers, await this.client.get(`/api/sessions/${this.session.id}/events`)]) {
      expect(answer.text).not.toContain(SECRET);
      expect(answer.status, answer.text).not.toBe(500);
      if (answer.status !== 200) expectProblem(answer, answer.status);
    }
    return answers;
  }

  /** A wish of the user's, to its end. */
  async act(method: string, path: string, state: string): Promise<void> {
    const answer = await this.client.send(method, `/api/sessions/${this.session.id}${path}`, { "x-requested-with": "test" });
    expect(answer.status, answer.text).toBe(202);
    await this.client.reaches(this.session.id, state, 40_000);
    await this.look();
    this.harmsNothing(`${method} ${path}`);
  }

  harmsNothing(when: string): void {
    expect(existsSync(this.canary), `${when}: a program of the agent ran on this machine`).toBe(false);
    expect(this.outside.changes(), `${when}: files outside the session`).toEqual([]);
    expect(inBase(this.client.hub, "fsck", "--strict", "--no-dangling"), when).toBe("");
  }
}

function makeVault(folder: string): void {
  makeRepository(folder);
  writeFileSync(join(folder, "secret"), SECRET);
  execFileSync("git", ["-C", folder, "checkout", "--quiet", "-b", SECRET]);
  chmodSync(folder, 0o700);
}
