import type { DiffFile } from "../api/index.ts";

export function pathOf(file: DiffFile): string {
  return file.change === "DELETED" ? (file.oldPath ?? file.newPath ?? "") : (file.newPath ?? file.oldPath ?? "");
}

export interface PathParts {
  readonly folder: string;
  readonly name: string;
}

export function partsOf(path: string): PathParts {
  const slash = path.lastIndexOf("/") + 1;
  return { folder: path.slice(0, slash), name: path.slice(slash) };
}

const LETTERS = { ADDED: "A", MODIFIED: "M", DELETED: "D", RENAMED: "R", COPIED: "C" } as const;

export function letterOf(file: DiffFile): string {
  return LETTERS[file.change] ?? "M";
}

/** The same for the same content: a file whose key did not change is not drawn again. */
export function contentKey(file: DiffFile): string {
  return JSON.stringify(file);
}
