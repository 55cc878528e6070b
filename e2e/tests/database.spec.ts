import { expect, test } from "../support/test.ts";
import { Client, type Answer } from "../support/client.ts";
import { TerminalSocket } from "../support/terminal-socket.ts";

test("kill -9 of the database: requests are told so in time, terminals go on, and all recovers", async ({ hub }) => {
  const admin = await Client.login(hub);
  const session = await admin.running();
  const terminal = await TerminalSocket.attach(admin, session.id);
  terminal.type("echo shell-$$-\r");
  await terminal.shows(/shell-\d+-/);
  const shell = /shell-\d+-/.exec(terminal.text)![0];

  const before = hub.log.length;
  process.kill(hub.databaseProcesses[0]!, "SIGKILL");

  const slowest = 10_000;
  const answers: Answer[] = [];
  await expect(async () => {
    const start = Date.now();
    const answer = await admin.get("/api/sessions");
    answers.push(answer);
    expect(Date.now() - start).toBeLessThan(slowest);
    expect(answer.status).toBe(200);
  }).toPass({ timeout: 15_000 });
  for (const answer of answers.filter((one) => one.status !== 200)) {
    expect(answer.status, answer.text).toBe(503);
    expect(answer.headers["content-type"]).toContain("application/problem+json");
  }

  terminal.type("echo again-$$-\r");
  await terminal.shows(shell.replace("shell", "again"));
  expect((await admin.reaches(session.id, "RUNNING")).state).toBe("RUNNING");
  const created = await admin.running();
  expect(created.state).toBe("RUNNING");
  expectFewLines(hub.log.slice(before));
  terminal.close();
});

test("a database that falls silent does not keep the watch over viewers", async ({ hub }) => {
  test.setTimeout(120_000);
  const admin = await Client.login(hub);
  const session = await admin.running();
  const attached = await TerminalSocket.attach(admin, session.id);
  const processes = hub.databaseProcesses;
  const before = hub.log.length;
  const silent = await TerminalSocket.open(hub);
  const ticket = await TerminalSocket.ticket(admin, session.id);
  processes.forEach((pid) => process.kill(pid, "SIGSTOP"));
  try {
    // Two rounds of ten seconds: by then the check of logins hangs, and whoever never attached must go all the same.
    await silent.closes(4401, 16_000);
    const asking = await TerminalSocket.open(hub);
    asking.send({ type: "session:attach", ticket, columns: 80, rows: 24 });
    const late = await TerminalSocket.open(hub);
    await late.closes(4401, 16_000);
    await asking.closes(1013, 45_000);
    expect(asking.last("error")?.code).toBe("DATABASE_UNAVAILABLE");
  } finally {
    processes.forEach((pid) => process.kill(pid, "SIGCONT"));
  }
  await expect.poll(async () => (await admin.get("/api/auth/me")).status, { timeout: 40_000 }).toBe(200);
  attached.type("echo still-''there\r");
  await attached.shows("still-there");
  expectFewLines(hub.log.slice(before));
  attached.close();
});

/** An outage is not told by everybody who meets it. */
function expectFewLines(log: string): void {
  expect(log.split("\n").length, log).toBeLessThan(15);
  expect(log).not.toContain("\tat ");
}
