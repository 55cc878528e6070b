import { html, nothing, type TemplateResult } from "lit";

/** "+12 −3", read aloud in words. Nothing when it is not known. */
export function plusMinus(changes: { additions: number; deletions: number } | undefined): TemplateResult | typeof nothing {
  if (changes === undefined || (changes.additions === 0 && changes.deletions === 0)) return nothing;
  const { additions, deletions } = changes;
  return html`<span class="plus-minus"
    ><span class="visually-hidden">${additions} lines added, ${deletions} deleted</span
    >${additions === 0 ? nothing : html`<span class="plus" aria-hidden="true">+${short(additions)}</span>`}${
      deletions === 0 ? nothing : html`<span class="minus" aria-hidden="true">−${short(deletions)}</span>`
    }</span
  >`;
}

function short(count: number): string {
  return count < 10_000 ? String(count) : `${Math.floor(count / 1_000)}k`;
}
