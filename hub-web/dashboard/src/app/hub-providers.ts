import { html, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Provider } from "../api/index.ts";
import { HubElement } from "../core/element.ts";
import { Observe } from "../core/observe.ts";
import { ago } from "../sessions/age.ts";
import type { Hub } from "./hub.ts";
import { abilityWords, isPlace, isolationWords, providerTone } from "./provider-words.ts";

/** The providers and how they are, by what the hub last saw of them. */
@customElement("hub-providers")
export class HubProviders extends HubElement {
  @property({ attribute: false }) hub!: Hub;

  constructor() {
    super();
    new Observe(this, () => [this.hub.providers]);
  }

  protected override render(): TemplateResult | typeof nothing {
    const providers = this.hub.providers.value;
    if (providers === undefined) return nothing;
    if (providers.length === 0) return html`<span class="provider" data-tone="failed"><i class="lamp" aria-hidden="true"></i>No provider</span>`;
    return html`<ul class="providers" aria-label="Providers">${providers.map((one) => this.provider(one))}</ul>`;
  }

  private provider(provider: Provider): TemplateResult {
    const { status, summary, checkedAt } = provider.health;
    const seen = ago(checkedAt, this.hub.ticker.now.value);
    const means = isPlace(provider) ? [isolationWords(provider), abilityWords(provider)] : ["a plug-in that is not used"];
    const says = [`${provider.name}: ${status.toLowerCase()}`, summary, seen && `checked ${seen}`, ...means].filter(Boolean).join(" · ");
    return html`<li class="provider" title=${says} aria-label=${says} data-tone=${providerTone(status)}><i class="lamp" aria-hidden="true"></i>${provider.name}</li>`;
  }
}
