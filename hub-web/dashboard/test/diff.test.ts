import assert from "node:assert/strict";
import { test } from "node:test";
import hljs from "highlight.js/lib/core";
import typescript from "highlight.js/lib/languages/typescript";
import type { Diff, DiffHunk, DiffLine } from "../src/api/index.ts";
import { colourHunk } from "../src/session-diff/highlighter.ts";
import { unchangedFiles } from "../src/session-diff/keep.ts";
import { languageOf } from "../src/session-diff/languages.ts";
import { difference, pairs, pieces } from "../src/session-diff/rows.ts";
import { markChanged, tokenLines } from "../src/session-diff/tokens.ts";

function hunk(...lines: string[]): DiffHunk {
  const type = { "+": "add", "-": "delete", " ": "context" } as const;
  return {
    oldStart: 1,
    oldLines: 1,
    newStart: 1,
    newLines: 1,
    lines: lines.map((line): DiffLine => ({ type: type[line[0] as keyof typeof type], text: line.slice(1) })),
  };
}

test("side by side, a run of deletions stands beside the additions that replace it", () => {
  const rows = pairs(hunk(" a", "-b", "-c", "+d", " e", "+f", "-g"));
  assert.deepEqual(rows.map(({ left, right }) => [left?.text, right?.text]), [
    ["a", "a"],
    ["b", "d"],
    ["c", undefined],
    ["e", "e"],
    [undefined, "f"],
    ["g", undefined],
  ]);
});

test("the changed part of a line is what lies between its common ends", () => {
  assert.deepEqual(difference("total(): number {", "total(vat = 0.2): number {"), [{ from: 6, to: 6 }, { from: 6, to: 15 }]);
  assert.equal(difference("nothing alike", "zebra"), undefined);
  assert.deepEqual(difference("aaa", "aaaa"), [{ from: 3, to: 3 }, { from: 3, to: 4 }]);
});

test("markup becomes tokens line by line, also where a colour spans lines, and entities become text", () => {
  assert.deepEqual(tokenLines('a <span class="hljs-comment">/* x\ny */</span> &lt;b&gt;&amp;'), [
    [
      { text: "a ", kind: "" },
      { text: "/* x", kind: "hljs-comment" },
    ],
    [
      { text: "y */", kind: "hljs-comment" },
      { text: " <b>&", kind: "" },
    ],
  ]);
});

test("marking the changed part keeps every character", () => {
  const tokens = [
    { text: "const ", kind: "k" },
    { text: "value", kind: "" },
  ];
  const marked = markChanged(tokens, { from: 3, to: 8 });
  assert.deepEqual(marked.map((token) => [token.text, token.changed === true]), [
    ["con", false],
    ["st ", true],
    ["va", true],
    ["lue", false],
  ]);
});

test("colours never change what a line says, whatever it says", () => {
  hljs.registerLanguage("typescript", typescript);
  const nasty = hunk(" const a = '<script>&amp;';", "-// </span>\t\"x\" & 'y'", "+`${a} <b>`;", "+", "+/* open");
  const colours = colourHunk(hljs, "typescript", nasty);
  for (const line of nasty.lines) assert.equal(colours.get(line)?.map((token) => token.text).join(""), line.text);
});

test("the language follows the end of the name", () => {
  assert.deepEqual(["a/b.test.ts", "Makefile", "x/Dockerfile", "README", "pom.xml"].map(languageOf), ["typescript", "makefile", "dockerfile", undefined, "xml"]);
});

test("a file that did not change stays the same object, so it is not drawn again", () => {
  const diff = (text: string): Diff => ({
    files: [
      { newPath: "same", change: "ADDED", binary: false, additions: 1, deletions: 0, hunks: [hunk("+same")] },
      { newPath: "other", change: "ADDED", binary: false, additions: 1, deletions: 0, hunks: [hunk(text)] },
    ],
    additions: 2,
    deletions: 0,
    truncated: false,
  });
  const before = diff("+one");
  const next = unchangedFiles(before, diff("+two"));
  assert.equal(next?.files[0], before.files[0]);
  assert.notEqual(next?.files[1], before.files[1]);
});

test("a huge hunk is cut into pieces", () => {
  assert.deepEqual(pieces([1, 2, 3, 4, 5], 2), [[1, 2], [3, 4], [5]]);
});
