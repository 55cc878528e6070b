import { html, nothing, type TemplateResult } from "lit";
import type { Provider } from "../api/index.ts";
import { abilityWords, isolationWords, providerTone, trouble } from "../app/provider-words.ts";

/** Where the session runs, with what that means in words; a choice only where there is one. */
export function providerChoice(providers: readonly Provider[], chosen: Provider | undefined, choose: (name: string) => void): TemplateResult {
  if (providers.length === 0) {
    return html`<p class="note failed" role="alert">No provider is configured, so nothing can run. The hub's log and <code>./hub doctor</code> say why.</p>`;
  }
  return html`<fieldset class="field providers-field">
    <legend>Runs in</legend>
    ${providers.map((one) => card(one, one === chosen, providers.length > 1, choose))}
  </fieldset>`;
}

function card(provider: Provider, isChosen: boolean, isChoice: boolean, choose: (name: string) => void): TemplateResult {
  const problem = trouble(provider);
  const abilities = abilityWords(provider);
  return html`<label class="provider-card ${isChoice ? "" : "only"}" data-tone=${providerTone(provider.health.status)}>
    <input type="radio" name="provider" value=${provider.name} .checked=${isChosen} ?hidden=${!isChoice} aria-labelledby="provider-${provider.name}" aria-describedby="provider-${provider.name}-says" @change=${() => choose(provider.name)} />
    <span class="provider-name"><i class="lamp" aria-hidden="true"></i><span id="provider-${provider.name}">${provider.name}</span>${provider.isDefault && isChoice ? html`<small>default</small>` : nothing}</span>
    <span class="provider-says" id="provider-${provider.name}-says">${isolationWords(provider)}${abilities === "" ? nothing : html`<span> · ${abilities}</span>`}</span>
    ${problem === undefined ? nothing : html`<span class="provider-problem">${problem}</span>`}
  </label>`;
}
