import { html, svg, type SVGTemplateResult, type TemplateResult } from "lit";

function icon(shape: SVGTemplateResult): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">${shape}</svg>`;
}

export const icons = {
  plus: icon(svg`<path d="M8 3v10M3 8h10" />`),
  close: icon(svg`<path d="m4 4 8 8m0-8-8 8" />`),
  back: icon(svg`<path d="M10 3 5 8l5 5" />`),
  stop: icon(svg`<rect x="4" y="4" width="8" height="8" rx="1" />`),
  start: icon(svg`<path d="M5 3.5v9l7-4.5z" />`),
  bin: icon(svg`<path d="M3 4.5h10M6.5 4V2.5h3V4M4.5 4.5l.6 9h5.8l.6-9" />`),
  restore: icon(svg`<path d="M3 8a5 5 0 1 0 1.6-3.7M3 2.5V5h2.5" />`),
  help: icon(svg`<path d="M6 6a2 2 0 1 1 2.8 1.8c-.6.3-.8.7-.8 1.4M8 11.6v.2" /><circle cx="8" cy="8" r="6.2" />`),
  sun: icon(svg`<circle cx="8" cy="8" r="2.8" /><path d="M8 1.5v1.6M8 12.9v1.6M1.5 8h1.6M12.9 8h1.6M3.4 3.4l1.1 1.1M11.5 11.5l1.1 1.1M12.6 3.4l-1.1 1.1M4.5 11.5l-1.1 1.1" />`),
  moon: icon(svg`<path d="M13 9.6A5.6 5.6 0 0 1 6.4 3 5.6 5.6 0 1 0 13 9.6z" />`),
  system: icon(svg`<circle cx="8" cy="8" r="5.5" /><path d="M8 2.5v11A5.5 5.5 0 0 0 8 2.5z" fill="currentColor" />`),
  leave: icon(svg`<path d="M9.5 3H4v10h5.5M7.5 8H14m-2.5-2.5L14 8l-2.5 2.5" />`),
  branch: icon(svg`<circle cx="4.5" cy="3.5" r="1.6" /><circle cx="4.5" cy="12.5" r="1.6" /><circle cx="11.5" cy="5" r="1.6" /><path d="M4.5 5.1v5.8M11.5 6.6c0 2.6-4 2.4-6.4 4" />`),
  chevron: icon(svg`<path d="m4.5 6.5 3.5 3.5 3.5-3.5" />`),
  search: icon(svg`<circle cx="7" cy="7" r="4.2" /><path d="m10.2 10.2 3.3 3.3" />`),
  unified: icon(svg`<path d="M2.5 4h11M2.5 8h11M2.5 12h11" />`),
  split: icon(svg`<path d="M8 2.5v11M2.5 4.5H6M2.5 8H6M2.5 11.5H6M10 4.5h3.5M10 8h3.5M10 11.5h3.5" />`),
  eye: icon(svg`<path d="M1.5 8S4 3.8 8 3.8 14.5 8 14.5 8 12 12.2 8 12.2 1.5 8 1.5 8z" /><circle cx="8" cy="8" r="1.8" />`),
  down: icon(svg`<path d="M8 2.5v8M4.5 7.5 8 11l3.5-3.5M3 13.5h10" />`),
} as const;

/** The product's sign: a hub, and what is connected to it. */
export const mark = html`<svg class="mark" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false">
  <path d="M10 10 3.6 4.6M10 10l6.6-4.8M10 10l.6 7.4" />
  <circle cx="10" cy="10" r="3.4" /><circle class="leaf" cx="3.6" cy="4.6" r="1.9" /><circle class="leaf" cx="16.6" cy="5.2" r="1.9" /><circle class="leaf" cx="10.6" cy="17" r="1.9" />
</svg>`;
