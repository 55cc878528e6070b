import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { asHubError, type HubError } from "../api/index.ts";
import type { Hub } from "../app/hub.ts";
import { HubElement } from "../core/element.ts";
import { mark } from "../ui/icons.ts";
import "./login.css";

/** Signs in. The address is kept, so that the user lands where 401 took them from. */
@customElement("hub-login")
export class HubLogin extends HubElement {
  @property({ attribute: false }) hub!: Hub;
  @property({ attribute: false }) why: string | undefined;
  @state() private problem: string | undefined;
  @state() private busy = false;

  protected override firstUpdated(): void {
    this.querySelector("input")?.focus();
  }

  protected override render(): TemplateResult {
    return html`<main class="login">
      <form class="login-form" @submit=${this.submit} novalidate>
        <div class="login-brand">${mark}<h1>Session Hub</h1></div>
        ${this.why === undefined ? nothing : html`<p class="login-why">${this.why}</p>`}
        <label class="field"><span>Username</span><input name="username" autocomplete="username" autocapitalize="none" spellcheck="false" required /></label>
        <label class="field"><span>Password</span><input name="password" type="password" autocomplete="current-password" required /></label>
        <p class="problem" role="alert">${this.problem ?? nothing}</p>
        <button class="button primary large" ?disabled=${this.busy}>${this.busy ? "Signing in…" : "Sign in"}</button>
      </form>
    </main>`;
  }

  private async submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const data = new FormData(form);
    this.busy = true;
    this.problem = undefined;
    try {
      this.hub.enter(await this.hub.api.login(String(data.get("username")), String(data.get("password"))));
    } catch (failure) {
      this.problem = wording(asHubError(failure));
      form.querySelector<HTMLInputElement>("input[type=password]")?.select();
    } finally {
      this.busy = false;
    }
  }
}

function wording(error: HubError): string {
  if (error.code === "BAD_CREDENTIALS") return "Username or password is wrong.";
  if (error.code !== "TOO_MANY_ATTEMPTS") return error.text;
  const wait = error.retryAfterSeconds;
  return wait === undefined ? "Too many attempts. Wait a moment." : `Too many attempts. Try again in ${wait} s.`;
}
