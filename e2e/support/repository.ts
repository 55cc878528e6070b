import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const CHECKOUT = `import { Cart } from "./cart";

/** Turns a cart into an order. */
export class Checkout {
  constructor(private readonly cart: Cart) {}

  total(): number {
    let sum = 0;
    for (const item of this.cart.items) {
      sum += item.price * item.count;
    }
    return sum;
  }
}
`;

/** A small repository to work on: a file with a language, one to delete, and one that is not text. One that is there stays. */
export function makeRepository(folder: string): void {
  if (existsSync(join(folder, "README.md"))) return;
  mkdirSync(join(folder, "src"), { recursive: true });
  writeFileSync(join(folder, "README.md"), "# Shop\n\nA small shop.\n");
  writeFileSync(join(folder, "src", "checkout.ts"), CHECKOUT);
  writeFileSync(join(folder, "old.py"), "def f(x):\n    return x + 1\n");
  writeFileSync(join(folder, "logo.png"), Uint8Array.of(0x89, 0x50, 0, 1, 2, 3));
  git(folder, "init", "--quiet", "--initial-branch=main");
  git(folder, "add", ".");
  git(folder, "commit", "--quiet", "--message=Start the shop");
}

function git(folder: string, ...command: string[]): void {
  execFileSync("git", ["-C", folder, "-c", "user.name=Tester", "-c", "user.email=tester@example.org", ...command]);
}
