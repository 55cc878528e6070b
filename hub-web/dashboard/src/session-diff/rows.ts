import type { DiffHunk, DiffLine } from "../api/index.ts";

/** Old beside new; one side is missing where a line was only added or only deleted. */
export interface Pair {
  readonly left: DiffLine | undefined;
  readonly right: DiffLine | undefined;
}

/** Lines next to each other: a run of deletions is laid beside the run of additions that follows it. */
export function pairs(hunk: DiffHunk): Pair[] {
  const result: Pair[] = [];
  let deleted: DiffLine[] = [];
  let added: DiffLine[] = [];
  const flush = (): void => {
    for (let i = 0; i < Math.max(deleted.length, added.length); i++) result.push({ left: deleted[i], right: added[i] });
    deleted = [];
    added = [];
  };
  for (const line of hunk.lines) {
    if (line.type === "delete") {
      if (added.length > 0) flush();
      deleted.push(line);
    } else if (line.type === "add") {
      added.push(line);
    } else {
      flush();
      result.push({ left: line, right: line });
    }
  }
  flush();
  return result;
}

/** For each line that replaces another of about the same text, the part that differs. */
export function replacedParts(hunk: DiffHunk): Map<DiffLine, Range> {
  const parts = new Map<DiffLine, Range>();
  for (const { left, right } of pairs(hunk)) {
    if (left === undefined || right === undefined || left === right) continue;
    const [before, after] = difference(left.text, right.text) ?? [];
    if (before !== undefined && after !== undefined) {
      parts.set(left, before);
      parts.set(right, after);
    }
  }
  return parts;
}

export interface Range {
  readonly from: number;
  readonly to: number;
}

/** Where two lines differ between their common start and end; undefined when too little is common to be worth showing. */
export function difference(before: string, after: string): [Range, Range] | undefined {
  const longest = Math.min(before.length, after.length);
  let start = 0;
  while (start < longest && before[start] === after[start]) start++;
  let end = 0;
  while (end < longest - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  const common = before.slice(0, start).trim().length + before.slice(before.length - end).trim().length;
  if (common * 3 < Math.max(before.trim().length, after.trim().length)) return undefined;
  return [
    { from: start, to: before.length - end },
    { from: start, to: after.length - end },
  ];
}

/** A hunk in pieces of at most `size` lines, so that a huge one is drawn as it is scrolled to. */
export function pieces<T>(lines: readonly T[], size: number): T[][] {
  const result: T[][] = [];
  for (let at = 0; at < lines.length; at += size) result.push(lines.slice(at, at + size));
  return result;
}
