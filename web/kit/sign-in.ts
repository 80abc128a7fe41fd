import { css, html, LitElement, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { api, Refused, type Session, Unreachable } from "./api.ts";
import { explain } from "./parts.ts";
import { base } from "./styles.ts";
import { words } from "./words.ts";

/** The form to sign in; tells `signed-in` with the session. */
@customElement("sm-sign-in")
export class SignIn extends LitElement {
  /** What this page is, under the product's name. */
  @property() purpose = "";
  /** What the person should know before signing in. */
  @property() remark = "";
  /** Whether the person was signed in until now. */
  @property({ type: Boolean }) ended = false;
  @state() private trouble = "";
  @state() private busy = false;

  static override styles = [
    base,
    css`
      :host {
        max-inline-size: 400px;
        margin-inline: auto;
        padding: 12vh 16px 32px;
      }
      img {
        display: block;
        border-radius: 12px;
        margin-block-end: 14px;
      }
      form {
        display: grid;
        gap: 16px;
        margin-block: 20px;
      }
      h1 {
        font-size: 26px;
      }
    `,
  ];

  override render() {
    return html`<main>
      <img src="/icon.svg" width="52" height="52" alt="" />
      <h1>${words.product}</h1>
      <p class="soft">${this.purpose}</p>
      <form class="card" @submit=${this.submit}>
        ${this.ended && !this.trouble ? html`<p class="note" role="status">${words.sessionEnded}</p>` : nothing}
        ${this.trouble ? html`<p class="note alarm" role="alert" data-testid="sign-in-trouble">${this.trouble}</p>` : nothing}
        <label>${words.name}<input name="name" autocomplete="username" autocapitalize="none" spellcheck="false" required /></label>
        <label>${words.password}<input name="password" type="password" autocomplete="current-password" required /></label>
        <button class="primary" ?disabled=${this.busy}>${this.busy ? words.signingIn : words.signIn}</button>
      </form>
      <p class="soft">${this.remark}</p>
    </main>`;
  }

  private async submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    this.busy = true;
    try {
      const session = await api.signIn(String(form.get("name")).trim(), String(form.get("password")));
      this.dispatchEvent(new CustomEvent<Session>("signed-in", { detail: session }));
    } catch (failure) {
      this.trouble = this.reason(failure);
    } finally {
      this.busy = false;
    }
  }

  private reason(failure: unknown): string {
    if (failure instanceof Unreachable) return words.offlineSignIn;
    if (failure instanceof Refused && failure.status === 401) return words.wrongPassword;
    if (failure instanceof Refused && failure.status === 429) return words.tooManyTries(failure.retryAfterSeconds ?? 60);
    return explain(failure);
  }
}
