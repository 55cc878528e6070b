import assert from "node:assert/strict";
import { test } from "node:test";
import headless from "@xterm/headless";
import { swallowQueries } from "../src/session-terminal/queries.ts";

const QUERIES: Readonly<Record<string, string>> = {
  DA1: "\x1b[c",
  "DA1 with a parameter": "\x1b[0c",
  DA2: "\x1b[>c",
  DA3: "\x1b[=c",
  "operating status": "\x1b[5n",
  "cursor position": "\x1b[6n",
  "DEC cursor position": "\x1b[?6n",
  "colour scheme": "\x1b[?996n",
  DECRQM: "\x1b[?2026$p",
  "DECRQM, ANSI": "\x1b[4$p",
  DECREQTPARM: "\x1b[x",
  DECRQSS: "\x1bP$qm\x1b\\",
  XTGETTCAP: "\x1bP+q544e\x1b\\",
  XTVERSION: "\x1b[>q",
  "key protocol": "\x1b[?u",
  "key protocol, push and pop": "\x1b[>1u\x1b[<u\x1b[=1u",
  "window size in cells": "\x1b[18t",
  "window size in pixels": "\x1b[14t",
  "palette colour": "\x1b]4;1;?\x07",
  "text colour": "\x1b]10;?\x1b\\",
  "background colour": "\x1b]11;?\x1b\\",
  "cursor colour": "\x1b]12;?\x07",
  "text and background at once": "\x1b]10;?;?\x07",
  clipboard: "\x1b]52;c;?\x07",
};

async function replies(text: string, swallowing: boolean): Promise<string> {
  const terminal = new headless.Terminal({ cols: 40, rows: 5, allowProposedApi: true, windowOptions: { getWinSizeChars: true, getWinSizePixels: true } });
  if (swallowing) swallowQueries(terminal.parser);
  let said = "";
  terminal.onData((data) => (said += data));
  await new Promise<void>((done) => terminal.write(`${text}after`, done));
  assert.equal(terminal.buffer.active.getLine(0)?.translateToString(true), "after", "what follows the query is drawn");
  return said;
}

for (const [name, query] of Object.entries(QUERIES)) {
  test(`no reply is typed into the program for ${name}`, async () => {
    assert.equal(await replies(query, true), "");
  });
}

test("without swallowing some of these would be answered, so the test can fail", async () => {
  let answered = 0;
  for (const query of Object.values(QUERIES)) if ((await replies(query, false)) !== "") answered += 1;
  assert.ok(answered >= 7, `only ${answered} were answered`);
});

test("setting a colour is still output", async () => {
  const terminal = new headless.Terminal({ cols: 40, rows: 5, allowProposedApi: true });
  const seen: string[] = [];
  terminal.parser.registerOscHandler(11, (data) => seen.push(data) > 0);
  swallowQueries(terminal.parser);
  await new Promise<void>((done) => terminal.write("\x1b]11;#102030\x07\x1b]11;?\x07", done));
  assert.deepEqual(seen, ["#102030"]);
});
