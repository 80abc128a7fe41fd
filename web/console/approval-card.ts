import { css, html, LitElement, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Session } from "../kit/api.ts";
import { type Batch, commandsApi } from "../kit/commands.ts";
import { sign } from "../kit/passkey.ts";
import { base } from "../kit/styles.ts";
import { sayConsequence, sayOrder, shortHash, when } from "./commands.ts";
import { words } from "./commands-words.ts";
import { deviceTrouble, obstacle } from "./passkeys-card.ts";
import "./reason-form.ts";
import { dense } from "./styles.ts";

/** A batch that waits for another person: what it does to whom, and that person's yes or no. */
@customElement("approval-card")
export class ApprovalCard extends LitElement {
  @property({ attribute: false }) batch!: Batch;
  @property({ attribute: false }) session!: Session;
  @state() private list = "";
  @state() private busy = false;
  @state() private trouble = "";
  @state() private origin = "";

  static override styles = [
    base,
    dense,
    css`
      article {
        display: grid;
        gap: 6px;
        padding-block: 12px;
      }
      .acts {
        display: flex;
        flex-wrap: wrap;
        align-items: start;
        gap: 8px;
      }
      code {
        font-size: 14px;
        font-weight: 600;
        color: var(--ink);
      }
    `,
  ];

  private get mayApprove(): boolean {
    return this.session.role === "approver" && this.session.name !== this.batch.askedBy;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.learn();
  }

  /** Only who may approve is told what to sign. */
  private async learn(): Promise<void> {
    if (this.session.role !== "approver") return;
    try {
      const question = await commandsApi.question(this.batch.id);
      this.list = question.list;
      this.origin = question.origin;
    } catch (failure) {
      this.trouble = deviceTrouble(failure);
    }
  }

  override render() {
    const { batch } = this;
    return html`<article data-testid="waiting">
      <div class="row"><b>${sayOrder(batch.order)}: ${words.forMeters(batch.meters)}</b><a href="#/commands/${batch.id}">${words.lookAtList}</a></div>
      <p>${sayConsequence(batch.order, batch.meters)}</p>
      <p class="soft">${batch.reason}</p>
      <p class="soft">${words.askedBy(batch.askedBy, when(batch.askedAt))} · ${words.goodUntil(when(batch.until))}</p>
      ${this.list ? html`<p class="soft" title=${words.listHint}>${words.list} <code data-testid="list-hash">${shortHash(this.list)}</code></p>` : nothing}
      ${this.trouble ? html`<p class="note alarm" role="alert">${this.trouble}</p>` : nothing}
      ${this.mayApprove ? this.acts() : html`<p class="soft">${this.session.name === batch.askedBy ? words.notYours : words.needsApprover}</p>`}
    </article>`;
  }

  private acts() {
    const stops = this.origin ? obstacle(this.origin) : nothing;
    return html`${stops}
      <div class="acts">
        <button class="primary" ?disabled=${this.busy || this.list === "" || stops !== nothing} @click=${this.approve}>${this.busy ? words.approving : words.approve}</button>
        <reason-form .name=${words.decline} .ask=${words.declineWhy} .decide=${this.decline}></reason-form>
      </div>`;
  }

  /** What is signed is the hash that is shown, even if the list changed meanwhile: the server then refuses. */
  private readonly approve = async (): Promise<void> => {
    this.busy = true;
    this.trouble = "";
    try {
      const question = await commandsApi.question(this.batch.id);
      if (question.list !== this.list) {
        this.list = question.list;
        return;
      }
      if (question.passkeys.length === 0) {
        this.trouble = words.noPasskey;
        return;
      }
      await commandsApi.approve(this.batch.id, this.list, await sign(question.challenge, question.host, question.passkeys));
      this.decided();
    } catch (failure) {
      this.trouble = deviceTrouble(failure);
    } finally {
      this.busy = false;
    }
  };

  private readonly decline = async (reason: string): Promise<void> => {
    await commandsApi.decline(this.batch.id, reason);
    this.decided();
  };

  private decided(): void {
    this.dispatchEvent(new Event("decided", { bubbles: true, composed: true }));
  }
}
