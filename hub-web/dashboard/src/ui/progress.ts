import { html, type TemplateResult } from "lit";
import type { Progress } from "../api/index.ts";

/** "45 % · Fetching the image, layer 3 of 7": the number first, where there is little room. */
export function progressText({ step, detail, percent }: Progress): string {
  const said = detail === undefined || detail === "" ? step : `${step}, ${detail}`;
  return percent === undefined ? said : `${percent} % · ${said}`;
}

/** How far it is; a bar that only moves where nobody knows. */
export function progressBar({ step, percent }: Progress): TemplateResult {
  return percent === undefined
    ? html`<span class="progress" role="progressbar" aria-label=${step}><i class="somewhere"></i></span>`
    : html`<span class="progress" role="progressbar" aria-label=${step} aria-valuemin="0" aria-valuemax="100" aria-valuenow=${percent}><i style=${`width:${percent}%`}></i></span>`;
}

/** How full something is, said in words beside it. */
export function meter(share: number, isTight: boolean): TemplateResult {
  return html`<span class="meter ${isTight ? "tight" : ""}" aria-hidden="true"><i style=${`width:${Math.round(share * 100)}%`}></i></span>`;
}
