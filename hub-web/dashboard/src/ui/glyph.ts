import { html, svg, type SVGTemplateResult, type TemplateResult } from "lit";
import type { Tone } from "../sessions/wording.ts";

/** Each tone has a shape of its own, so that colour is never the only difference. */
const SHAPES: Readonly<Record<Tone, SVGTemplateResult>> = {
  attention: svg`<path class="fill" d="M7 .8 13.200 7 7 13.200.8 7z" /><path class="mark-on" d="M7 3.900v3.600M7 9.300v.6" />`,
  working: svg`<circle class="track" cx="7" cy="7" r="4.800" /><path class="arc" d="M7 2.200A4.800 4.800 0 0 1 11.800 7" />`,
  idle: svg`<circle class="fill" cx="7" cy="7" r="3.400" />`,
  quiet: svg`<rect class="line" x="3.600" y="3.600" width="6.800" height="6.800" rx="1" />`,
  failed: svg`<circle class="fill" cx="7" cy="7" r="5.800" /><path class="mark-on" d="m5 5 4 4m0-4-4 4" />`,
  unknown: svg`<circle class="line dotted" cx="7" cy="7" r="5.400" /><path class="line" d="M5.500 5.700a1.500 1.500 0 1 1 2.200 1.300c-.5.3-.7.6-.7 1.100M7 9.700v.2" />`,
};

export function glyph(tone: Tone): TemplateResult {
  return html`<svg class="glyph" data-tone=${tone} viewBox="0 0 14 14" width="14" height="14" aria-hidden="true" focusable="false">${SHAPES[tone]}</svg>`;
}
