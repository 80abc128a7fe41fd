import { css, html, LitElement, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import { commandsApi, type Passkeys } from "../kit/commands.ts";
import { blank, explain, problem } from "../kit/parts.ts";
import { hindrance, make, sign } from "../kit/passkey.ts";
import { base } from "../kit/styles.ts";
import { when } from "./commands.ts";
import { words } from "./commands-words.ts";
import { dense } from "./styles.ts";

/** Why no passkey can be used here, with the way to where it can; nothing where it can. */
export function obstacle(origin: string) {
  switch (hindrance(origin)) {
    case "elsewhere":
      return html`<p class="note" role="status" data-testid="passkey-elsewhere">${words.elsewhere} <a href="${origin}/console/${location.hash}">${origin}/console/</a></p>`;
    case "insecure":
      return html`<p class="note alarm" role="alert">${words.insecure}</p>`;
    case "unknown":
      return html`<p class="note alarm" role="alert">${words.unknownToBrowser}</p>`;
    case null:
      return nothing;
  }
}

/** What went wrong with a device: browsers throw DOMExceptions when the person stops or it has no fitting key. */
export function deviceTrouble(failure: unknown): string {
  return failure instanceof DOMException ? words.passkeyStopped : explain(failure);
}

/** The passkeys of whoever is signed in and may approve. Tells `known` whenever it learns them. */
@customElement("passkeys-card")
export class PasskeysCard extends LitElement {
  @state() private mine: Passkeys | null = null;
  @state() private failure: unknown = null;
  @state() private trouble = "";
  @state() private done = false;
  @state() private busy = false;

  static override styles = [
    base,
    dense,
    css`
      form {
        display: grid;
        gap: 10px;
        margin-block-start: 10px;
        max-inline-size: 420px;
      }
      label {
        font-size: 13px;
        font-weight: 500;
        color: var(--ink-soft);
      }
      input {
        font-size: 14px;
      }
      button {
        justify-self: start;
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    void this.load();
  }

  private readonly load = async (): Promise<void> => {
    try {
      this.mine = await commandsApi.passkeys();
      this.dispatchEvent(new CustomEvent("known", { detail: this.mine }));
    } catch (failure) {
      this.failure = failure;
    }
  };

  override render() {
    return html`<section class="card" data-testid="passkeys">
      <h2>${words.passkeys}</h2>
      <p class="soft">${words.passkeysIntro}</p>
      ${this.mine ? this.content(this.mine) : this.failure ? problem(this.failure, this.load) : html`<p aria-busy="true">${blank("a passkey")}</p>`}
    </section>`;
  }

  private content({ origin, passkeys }: Passkeys) {
    const stops = obstacle(origin);
    return html`${passkeys.length === 0
        ? html`<p>${words.passkeysNone}</p>`
        : html`<ul>${passkeys.map((each) => html`<li>${words.passkeyAdded(each.label, when(each.added))}</li>`)}</ul>`}
      ${stops === nothing
        ? html`<form @submit=${this.add}>
            <label>${words.passkeyName}<input name="label" maxlength="60" placeholder=${words.passkeyNameExample} autocomplete="off" /></label>
            ${this.trouble ? html`<p class="note alarm" role="alert">${this.trouble}</p>` : nothing}
            ${this.done ? html`<p class="note good" role="status">${words.passkeyDone}</p>` : nothing}
            <button ?disabled=${this.busy}>${words.addPasskey}</button>
          </form>`
        : stops}`;
  }

  /** A second passkey is taken at the word of one that is known. */
  private async add(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    this.busy = true;
    this.trouble = "";
    this.done = false;
    try {
      const question = await commandsApi.passkeyQuestion();
      const known = question.known.length > 0 ? await sign(question.challenge, question.host, question.known) : null;
      await commandsApi.register(await make(question), known, String(new FormData(form).get("label") ?? ""));
      form.reset();
      this.done = true;
      await this.load();
    } catch (failure) {
      this.trouble = deviceTrouble(failure);
    } finally {
      this.busy = false;
    }
  }
}
