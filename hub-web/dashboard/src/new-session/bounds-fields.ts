import { html, nothing, type TemplateResult } from "lit";
import type { Provider } from "../api/index.ts";
import { can } from "../app/provider-words.ts";

const MEMORY = [
  ["512m", "512 MiB"],
  ["1g", "1 GiB"],
  ["2g", "2 GiB"],
  ["4g", "4 GiB"],
  ["8g", "8 GiB"],
  ["16g", "16 GiB"],
] as const;
const PROCESSORS = ["0.5", "1", "2", "4", "8"] as const;
const NETWORKS = [
  ["internet", "Internet only"],
  ["none", "None"],
  ["host", "Host network"],
] as const;

/** What a session may use and reach, as far as its provider can see to that. */
export function boundsFields(provider: Provider | undefined, violationText: (field: string) => TemplateResult): TemplateResult | typeof nothing {
  const limits = can(provider, "RESOURCE_LIMITS");
  const network = can(provider, "NETWORK_POLICY");
  if (!limits && !network) return nothing;
  return html`<div class="pair">
    ${limits ? html`${select("memory", "Memory", MEMORY, violationText)}${select("cpus", "Processors", PROCESSORS.map((count) => [count, count] as const), violationText)}` : nothing}
    ${network ? select("network", "Network", NETWORKS, violationText) : nothing}
  </div>`;
}

function select(name: string, label: string, options: readonly (readonly [string, string])[], violationText: (field: string) => TemplateResult): TemplateResult {
  return html`<label class="field"
    ><span>${label}</span
    ><select name=${name} aria-describedby="new-${name}-problem">
      <option value="">Default</option>
      ${options.map(([value, text]) => html`<option value=${value}>${text}</option>`)}
    </select>${violationText(name)}</label
  >`;
}
