import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Session } from "../kit/api.ts";
import { type Command, commandsApi } from "../kit/commands.ts";
import { base } from "../kit/styles.ts";
import { sayOrder, told } from "./commands.ts";
import { words } from "./commands-words.ts";
import { Polled } from "./polled.ts";
import "./reason-form.ts";
import { dense } from "./styles.ts";

const REFRESH_MILLISECONDS = 5_000;

/** What the volume guard holds, and what a person decides about each. */
@customElement("quarantine-card")
export class QuarantineCard extends LitElement {
  @property({ attribute: false }) session!: Session;
  private readonly held = new Polled<{ command: Command; why: string }[]>(this, commandsApi.quarantine, REFRESH_MILLISECONDS);

  static override styles = [
    base,
    dense,
    css`
      ul {
        max-block-size: 420px;
        overflow: auto;
      }
      li {
        display: grid;
        gap: 6px;
        padding-block: 10px;
        border-block-start: 1px solid var(--line);
      }
      .acts {
        display: flex;
        flex-wrap: wrap;
        align-items: start;
        gap: 8px;
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    void this.held.load();
  }

  override render() {
    const held = this.held.value ?? [];
    if (held.length === 0) return nothing;
    return html`<section class="card" data-testid="held">
      <h2>${words.quarantine} <span class="tag a">${held.length}</span></h2>
      <p class="soft">${words.quarantineIntro}</p>
      <ul tabindex="0" aria-label=${words.quarantine}>${held.map(({ command, why }) => this.one(command, why))}</ul>
    </section>`;
  }

  private one(command: Command, why: string) {
    const mayRelease = this.session.role === "approver" && this.session.name !== command.askedBy;
    return html`<li>
      <div class="row"><b>${sayOrder(command.order)}: <a class="id" href="#/meters/${command.meter}">${command.meter}</a></b><a href="#/commands/${command.batch}">${words.lookAtList}</a></div>
      <p>${told(why)}</p>
      <p class="soft">${command.askedBy}: ${command.reason}</p>
      <div class="acts">
        ${mayRelease ? html`<reason-form .name=${words.release} .decide=${this.decide((reason) => commandsApi.release(command.id, reason))}></reason-form>` : nothing}
        <reason-form .name=${words.callBack} .decide=${this.decide((reason) => commandsApi.withdrawHeld(command.id, reason))}></reason-form>
      </div>
    </li>`;
  }

  private decide(act: (reason: string) => Promise<unknown>) {
    return async (reason: string): Promise<void> => {
      await act(reason);
      await this.held.load();
      this.dispatchEvent(new Event("decided", { bubbles: true, composed: true }));
    };
  }
}
