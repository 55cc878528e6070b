import assert from "node:assert/strict";
import { test } from "node:test";
import { PageKey } from "../src/api/page-key.ts";

class Shelf {
  readonly kept = new Map<string, string>();
  getItem(key: string): string | null {
    return this.kept.get(key) ?? null;
  }
  setItem(key: string, value: string): void {
    this.kept.set(key, value);
  }
  removeItem(key: string): void {
    this.kept.delete(key);
  }
}

test("what one window keeps or forgets holds for the others", () => {
  const shelf = new Shelf() as unknown as Storage;
  const first = new PageKey(() => shelf);
  const second = new PageKey(() => shelf);
  first.keep("half");
  assert.equal(second.value, "half");
  second.forget();
  assert.equal(first.value, undefined);
});

test("where storage is refused, the key lasts as long as the page", () => {
  const refused = new PageKey(() => {
    throw new DOMException("no storage here", "SecurityError");
  });
  refused.keep("half");
  assert.equal(refused.value, "half");
  refused.forget();
  assert.equal(refused.value, undefined);
});
