import assert from "node:assert/strict";
import { test } from "node:test";
import { bindings, isReservedInTerminal, Keymap, type KeyPress } from "../src/app/keymap.ts";
import { HandClock } from "./clock.ts";

function press(key: string, modifiers: Partial<KeyPress> = {}, code = key): KeyPress {
  return { key, code, ctrlKey: false, altKey: false, metaKey: false, shiftKey: false, ...modifiers };
}

test("plain keys work on the page and never in a text field or the terminal", () => {
  const keymap = new Keymap(new HandClock());
  assert.equal(keymap.press(press("n"), "page"), "new-session");
  assert.equal(keymap.press(press("n"), "text"), undefined);
  assert.equal(keymap.press(press("n"), "terminal"), undefined);
  assert.equal(keymap.press(press("?", { shiftKey: true }), "page"), "help");
});

test("a sequence is two keys in a row, for a moment", () => {
  const clock = new HandClock();
  const keymap = new Keymap(clock);
  assert.equal(keymap.press(press("g"), "page"), "prefix");
  assert.equal(keymap.press(press("d"), "page"), "changes");
  assert.equal(keymap.press(press("g"), "page"), "prefix");
  clock.pass(2_000);
  assert.equal(keymap.press(press("d"), "page"), undefined);
});

test("chords go by the position of the key, whatever it types with Alt", () => {
  const keymap = new Keymap(new HandClock());
  assert.equal(keymap.press(press("¡", { altKey: true }, "Digit1"), "terminal"), "terminal");
  assert.equal(keymap.press(press("ArrowDown", { altKey: true }), "terminal"), "next-session");
});

test("the terminal keeps every key but the documented chords", () => {
  for (const key of ["a", "n", "g", "?", "/", "Escape", "Tab", "Enter", "ArrowUp", "F1"]) assert.equal(isReservedInTerminal(press(key)), false, key);
  for (const code of ["KeyC", "KeyD", "KeyR", "KeyZ", "KeyV", "KeyW"]) assert.equal(isReservedInTerminal(press(code, { ctrlKey: true }, code)), false, code);
  for (const code of ["KeyB", "KeyF", "KeyD", "Backspace"]) assert.equal(isReservedInTerminal(press(code, { altKey: true }, code)), false, code);
  assert.equal(isReservedInTerminal(press("C", { ctrlKey: true, shiftKey: true }, "KeyC")), true);
  assert.equal(isReservedInTerminal(press("2", { altKey: true }, "Digit2")), true);
});

test("no chord means two things in the same place", () => {
  const seen = new Set<string>();
  for (const binding of bindings) {
    for (const place of binding.places) {
      for (const chord of binding.chords) {
        assert.ok(!seen.has(`${place} ${chord}`), `${chord} in ${place}`);
        seen.add(`${place} ${chord}`);
      }
    }
  }
});
