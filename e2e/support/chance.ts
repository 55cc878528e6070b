/** Chance that can be repeated: the same seed makes the same choices. */
export class Chance {
  constructor(private state: number) {}

  /** From 0 to 1, without 1. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let bits = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 4_294_967_296;
  }

  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  one<T>(choices: readonly T[]): T {
    return choices[this.below(choices.length)]!;
  }

  bytes(length: number): Buffer {
    return Buffer.from(Array.from({ length }, () => this.below(256)));
  }

  /** Almost what was meant: a valid object with something wrong in it, or its bytes with some of them wrong. */
  spoilt(valid: Record<string, unknown>): Buffer {
    const object: Record<string, unknown> = { ...valid };
    const keys = Object.keys(object);
    for (let i = this.below(3); i >= 0; i--) object[this.below(4) === 0 ? this.text() : this.one([...keys, "type"])] = this.value(3);
    const bytes = Buffer.from(JSON.stringify(object));
    switch (this.below(6)) {
      case 0:
        return bytes.subarray(0, this.below(bytes.length));
      case 1:
        bytes[this.below(bytes.length)] = this.below(256);
        return bytes;
      case 2:
        return Buffer.concat([bytes, this.one([bytes, this.bytes(8), Buffer.from("}"), Buffer.from([0xed, 0xa0, 0x80])])]);
      default:
        return bytes;
    }
  }

  private value(depth: number): unknown {
    const simple = [null, true, false, 0, -1, 1e308, -1e-7, Number.MAX_SAFE_INTEGER, 2 ** 31, "", "\0", "../../etc/passwd", "-rf", "${jndi:x}", "\u001b[2J", "\ud800", "a".repeat(5_000)];
    if (depth === 0 || this.below(3) > 0) return this.below(3) === 0 ? this.text() : this.one(simple);
    const parts = Array.from({ length: this.below(4) }, () => this.value(depth - 1));
    return this.below(2) === 0 ? parts : Object.fromEntries(parts.map((part) => [this.text(), part]));
  }

  private text(): string {
    return String.fromCodePoint(...Array.from({ length: 1 + this.below(12) }, () => this.one([this.below(0x80), this.below(0x800), 0x1f98a, 0x202e])));
  }
}
