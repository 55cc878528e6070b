import { readFileSync } from "node:fs";
import { join } from "node:path";
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

  process.kill(Number(readFileSync(join(hub.data, "postgres", "data", "postmaster.pid"), "utf8").split("\n")[0]), "SIGKILL");

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
  terminal.close();
});
