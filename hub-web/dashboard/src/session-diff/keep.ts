import type { Diff } from "../api/index.ts";
import { contentKey, pathOf } from "./file-label.ts";

/** The next diff, with the objects of files that are the same as before, so that only what changed is drawn again. */
export function unchangedFiles(before: Diff | undefined, next: Diff | undefined): Diff | undefined {
  if (before === undefined || next === undefined || before === next) return next;
  const known = new Map(before.files.map((file) => [pathOf(file), file]));
  const files = next.files.map((file) => {
    const old = known.get(pathOf(file));
    return old !== undefined && contentKey(old) === contentKey(file) ? old : file;
  });
  return { ...next, files };
}
