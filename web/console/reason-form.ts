import { css, html, LitElement, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { explain } from "../kit/parts.ts";
import { base } from "../kit/styles.ts";
import { words } from "./commands-words.ts";
import { dense } from "./styles.ts";

/** A button for a decision that needs a reason: pressed, it asks for the reason; then it decides. */
@customElement("reason-form")
export class ReasonForm extends LitElement {
  @property() name = "";
  @property() ask = words.whyDecision;
  /** Does it; what it throws is shown. */
  @property({ attribute: false }) decide: (reason: string) => Promise<void> = async () => undefined;
  @state() private open = false;
  @state() private busy = false;
  @state() private trouble = "";

  static override styles = [
    base,
    dense,
    css`
      form {
        display: grid;
        gap: 10px;
        min-inline-size: min(340px, 100%);
      }
      form div {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      label {
        font-size: 13px;
        font-weight: 500;
        color: var(--ink-soft);
      }
      input {
        font-size: 14px;
      }
    `,
  ];

  override render() {
    if (!this.open) return html`<button @click=${() => (this.open = true)}>${this.name}</button>`;
    return html`<form @submit=${this.submit}>
      <label>${this.ask}<input name="reason" required minlength="5" maxlength="500" autocomplete="off" /></label>
      ${this.trouble ? html`<p class="note alarm" role="alert">${this.trouble}</p>` : nothing}
      <div>
        <button class="primary" ?disabled=${this.busy}>${this.name}</button>
        <button type="button" class="quiet" @click=${() => (this.open = false)}>${words.keep}</button>
      </div>
    </form>`;
  }

  override updated(): void {
    if (this.open && !this.trouble && !this.busy) this.renderRoot.querySelector("input")?.focus();
  }

  private async submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    this.busy = true;
    this.trouble = "";
    try {
      await this.decide(String(new FormData(event.target as HTMLFormElement).get("reason")).trim());
      this.open = false;
    } catch (failure) {
      this.trouble = explain(failure);
    } finally {
      this.busy = false;
    }
  }
}
