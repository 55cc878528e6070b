import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "../support/test.ts";
import { Client, expectProblem, type Answer, type Session } from "../support/client.ts";
import { TerminalSocket } from "../support/terminal-socket.ts";

const CODES = (answers: Answer[]): number[] => answers.map((answer) => answer.status).sort();

function git(folder: string, words: string[], input = ""): string {
  return execFileSync("git", ["-C", folder, ...words], { input, encoding: "utf8" });
}

test("work that nobody committed is named before it is deleted, and comes back byte for byte", async ({ hub }) => {
  const admin = await Client.login(hub);
  const session = await admin.running();
  const bytes = Buffer.from(Array.from({ length: 70_000 }, (_, i) => (i * 7) % 256));
  mkdirSync(join(session.workspace, "new folder"));
  writeFileSync(join(session.workspace, "new folder", "bytes.bin"), bytes);
  writeFileSync(join(session.workspace, "README.md"), "changed, ä\r\n");

  const refused = await admin.send("DELETE", `/api/sessions/${session.id}`);
  expectProblem(refused, 409, "UNCOMMITTED_WORK");
  const lost = refused.json<{ lost: { files: string[]; fileCount: number } }>().lost;
  expect([...lost.files].sort()).toEqual(["README.md", "new folder/bytes.bin"]);
  expect((await admin.session(session.id)).state).toBe("RUNNING");

  expect((await admin.send("DELETE", `/api/sessions/${session.id}?discard=true`)).status).toBe(202);
  await admin.reaches(session.id, "DELETED");
  expectProblem(await admin.post(`/api/sessions/${session.id}/attach`, {}), 410, "SESSION_GONE");
  expect((await admin.post(`/api/sessions/${session.id}/restore`)).status).toBe(202);
  await expect.poll(async () => (await admin.session(session.id)).state).toMatch(/STOPPED|RUNNING/);
  expect(readFileSync(join(session.workspace, "new folder", "bytes.bin")).equals(bytes)).toBe(true);
  expect(readFileSync(join(session.workspace, "README.md"), "utf8")).toBe("changed, ä\r\n");
  expect(git(session.workspace, ["branch", "--show-current"]).trim()).toBe(session.branch);
});

test("the patch is one that git applies, and what did not change is not sent again", async ({ hub }) => {
  const admin = await Client.login(hub);
  const session = await admin.running();
  writeFileSync(join(session.workspace, "README.md"), "# Shop\n\nA large shop.\n");
  writeFileSync(join(session.workspace, "src", "wörld.ts"), "export {};\n");
  rmSync(join(session.workspace, "old.py"));
  const path = `/api/sessions/${session.id}/git/diff?against=base&format=patch`;
  await expect.poll(async () => (await admin.get(path)).text).toContain("A large shop.");
  const patch = await admin.get(path);
  expect(patch.headers["content-type"]).toContain("text/x-diff");

  const folder = mkdtempSync(join(tmpdir(), "hub-e2e-apply-"));
  try {
    git(folder, ["clone", "--quiet", "--branch", "main", session.workspace, "copy"]);
    const copy = join(folder, "copy");
    git(copy, ["apply", "-"], patch.text);
    expect(readFileSync(join(copy, "README.md"), "utf8")).toBe("# Shop\n\nA large shop.\n");
    expect(git(copy, ["-c", "core.quotepath=off", "status", "--porcelain", "-uall"]).trim().split("\n").map((line) => line.trim()).sort()).toEqual(["?? src/wörld.ts", "D old.py", "M README.md"]);
  } finally {
    rmSync(folder, { recursive: true });
  }
  const json = `/api/sessions/${session.id}/git/diff?against=base`;
  const tag = String((await admin.get(json)).headers.etag);
  expect((await admin.get(json, { "if-none-match": tag })).status).toBe(304);
  writeFileSync(join(session.workspace, "README.md"), "changed again\n");
  await expect.poll(async () => (await admin.get(json, { "if-none-match": tag })).status).toBe(200);
});

test("stop and start, and two starts at once make one", async ({ hub }) => {
  const admin = await Client.login(hub);
  const session = await admin.create({ start: false });
  await admin.reaches(session.id, "STOPPED");
  const start = () => admin.post(`/api/sessions/${session.id}`);
  const codes = CODES(await Promise.all([start(), start()]));
  expect([[202, 202], [202, 409]]).toContainEqual(codes);
  await admin.reaches(session.id, "RUNNING");
  expectProblem(await start(), 409, "ILLEGAL_TRANSITION");
  expect((await admin.post(`/api/sessions/${session.id}/stop`)).status).toBe(202);
  await admin.reaches(session.id, "STOPPED");
  await start();
  await admin.reaches(session.id, "RUNNING");
});

test("twenty creates at once are twenty sessions", async ({ hub }) => {
  const admin = await Client.login(hub);
  const sessions = await Promise.all(Array.from({ length: 20 }, () => admin.create({ agent: "command", command: ["cat"] })));
  for (const { id } of sessions) await admin.reaches(id, "RUNNING", 60_000);
  expect(new Set(sessions.map((one) => one.branch)).size).toBe(20);
  expect(new Set(sessions.map((one) => one.workspace)).size).toBe(20);
  const taken = await admin.post("/api/sessions", { branch: sessions[0]!.branch });
  expectProblem(taken, 409, "BRANCH_IN_USE");
  await Promise.all(sessions.map(({ id }) => admin.send("DELETE", `/api/sessions/${id}?discard=true`)));
  for (const { id } of sessions) await admin.reaches(id, "DELETED", 60_000);
});

test("a command that is not there or ends at once says so, and its last screen stays", async ({ hub }) => {
  const admin = await Client.login(hub);
  const over = async (command: string[]): Promise<Session> => {
    const { id } = await admin.create({ agent: "command", command });
    await expect.poll(async () => (await admin.session(id)).state, { timeout: 20_000 }).toMatch(/FAILED|STOPPED/);
    return admin.session(id);
  };
  const missing = await over(["no-such-program"]);
  expect(missing.reason).toMatch(/no-such-program|127/);
  const short = await over(["sh", "-c", "echo famous-words; exit 3"]);
  expect(short.ended?.exitCode).toBe(3);
  expect(short.reason).toContain("3");
  const terminal = await TerminalSocket.attach(admin, short.id, "read");
  await terminal.shows("famous-words");
  await terminal.closes(1000);
  expect(terminal.last("terminal:end")?.reason).toContain("3");
});

test("tmux killed under a session: it is not running any more, and says why", async ({ hub }) => {
  const admin = await Client.login(hub);
  const session = await admin.running();
  const terminal = await TerminalSocket.attach(admin, session.id);
  terminal.type("echo tmux-${TMUX-none}; kill -9 $(ps -o ppid= -p $$)\r");
  await expect.poll(async () => (await admin.session(session.id)).state, { timeout: 20_000 }).not.toBe("RUNNING");
  const now = await admin.session(session.id);
  expect(now.reason, JSON.stringify(now)).toBeTruthy();
  await expect.poll(() => terminal.closed !== undefined, { timeout: 20_000 }).toBe(true);
});

test("kill -9 of the hub while a program prints: the same program goes on and no line is missing", async ({ hub }) => {
  test.setTimeout(120_000);
  const admin = await Client.login(hub);
  const session = await admin.running();
  const terminal = await TerminalSocket.attach(admin, session.id);
  terminal.type("echo shell-$$-; for i in $(seq 1 400); do echo tick-$i-; sleep 0.05; done; echo all-''printed\r");
  await terminal.shows("tick-5-");
  const shell = /shell-\d+-/.exec(terminal.text)![0];

  await hub.kill();
  await terminal.closes([1006, 1001, 1012]);
  await hub.up();

  const again = await TerminalSocket.attach(admin, session.id);
  await again.shows("all-printed", 40_000);
  again.type("echo shell-$$-\r");
  await again.shows(new RegExp(`all-printed[^]*${shell}`));
  const late = await TerminalSocket.attach(admin, session.id, "read");
  const ticks = [...late.text.matchAll(/tick-(\d+)-/g)].map((match) => Number(match[1]));
  expect(ticks).toEqual(Array.from({ length: 400 }, (_, i) => i + 1));
  [again, late].forEach((socket) => socket.close());
});

test("a hub that is stopped tells its viewers to come again", async ({ hub }) => {
  test.setTimeout(120_000);
  const admin = await Client.login(hub);
  const session = await admin.running();
  const terminal = await TerminalSocket.attach(admin, session.id);
  await hub.stop();
  await terminal.closes([1012, 1001]);
  await hub.up();
  await admin.reaches(session.id, "RUNNING");
});
