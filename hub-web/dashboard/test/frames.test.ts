import assert from "node:assert/strict";
import { test } from "node:test";
import { decodeFrame, pasteFrames } from "../src/api/frames.ts";

const MIB = 1_048_576;

test("a paste of 200 kB is one frame", () => {
  const text = "x".repeat(200_000);
  assert.deepEqual(pasteFrames(text), [{ type: "terminal:paste", data: text }]);
});

test("a larger paste is cut into frames below the limit, and not inside a character", () => {
  for (const text of ["a\n\t\"\\".repeat(500_000), "😀é漢".repeat(300_000), "\ud83d".repeat(300_000)]) {
    const frames = pasteFrames(text);
    assert.ok(frames.length > 1);
    assert.equal(frames.map((frame) => ("data" in frame ? frame.data : "")).join(""), text);
    for (const frame of frames) {
      assert.ok(Buffer.byteLength(JSON.stringify(frame)) < MIB);
      assert.doesNotMatch("data" in frame ? frame.data : "", /^[\udc00-\udfff]/u);
    }
  }
});

test("an empty paste is no frame", () => {
  assert.deepEqual(pasteFrames(""), []);
});

test("a text server's output is understood too", () => {
  assert.deepEqual(decodeFrame('{"type":"terminal:output","data":"é"}'), { type: "terminal:output", bytes: Uint8Array.of(0xc3, 0xa9) });
});
