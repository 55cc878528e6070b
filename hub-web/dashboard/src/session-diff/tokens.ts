import type { Range } from "./rows.ts";

/** A piece of a line with the class of its colour; "" has none. */
export interface Token {
  readonly text: string;
  readonly kind: string;
  readonly changed?: boolean;
}

const PART = /<span class="([^"]*)">|<\/span>|\n|[^<\n]+/g;
const ENTITIES: Readonly<Record<string, string>> = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#x27;": "'" };

/**
 * The lines of highlight.js' markup as tokens. The markup is read, never inserted: what a session wrote reaches the
 * page as text only.
 */
export function tokenLines(markup: string): Token[][] {
  const lines: Token[][] = [[]];
  const open: string[] = [];
  for (const match of markup.matchAll(PART)) {
    const [part, kind] = match;
    if (kind !== undefined) open.push(kind);
    else if (part === "</span>") open.pop();
    else if (part === "\n") lines.push([]);
    else lines[lines.length - 1]?.push({ text: decoded(part), kind: open[open.length - 1] ?? "" });
  }
  return lines;
}

function decoded(text: string): string {
  return text.replace(/&(?:amp|lt|gt|quot|#x27);/g, (entity) => ENTITIES[entity] ?? entity);
}

/** The same tokens, cut at the ends of the changed part, which is marked. */
export function markChanged(tokens: readonly Token[], range: Range | undefined): Token[] {
  if (range === undefined || range.from >= range.to) return [...tokens];
  const result: Token[] = [];
  let at = 0;
  for (const token of tokens) {
    const from = Math.min(Math.max(range.from - at, 0), token.text.length);
    const to = Math.min(Math.max(range.to - at, 0), token.text.length);
    const parts: Token[] = [
      { ...token, text: token.text.slice(0, from) },
      { ...token, text: token.text.slice(from, to), changed: true },
      { ...token, text: token.text.slice(to) },
    ];
    result.push(...parts.filter((part) => part.text !== ""));
    at += token.text.length;
  }
  return result;
}
