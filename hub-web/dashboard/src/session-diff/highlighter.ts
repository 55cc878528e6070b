import type { HLJSApi } from "highlight.js";
import type { DiffHunk, DiffLine } from "../api/index.ts";
import { languageOf, loaderOf } from "./languages.ts";
import { tokenLines, type Token } from "./tokens.ts";

/** Longer pieces are shown without colours: they cost more than they help. */
const MOST_CHARACTERS = 200_000;
const LONGEST_LINE = 2_000;

export type Colours = ReadonlyMap<DiffLine, readonly Token[]>;

/** Colours of the lines of a hunk. Languages are loaded when a file of theirs is first seen. */
export class Highlighter {
  private core: Promise<HLJSApi> | undefined;

  async colour(path: string, hunk: DiffHunk): Promise<Colours> {
    const language = languageOf(path);
    if (language === undefined || isTooLarge(hunk)) return new Map();
    const hljs = await this.load(language);
    return hljs === undefined ? new Map() : colourHunk(hljs, language, hunk);
  }

  private async load(language: string): Promise<HLJSApi | undefined> {
    this.core ??= import("highlight.js/lib/core").then((module) => module.default);
    const hljs = await this.core;
    const loader = loaderOf(language);
    if (hljs.getLanguage(language) !== undefined || loader === undefined) return hljs;
    try {
      hljs.registerLanguage(language, (await loader()).default);
      return hljs;
    } catch {
      return undefined;
    }
  }
}

/** Old and new side are coloured each as a text of its own, as they would be in their files. */
export function colourHunk(hljs: HLJSApi, language: string, hunk: DiffHunk): Colours {
  const colours = new Map<DiffLine, readonly Token[]>();
  for (const absent of ["add", "delete"]) {
    const side = hunk.lines.filter((line) => line.type !== absent);
    const markup = hljs.highlight(side.map((line) => line.text).join("\n"), { language, ignoreIllegals: true }).value;
    tokenLines(markup).forEach((tokens, at) => {
      const line = side[at];
      if (line !== undefined) colours.set(line, tokens);
    });
  }
  return colours;
}

function isTooLarge(hunk: DiffHunk): boolean {
  let characters = 0;
  for (const { text } of hunk.lines) {
    if (text.length > LONGEST_LINE) return true;
    characters += text.length;
  }
  return characters > MOST_CHARACTERS;
}
